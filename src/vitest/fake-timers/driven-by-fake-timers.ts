import type { TimerEntry } from "../../core/contracts/loop-core.ts";
import type { TimeDriver } from "../../core/contracts/clock.ts";
import { TimerHandle } from "../../core/driving/handle.ts";
import type { JumpingClock } from "../../loop/clock/jumping-clock.ts";
import type { Engine } from "../../loop/engine.ts";
import { type FakeClock, fakeClock } from "./fake-clock.ts";

/**
 * Lets the time of a loop stand still while fake timers are installed, and move as they are advanced. Deadlines of the loop are timers of
 * theirs: advancing stops at each, counting counts them.
 */
export class DrivenByFakeTimers implements TimeDriver {
  readonly #loop: Engine;
  readonly #time: JumpingClock;
  /** The clock that drives, and what it read when it was looked at last, in nanoseconds. */
  #fake: FakeClock | undefined = undefined;
  #readNs = 0;
  #drivenNs = 0;
  #isBeginning = false;
  /** The timer of the fake clock for each timer of the loop. */
  readonly #adopted = new Map<TimerEntry, unknown>();

  private constructor(loop: Engine, time: JumpingClock) {
    this.#loop = loop;
    this.#time = time;
  }

  /** Let fake timers drive `loop`, whose clock is `time`, whenever they are installed. */
  static attach(loop: Engine, time: JumpingClock): void {
    const driven = new DrivenByFakeTimers(loop, time);
    time.follow(driven);
    drivers.set(loop, driven);
  }

  /** What drives `loop`, if something can. */
  static of(loop: Engine): DrivenByFakeTimers | undefined {
    return drivers.get(loop);
  }

  isDriving(): boolean {
    this.#look();
    return this.#fake !== undefined || this.#isBeginning;
  }

  /** Let `install` install fake timers. An interval of the host that it begins to move them by is the host's already. */
  begin<T>(install: () => T): T {
    this.#isBeginning = true;
    try {
      return install();
    } finally {
      this.#isBeginning = false;
    }
  }

  movesByItself(): boolean {
    const fake = this.#fake;
    if (fake === undefined) return false;
    const mode = fake.tickMode?.mode ?? "manual";
    return mode !== "manual" || fake.attachedInterval !== undefined;
  }

  driven(): number {
    this.#look();
    return this.#drivenNs / 1e9;
  }

  /** Let all timers of the loop be timers of the fake clock, in order. */
  adopt(): void {
    this.#look();
    const fake = this.#fake;
    if (fake === undefined) return;
    const now = this.#time.time();
    const pending = this.#loop.scheduler.timers.pending();
    for (const [timer, id] of this.#adopted) {
      if (timer.skipped || !timer.scheduled) this.#forget(fake, timer, id);
    }
    for (const timer of pending.toSorted((a, b) => a.deadline - b.deadline)) {
      if (this.#adopted.has(timer) || timer.deadline === Infinity) continue;
      const ms = Math.max(0, Math.ceil((timer.deadline - now) * 1e3 - tolerance));
      this.#adopted.set(
        timer,
        fake.setTimeout(() => this.#due(timer), ms),
      );
    }
  }

  /** All timers of the fake clock were cleared: so are those of the loop. */
  cleared(): void {
    for (const timer of this.#loop.scheduler.timers.pending()) {
      if (timer instanceof TimerHandle) timer.cancel();
    }
    this.#adopted.clear();
    // The clock may have been set back, or to what its date was before.
    if (this.#fake !== undefined) this.#readNs = readNs(this.#fake);
  }

  #due(timer: TimerEntry): void {
    this.#adopted.delete(timer);
    if (timer.skipped) return;
    if (timer.deadline > this.#time.time()) this.#time.reach(timer.deadline);
    this.#loop.scheduler.wake();
  }

  #forget(fake: FakeClock, timer: TimerEntry, id: unknown): void {
    fake.clearTimeout(id);
    this.#adopted.delete(timer);
  }

  /** Note how far the fake clock has gone. If it is another one than before, begin with it. */
  #look(): void {
    const fake = fakeClock();
    if (fake === undefined && this.#fake === undefined) return;
    if (this.#fake !== undefined) {
      const ns = readNs(this.#fake);
      // reset() sets it back.
      if (ns > this.#readNs) this.#drivenNs += ns - this.#readNs;
      this.#readNs = ns;
    }
    if (fake === this.#fake) return;
    this.#adopted.clear();
    this.#fake = fake;
    if (fake !== undefined) this.#readNs = readNs(fake);
  }
}

const drivers = new WeakMap<Engine, DrivenByFakeTimers>();

/** The part of a millisecond that is a rounding error. */
const tolerance = 1e-6;

function readNs(fake: FakeClock): number {
  const [seconds, nanoseconds] = fake.hrtime();
  return seconds * 1e9 + nanoseconds;
}
