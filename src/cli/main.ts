#!/usr/bin/env node
import { UsageError } from "./usage-error.ts";

const help = `timeloom: run the program of a report again

  timeloom replay <file> [options]   run a program once, by a schedule; show how it fails
  timeloom --help

Options of replay:
  --schedule <v1:…>   the schedule of the report; default: the default order
  --export <name>     the program in the file; default: its default export
  --level <level>     the level of the report: fifo, env, jitter or any-order; default: env
  --seed <number>     the seed of the report; default: 0
  --check <check>     what else is a failure, as in explore({ checks }); may be repeated

Examples:
  npx timeloom replay test/account.ts
  npx timeloom replay test/account.ts --schedule v1:main.0@3=main.1@2
  npx timeloom replay test/account.ts --export transfer --level any-order --schedule v1:main.0@3=main.1@2

Exit code: 0 if it passes, 1 if it fails, 2 if the command is wrong.`;

process.exitCode = await main(process.argv.slice(2));

async function main([command, ...args]: readonly string[]): Promise<number> {
  if (command === "--help" || command === "-h" || args.includes("--help") || args.includes("-h")) {
    console.log(help);
    return 0;
  }
  try {
    if (command === "replay") {
      process.setSourceMapsEnabled(true); // places are those of the sources
      const { replayFile } = await import("./replay-file.ts");
      return await replayFile(args);
    }
    const problem = command === undefined ? "a command is missing" : `there is no command ${JSON.stringify(command)}`;
    throw new UsageError(`Cannot run timeloom: ${problem}`, "timeloom replay <file>, or timeloom --help");
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    return 2;
  }
}
