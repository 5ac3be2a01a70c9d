import { newEventLoop, run, sleep } from "#index";
import { virtualLoop } from "#testing";
import { afterEach, describe, expect, it, vi } from "vitest";

/** Holds the thread up for `seconds` of real time. */
function block(seconds: number): void {
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until);
}

describe("debug mode", () => {
  afterEach(() => vi.restoreAllMocks());

  it("names a step that holds a real loop up longer than slowCallbackDuration", async () => {
    const warn = vi.spyOn(console, "warn").mockReturnValue();
    const loop = newEventLoop();
    loop.slowCallbackDuration = 0.005;
    loop.setDebug(true);

    await loop.runUntilComplete(function* () {
      yield* sleep(0);
      block(0.006);
    });
    loop.close();

    // On a busy machine other steps may be slow as well.
    expect(warn.mock.calls.flat()).toContainEqual(
      expect.stringMatching(/^Executing <Task .*name='Task-1'.*> took \d\.\d\d\d seconds$/),
    );
  });

  it("says nothing of slow steps on a virtual clock, whose time stands still meanwhile", async () => {
    const warn = vi.spyOn(console, "warn").mockReturnValue();

    await run(async () => block(0.12), { loopFactory: virtualLoop(), debug: true });

    expect(warn).not.toHaveBeenCalled();
  });
});
