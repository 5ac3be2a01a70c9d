import { conformance } from "./conformance.ts";

process.exitCode = await conformance(process.argv.slice(2), {
  print: (text) => void process.stdout.write(`${text}\n`),
  complain: (text) => void process.stderr.write(`${text}\n`),
  progress: process.stderr.isTTY ? (text) => void process.stderr.write(`\r\u001B[K${text}`) : () => {},
  columns: process.stdout.columns ?? 140,
});
