import { readOptions, USAGE, UsageError } from "./options.ts";
import { realOrder } from "./real-order.ts";

process.exitCode = await main(process.argv.slice(2));

/** @returns the exit code: 0 if nothing is outside, 1 if something is, 2 if the arguments make no sense */
async function main(args: readonly string[]): Promise<0 | 1 | 2> {
  try {
    const { programs, seed } = readOptions(args);
    const seeds = Array.from({ length: programs }, (_, at) => seed + at);
    return (await realOrder(seeds, (text) => void process.stdout.write(`${text}\n`))) === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n\n${USAGE}\n`);
    return 2;
  }
}
