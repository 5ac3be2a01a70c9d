import { describe, expect, it } from "vitest";
import { TickQueue } from "#host/node/tick-queue";

/** What `drain()` has run when it returns; called by the host itself, as a tick is. */
function drained(
  queue: TickQueue,
  begin: (log: string[]) => void,
): Promise<{ readonly isDrained: boolean; readonly log: string[] }> {
  return new Promise((resolve) => {
    setImmediate(() => {
      const log: string[] = [];
      begin(log);
      const isDrained = queue.drain();
      resolve({ isDrained, log: [...log] });
    });
  });
}

const deep = (log: string[]): void => {
  process.nextTick(() => {
    log.push("tick");
    queueMicrotask(() => {
      log.push("microtask of a tick");
      process.nextTick(() => void Promise.resolve().then(() => log.push("promise of a tick of a microtask")));
    });
  });
};

const all = ["tick", "microtask of a tick", "promise of a tick of a microtask"];

describe("TickQueue", () => {
  it("runs ticks and microtasks at any depth before drain() returns", async () => {
    const queue = new TickQueue(process);

    expect(await drained(queue, deep)).toEqual({ isDrained: true, log: all });
    expect(await drained(queue, deep)).toEqual({ isDrained: true, log: all });
  });

  it.each([
    ["is missing", undefined],
    ["does nothing", (): void => undefined],
  ])("says that it cannot where `_tickCallback` %s", async (_, tickCallback) => {
    const nextTick = (callback: () => void): void => process.nextTick(callback);
    const queue = new TickQueue({ nextTick, ...(tickCallback && { _tickCallback: tickCallback }) });

    expect(await drained(queue, deep)).toEqual({ isDrained: false, log: [] });
  });
});
