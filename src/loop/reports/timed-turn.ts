import type { Entry, LoopCore } from "../../core/contracts/loop-core.ts";

/** Run a turn in debug mode, and report a callback or step that holds the loop up for `slowCallbackDuration` seconds. */
export function timedTurn(entry: Entry, loop: LoopCore, slowCallbackDuration: number): void {
  const start = loop.time();
  entry.runTurn();
  const elapsed = loop.time() - start;
  if (elapsed < slowCallbackDuration) return;
  console.warn(`Executing ${entry.toString()} took ${elapsed.toFixed(3)} seconds`);
}
