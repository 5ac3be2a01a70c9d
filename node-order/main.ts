import { readOptions, USAGE, UsageError } from "./options.ts";

process.exitCode = await main(process.argv.slice(2));

/** @returns the exit code: 0 if nothing differs, 1 if something does, 2 if the arguments make no sense */
async function main(args: readonly string[]): Promise<0 | 1 | 2> {
  try {
    const options = readOptions(args);
    // Before timeloom is loaded, which looks for it then.
    if (!options.drains) Reflect.deleteProperty(process, "_tickCallback");
    const { nodeOrder } = await import("./node-order.ts");
    return (await nodeOrder(options, (text) => void process.stdout.write(`${text}\n`))) === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n\n${USAGE}\n`);
    return 2;
  }
}
