import {
  scheduler,
  setImmediate as afterImmediate,
  setInterval as every,
  setTimeout as after,
} from "node:timers/promises";
import { expect, it } from "vitest";
import { run } from "#index";
import { fakeGlobals, virtualLoop } from "#testing";

/** A wait that `signal` breaks off. */
type Wait = (signal: AbortSignal) => Promise<unknown>;

/** What happens, microtask by microtask, when `wait` is broken off. */
async function brokenOff(wait: Wait, isAbortedBefore: boolean): Promise<string[]> {
  const log: string[] = [];
  const controller = new AbortController();
  if (isAbortedBefore) controller.abort(new Error("enough"));
  const waited = wait(controller.signal).catch((error: Error) => {
    log.push(`${error.name} of ${String(error.cause)}`);
  });
  if (!isAbortedBefore) {
    await Promise.resolve();
    await Promise.resolve();
    controller.abort(new Error("enough"));
  }
  for (let hop = 0; hop < 10; hop++) {
    await Promise.resolve();
    log.push(`microtask ${hop}`);
  }
  await waited;
  return log;
}

/** On a virtual loop. */
async function inLoop(wait: Wait, isAbortedBefore: boolean): Promise<string[]> {
  using _ = fakeGlobals();
  return await run(async () => brokenOff(wait, isAbortedBefore), { loopFactory: virtualLoop({ io: "forbid" }) });
}

it.each<[string, Wait]>([
  ["setTimeout()", async (signal) => after(1_000, "value", { signal })],
  ["setImmediate()", async (signal) => afterImmediate("value", { signal })],
  ["scheduler.wait()", async (signal) => scheduler.wait(1_000, { signal })],
  [
    "setInterval()",
    async (signal) => {
      for await (const _ of every(1_000, "value", { signal }));
    },
  ],
])("%s tells of an abort after as many microtasks as Node's", async (_, wait) => {
  for (const isAbortedBefore of [false, true]) {
    expect(await inLoop(wait, isAbortedBefore)).toEqual(await brokenOff(wait, isAbortedBefore));
  }
});

it("does not tell of an abort of an interval before what was missed is told", async () => {
  const misses = async (): Promise<string[]> => {
    const log: string[] = [];
    const controller = new AbortController();
    try {
      for await (const value of every(20, "tick", { signal: controller.signal })) {
        log.push(value);
        if (log.length === 1) {
          await after(50);
          controller.abort();
        }
      }
    } catch (error) {
      log.push((error as Error).name);
    }
    return log;
  };
  using _ = fakeGlobals();

  expect(await run(misses, { loopFactory: virtualLoop({ io: "forbid" }) })).toEqual([
    "tick",
    "tick",
    "tick",
    "AbortError",
  ]);
});
