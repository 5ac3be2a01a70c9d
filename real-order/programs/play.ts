import {
  createTask,
  Event,
  gather,
  getRunningLoop,
  Lock,
  Queue,
  sleep,
  timeout,
  TimeoutError,
  type Wait,
  waitFor,
} from "timeloom";
import type { Program, Step, Way } from "./make-program.ts";

/** Seconds. No power of ten: sums of it are exact. It is longer than what `jitter` varies, so that timers may drift apart by less. */
const tick = 2 ** -9;

/** How long a step keeps the loop busy, if it does, in milliseconds: as long as at level `jitter`. */
const spinMs = 1;

/** What a program needs from the world in which it runs. */
export interface World {
  /** A call of something outside, which completes soon. */
  call(way: Way): PromiseLike<unknown>;
  /** Keep the loop busy for a while. */
  spin(ms: number): void;
  /** How many iterations a task that waits actively goes on at most. */
  readonly patience: number;
  /** Something has happened. */
  note(label: string): void;
}

/** One run of a program. */
export class Play {
  readonly #world: World;
  readonly #lock = new Lock();
  readonly #queue = new Queue<string>();
  readonly #gate = new Event();
  #count = 0;
  #isOver = false;

  constructor(world: World) {
    this.#world = world;
  }

  async main(program: Program): Promise<void> {
    await gather(...program.map((steps, at) => () => this.#all(steps, `${at}`)));
    this.#note(`end ${this.#count}`);
    this.#isOver = true;
  }

  /** What is left behind when the program ends is no part of its outcome. */
  #note(label: string): void {
    if (!this.#isOver) this.#world.note(label);
  }

  async #all(steps: readonly Step[], who: string): Promise<void> {
    for (const [at, step] of steps.entries()) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await this.#do(step, `${who}.${at}`);
      this.#note(`${who}.${at} ${step.does}`);
    }
  }

  async #do({ does, ticks, way, inside }: Step, who: string): Promise<unknown> {
    const parts = (): PromiseLike<void>[] => inside.map((step, at) => this.#begin(step, `${who}.${at}`));
    const loop = getRunningLoop();
    switch (does) {
      case "sleep":
        return sleep(ticks * tick);
      case "call":
        return this.#world.call(way);
      case "increment":
        return this.#increment(() => this.#world.call(way));
      case "locked":
        return this.#lock.run(() => this.#increment(() => sleep(ticks * tick)));
      case "put":
        return this.#queue.put(who);
      case "get":
        return this.#inTime(() => waitFor(this.#queue.get(), tick), who);
      case "set":
        return this.#gate.set();
      case "wait":
        return this.#inTime(() => waitFor(this.#gate.wait(), ticks * tick), who);
      case "spin":
        await sleep(0);
        return this.#world.spin(spinMs);
      case "callSoon":
        return loop.callSoon(() => this.#note(`${who} called`));
      case "callLater":
        return loop.callLater(ticks * tick, () => this.#note(`${who} called`));
      case "all":
        return Promise.all(parts());
      case "race":
        return Promise.race(inside.map((step, at) => createTask(() => this.#all([step], `${who}.${at}`))));
      case "spawn":
        return createTask(() => this.#all(inside, who));
      case "withTimeout":
        return this.#inTime(() => timeout(ticks * tick).run(() => this.#all(inside, who)), who);
      case "churn":
        return this.#churn(ticks, way, who);
    }
  }

  /** A part of several that go on at once: the same task, or, if it has timeouts, which are for whole tasks, a task of its own. */
  #begin(step: Step, who: string): PromiseLike<void> {
    const part = (): Promise<void> => this.#all([step], who);
    return hasTimeout(step) ? createTask(part) : part();
  }

  /** Check, wait, then act. */
  async #increment(wait: () => PromiseLike<unknown>): Promise<void> {
    const seen = this.#count;
    await wait();
    this.#count = seen + 1;
  }

  async #inTime(wait: () => PromiseLike<unknown>, who: string): Promise<void> {
    try {
      await wait();
    } catch (error) {
      if (!(error instanceof TimeoutError)) throw error;
      this.#note(`${who} too late`);
    }
  }

  /** Two tasks of which the second mends in each iteration what the first has broken, and a call that looks at it. */
  async #churn(bystanders: number, way: Way, who: string): Promise<void> {
    let broken = false;
    let isOver = false;
    const { patience } = this.#world;
    const spin = (): void => this.#world.spin(0.02);
    const loop = (turn: () => void): (() => Generator<Wait, void, void>) =>
      function* (): Generator<Wait, void, void> {
        for (let left = patience; left > 0; left--) {
          if (isOver) return;
          turn();
          yield* sleep(0);
        }
      };
    const first = loop(() => {
      broken = true;
      spin();
    });
    const last = loop(() => (broken = false));
    const between = Array.from({ length: 1 + bystanders }, () => loop(() => undefined));
    await gather(first, ...between, last, async () => {
      for (let calls = 0; calls < 3; calls++) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await this.#world.call(way);
        this.#note(`${who} sees it ${broken ? "broken" : "whole"}`);
      }
      isOver = true;
    });
  }
}

function hasTimeout({ does, inside }: Step): boolean {
  return does === "get" || does === "wait" || does === "withTimeout" || inside.some(hasTimeout);
}
