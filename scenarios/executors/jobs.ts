// What workers do in the scenarios. A worker imports this file.
import { exported, getRunningLoop, type LoopHandle } from "timeloom";

/** A call that blocks its thread for so many seconds. */
export const blockingIo = exported(import.meta.url, function blockingIo(name: string, seconds: number): string {
  block(seconds);
  return `${name} done`;
});

/** The coroutines and callbacks of a loop that threads call. */
export type Desk = {
  add(a: number, b: number): Promise<number>;
  print(line: string): void;
};

/** Ask the loop for a sum, and wait for at most so many seconds. */
export const askFor = exported(
  import.meta.url,
  async function askFor(loop: LoopHandle<Desk>, timeout: number): Promise<string> {
    loop.callSoonThreadsafe("print", "a thread asks");
    const future = loop.runCoroutineThreadsafe("add", 1, 2);
    try {
      return `the sum is ${await future.result(timeout)}`;
    } catch (error) {
      future.cancel();
      return `${(error as Error).name}, and the coroutine is cancelled`;
    }
  },
);

/** Block the thread. In a simulated world, where the loop's own thread makes the call, the settings say how long it takes. */
function block(seconds: number): void {
  if (!isInLoop()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, seconds * 1000);
}

function isInLoop(): boolean {
  try {
    return getRunningLoop().isRunning();
  } catch {
    return false;
  }
}

/** The virtual duration of a call: what its last argument says. */
export function secondsOf({ args }: { readonly args: readonly unknown[] }): number {
  return Number(args.at(-1));
}
