import { peers } from "./index.ts";
import { meet } from "./peer.ts";

process.exitCode = await main();

/** Meet all of them, or those whose names contain an argument. @returns the exit code */
async function main(): Promise<0 | 1> {
  const words = process.argv.slice(2);
  const asked = peers.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  let failed = 0;
  for (const peer of asked) {
    const start = performance.now();
    const error = await meet(peer).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    const seconds = `${((performance.now() - start) / 1_000).toFixed(2)} s`;
    console.log(`${error === undefined ? "pass" : "FAIL"}  ${peer.name.padEnd(52)} ${seconds}  ${peer.shows}`);
    if (error === undefined) continue;
    failed += 1;
    console.error(error);
  }
  console.log(`${asked.length} peers, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
