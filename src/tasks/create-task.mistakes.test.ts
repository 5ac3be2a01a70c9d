import { createTask, Queue, run, Runner, sleep, timeout, timeoutAt, waitFor, type EventLoop } from "#index";
import { virtualLoop } from "#testing";
import { describe, expect, it } from "vitest";

const inVirtualTime = { loopFactory: virtualLoop() };

describe("a likely mistake", () => {
  it.each([
    [
      "a coroutine in place of a body",
      () => timeout(1).run(sleep(1) as never),
      "a coroutine was expected, got <Sleep>",
    ],
    ["a NaN timeout", () => timeout(Number.NaN).run(() => sleep(1)), "Invalid delay: NaN (not a number)"],
    ["a NaN deadline", () => timeoutAt(Number.NaN).run(() => sleep(1)), "Invalid when: NaN (not a number)"],
    ["no timeout of waitFor()", () => waitFor(sleep(1), undefined as never), "Invalid timeout: undefined"],
    ["options of waitFor()", () => waitFor(sleep(1), { timeout: 1 } as never), "Invalid timeout: <Object>"],
  ])("%s is named, with a hint", async (_, mistake, text) => {
    const running = run(async () => mistake(), inVirtualTime);

    await expect(running).rejects.toThrow(text);
    await expect(running).rejects.toThrow(/\n  hint: /);
  });

  it("a factory that returns a loop that runs already leaves the first run alone", async () => {
    const loop: EventLoop = virtualLoop()();
    const first = new Runner({ loopFactory: () => loop });
    const running = first.run(() => sleep(1, "first"));

    await expect(run(() => sleep(1), { loopFactory: () => loop })).rejects.toThrow(
      "This event loop is already running",
    );

    await expect(running).resolves.toBe("first");
    await first.close();
  });

  it("a wait inside `() => queue.get()` has a place in debug mode: where the coroutine was made", async () => {
    const running = run(async () => void (await createTask(() => new Queue().get(), { name: "taker" })), {
      ...inVirtualTime,
      debug: true,
    });

    await expect(running).rejects.toThrow(/taker +waits for Queue\.get\(\) +\(.*mistakes\.test\.ts:\d+\)/);
  });
});
