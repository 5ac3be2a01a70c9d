import { describe, expect, it } from "vitest";
import { createTask, getRunningLoop, run, sleep, ValueError } from "#index";
import { virtualClock, virtualLoop } from "#testing";

const immediate = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("virtualClock()", () => {
  it("starts at 0, or where it is told to", () => {
    expect([virtualClock().time(), virtualClock({ start: 7.5 }).time()]).toEqual([0, 7.5]);
  });

  it.each([Number.NaN, Infinity, -Infinity])("refuses to start at %s", (start) => {
    expect(() => virtualClock({ start })).toThrow(`Invalid start: ${start}\n  hint: pass a finite number of seconds`);
    expect(() => virtualClock({ start })).toThrow(ValueError);
  });

  it("is the time of the loop that it is given to", async () => {
    const clock = virtualClock({ start: 100 });

    await run(() => sleep(5), { loopFactory: virtualLoop({ clock }) });

    expect(clock.time()).toBe(105);
  });
});

describe("VirtualClock.hold()", () => {
  it("stops time until it is released, while tasks run on", async () => {
    const clock = virtualClock();
    const hold = clock.hold();
    const log: string[] = [];
    const running = run(
      async () => {
        createTask(async () => {
          for (let i = 0; i < 3; i++) await sleep(0);
          log.push(`ran at ${clock.time()}`);
        });
        await sleep(1);
        log.push(`slept until ${clock.time()}`);
      },
      { loopFactory: virtualLoop({ clock }) },
    );
    for (let i = 0; i < 5; i++) await immediate();
    expect(log).toEqual(["ran at 0"]);

    hold.release();
    await running;

    expect(log).toEqual(["ran at 0", "slept until 1"]);
  });

  it("holds until the last of several holds is released", async () => {
    const clock = virtualClock();
    const holds = [clock.hold(), clock.hold()];
    let slept = false;
    const running = run(
      async () => {
        await sleep(1);
        slept = true;
      },
      { loopFactory: virtualLoop({ clock }) },
    );
    await immediate();

    holds[0]?.release();
    holds[0]?.release(); // twice does nothing
    for (let i = 0; i < 3; i++) await immediate();
    expect(slept).toBe(false);
    holds[1]?.release();
    await running;

    expect(slept).toBe(true);
  });

  it("is released at the end of a `using` block", async () => {
    const clock = virtualClock();
    {
      using hold = clock.hold();
      expect(hold).toBeDefined();
    }

    await run(() => sleep(1), { loopFactory: virtualLoop({ clock }) });

    expect(clock.time()).toBe(1);
  });

  it("lets a callback from outside in while it lasts", async () => {
    const clock = virtualClock();

    await run(
      async () => {
        const loop = getRunningLoop();
        const hold = clock.hold();
        const bell = loop.createFuture<void>();
        setImmediate(() => bell.setResult());
        await bell;
        expect(loop.time()).toBe(0);
        hold.release();
        await sleep(1);
      },
      { loopFactory: virtualLoop({ clock }) },
    );

    expect(clock.time()).toBe(1);
  });

  it("holds back a deadlock, too: what comes from outside may still end the wait", async () => {
    const clock = virtualClock();
    const hold = clock.hold();
    const loop = virtualLoop({ clock })();
    const bell = loop.createFuture<string>();

    const running = loop.runUntilComplete(bell);
    for (let i = 0; i < 3; i++) await immediate();
    bell.setResult("rung");
    hold.release();

    expect(await running).toBe("rung");
  });
});
