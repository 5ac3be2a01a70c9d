import { describe, expect, it } from "vitest";
import { run, sleep } from "#index";
import { virtualLoop } from "#testing";

/** Something that a timer of the host ends, which belongs to no task. */
function afterRealTime(ms: number): { readonly over: boolean } {
  const state = { over: false };
  setTimeout(() => (state.over = true), ms);
  return state;
}

describe("a virtual loop that awaits nothing of the host", () => {
  it("lets a timer of the host in while a native program polls", async () => {
    const stop = afterRealTime(60);

    await run(
      async () => {
        while (!stop.over) await sleep(0.01);
      },
      { loopFactory: virtualLoop() },
    );

    expect(stop.over).toBe(true);
  });

  it.each(["wait", "forbid"] as const)("lets it in while generators poll, with io: %j", async (io) => {
    const stop = afterRealTime(60);

    await run(
      function* () {
        while (!stop.over) yield* sleep(0.01);
      },
      { loopFactory: virtualLoop({ io }) },
    );

    expect(stop.over).toBe(true);
  });
});
