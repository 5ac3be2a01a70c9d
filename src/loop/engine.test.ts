import { describe, expect, it } from "vitest";
import type { LoopCore } from "#core/contracts/loop-core";
import { requireLoop } from "#core/context/current";
import { ServiceKey } from "#core/contracts/service-key";
import { createTask, type EventLoop, run, sleep, Task } from "#index";
import { assemble } from "#loop/assemble";
import { JumpingClock } from "#loop/clock/jumping-clock";
import { virtualLoop } from "#testing";

/** A small service: rings at the loop's time. */
class Bell {
  readonly #loop: LoopCore;
  readonly rung: number[] = [];

  constructor(loop: LoopCore) {
    this.#loop = loop;
  }

  ring(): void {
    this.rung.push(this.#loop.time());
  }
}

const bell = new ServiceKey<Bell, LoopCore>("bell", (loop) => new Bell(loop));

describe("service()", () => {
  it("makes a service when it is first asked for, once per loop, with that loop", async () => {
    const bells = new Set<Bell>();
    const main = async (): Promise<readonly number[]> => {
      requireLoop().service(bell).ring();
      await sleep(2);
      await createTask(async () => requireLoop().service(bell).ring());
      bells.add(requireLoop().service(bell));
      return requireLoop().service(bell).rung;
    };
    const loopFactory = virtualLoop();

    await expect(run(main, { loopFactory })).resolves.toEqual([0, 2]);
    await expect(run(main, { loopFactory })).resolves.toEqual([0, 2]);
    expect(bells.size).toBe(2);
  });

  it("gives what the loop was put together with, where that is something else", async () => {
    const muffled = Object.assign(new Bell({} as LoopCore), { ring: () => undefined });
    const loop = assemble({
      clock: new JumpingClock(0),
      services: (key) => (key === bell ? muffled : undefined),
    });
    const other = new ServiceKey<Bell, LoopCore>("other bell", (core) => new Bell(core));

    await loop.runUntilComplete(async () => {
      requireLoop().service(bell).ring();
      requireLoop().service(other).ring();
      expect(requireLoop().service(bell)).toBe(muffled);
      expect(requireLoop().service(other).rung).toEqual([0]);
    });
    expect(muffled.rung).toEqual([]);
  });
});

describe("a service of a loop that closes", () => {
  it("hears of it, if it wants to, once", async () => {
    let closed = 0;
    const door = new ServiceKey<object, LoopCore>("door", () => ({ loopClosed: () => (closed += 1) }));
    const loop = virtualLoop()();
    await loop.runUntilComplete(async () => {
      requireLoop().service(door);
      requireLoop().service(bell);
    });
    expect(closed).toBe(0);

    loop.close();
    loop.close();

    expect(closed).toBe(1);
  });
});

describe("a loop that is not timeloom's", () => {
  it("is refused, by a text that says where to get one", () => {
    const foreign = { isRunning: () => false } as EventLoop;

    expect(() => new Task(() => sleep(1), { loop: foreign })).toThrow(
      /^a loop of timeloom was expected, got <Object>\n {2}hint: pass getRunningLoop\(\), /,
    );
  });
});
