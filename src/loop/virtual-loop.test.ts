import { describe, expect, it } from "vitest";
import { getRunningLoop, openConnection, run, sleep, ValueError } from "#index";
import { virtualLoop } from "#testing";

describe("virtualLoop()", () => {
  it("makes a new loop, with a clock of its own, for every run", async () => {
    const loopFactory = virtualLoop();
    const main = async (): Promise<number> => {
      await sleep(5);
      return getRunningLoop().time();
    };

    expect([await run(main, { loopFactory }), await run(main, { loopFactory })]).toEqual([5, 5]);
  });

  it("lets an hour pass in far less than a second", async () => {
    const begun = performance.now();

    await run(() => sleep(3600), { loopFactory: virtualLoop() });

    expect(performance.now() - begun).toBeLessThan(60_000);
  });

  it("adds times as CPython does, without rounding", () => {
    const loop = virtualLoop()();
    let expected = 0;

    loop.runSync(function* () {
      for (let i = 0; i < 1000; i++) {
        yield* sleep(0.1);
        expected += 0.1;
      }
    });

    expect(loop.time()).toBe(expected);
  });

  it.each([0, -1, Number.NaN])("refuses %s as a limit", (limit) => {
    expect(() => virtualLoop({ maxIterations: limit })).toThrow(
      `Invalid maxIterations: ${limit}\n  hint: pass a number above 0, or Infinity`,
    );
    expect(() => virtualLoop({ maxTime: limit })).toThrow(ValueError);
  });

  it("refuses an unknown io", () => {
    expect(() => virtualLoop({ io: "maybe" as never })).toThrow(/^Invalid io: maybe\n/);
  });

  it("refuses a world that is none", () => {
    expect(() => virtualLoop({ world: "simulated" as never })).toThrow(
      'world must be a world, got "simulated"\n  hint: world: simulatedWorld()',
    );
  });

  it("opens no real socket where it may not wait for one", async () => {
    const connecting = run(() => openConnection("127.0.0.1", 9), { loopFactory: virtualLoop({ io: "forbid" }) });

    await expect(connecting).rejects.toThrow(
      'This loop may not use the real network: io is "forbid"\n  hint: give it a world: simulatedWorld(), or let it wait: io: "wait"',
    );
  });

  it("takes no limit for an answer", async () => {
    const loop = virtualLoop({ maxIterations: Infinity, maxTime: Infinity })();

    await loop.runUntilComplete(() => sleep(1e12));

    expect(loop.time()).toBe(1e12);
  });

  it("refuses a clock that it did not make", () => {
    const clock = { time: () => 0, hold: () => ({}) } as never;

    expect(() => virtualLoop({ clock })()).toThrow(
      /^clock must be one of virtualClock\(\), got <Object>\n {2}hint: virtualLoop/,
    );
  });
});
