// Run everything that has a trace several times. All runs must be equal, and so must the hash on every machine and Node.
import { createHash } from "node:crypto";
import { parts } from "./parts.ts";
import { Differs, repeat } from "./repeat.ts";

process.exitCode = await main();

async function main(): Promise<number> {
  const hash = createHash("sha256");
  try {
    for (const { name, programs, runs } of parts()) {
      const recorded = await repeat(programs, runs);
      for (const each of recorded) hash.update(`${JSON.stringify(each)}\n`);
      const steps = recorded.reduce((sum, { lines }) => sum + lines.length, 0);
      console.log(`${name}: ${recorded.length} programs, ${steps} steps, ${runs} equal runs`);
    }
  } catch (error) {
    if (!(error instanceof Differs)) throw error;
    console.log(`FAIL  ${error.message}`);
    return 1;
  }
  console.log(`sha256 ${hash.digest("hex")}`);
  return 0;
}
