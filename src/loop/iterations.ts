import type { Clock } from "../core/clock.ts";
import { current } from "../core/current.ts";
import { DeadlockError, StepLimitError } from "../core/errors.ts";
import type { Entry, EventLoop, Forgotten, ParkedCreator, TimerEntry, Turns } from "../core/event-loop.ts";
import type { Entropy } from "../core/entropy.ts";
import { loopContext, type CapturedContext } from "../core/native-context.ts";
import type { Probe } from "../core/probe.ts";
import type { Strategy } from "../core/strategy.ts";
import { TimerHeap } from "../core/timer-heap.ts";
import { realNowMs, requestTurn, type Driver, type Wish } from "../core/turns.ts";
import { blockedTasks, spinningTasks } from "./diagnosis.ts";
import type { Outside } from "./outside.ts";
import { ReadyQueue } from "./ready-queue.ts";
import { StallReport } from "./stall-report.ts";

/** What a loop is put together from. */
export interface LoopParts {
  readonly clock: Clock;
  /** Picks among ready entries; without one the order is first in, first out. */
  readonly strategy?: Strategy | undefined;
  readonly probe?: Probe | undefined;
  /** Iterations after which a run is stopped. */
  readonly maxIterations: number;
  /** Loop time after which a run is stopped, in seconds. */
  readonly maxTime: number;
  readonly entropy: Entropy;
  /** What virtual time waits for; a real clock waits for nothing. */
  readonly outside?: Outside | undefined;
  readonly forgotten: Forgotten;
  /** Keeps the process alive; what it returns lets go. */
  readonly keepAlive?: (() => () => void) | undefined;
}

/** CPython drops cancelled timers from the whole heap when there are this many, and more than half are cancelled. */
const purgeThreshold = 100;
/** Turns between two looks at the host's clock. */
const turnsPerLook = 256;
/** How long the host may wait for a busy loop, in milliseconds. */
const hostPatienceMs = 1;

/** Runs iterations as `BaseEventLoop._run_once` does, in turns that end where native code must be let run. */
export class Iterations implements Driver, Turns {
  readonly #loop: EventLoop;
  readonly #parts: LoopParts;
  readonly ready: ReadyQueue = new ReadyQueue();
  readonly timers: TimerHeap = new TimerHeap();
  readonly parked: ParkedCreator[] = [];
  /** Cancelled timers in the heap. */
  timersCancelled = 0;
  stopping = false;
  /** Iterations since the loop was made, as CPython counts them. */
  count = 0;
  number = 0;
  /** Entries of this iteration that have not run. */
  #left = 0;
  #inIteration = false;
  #afterDrain: (() => void)[] = [];
  /** Whether it waits for the clock to wake it. */
  #asleep = false;
  /** Gives up the wait for the outside. */
  #giveUp: (() => void) | undefined = undefined;
  readonly #context: CapturedContext;
  readonly #stall: StallReport | undefined;
  #budget = 0;
  /** Turns until the next look at the host's clock. */
  #look = turnsPerLook;
  #lookedMs = 0;
  #ended: ((error?: Error) => void) | undefined = undefined;

  /** Iterations, timers and turns on `parts`. */
  constructor(loop: EventLoop, parts: LoopParts) {
    this.#loop = loop;
    this.#parts = parts;
    this.#context = loopContext(loop);
    this.#stall = parts.outside && new StallReport(loop, parts.outside);
  }

  /** Begin to run; `ended` hears how it ends: by `stopping`, or with an error. */
  start(ended: (error?: Error) => void): void {
    this.#ended = ended;
    this.#budget = this.count + this.#parts.maxIterations;
    this.#lookedMs = realNowMs();
    this.#parts.outside?.start();
  }

  /** An entry came from outside a turn. */
  wake(): void {
    if (!this.#asleep) return;
    this.#wakeUp();
    requestTurn(this);
  }

  #wakeUp(): void {
    this.#asleep = false;
    this.#parts.clock.interrupt();
    this.#giveUp?.();
    this.#giveUp = undefined;
  }

  afterDrain(callback: () => void): void {
    current.touchedNative = true;
    this.#afterDrain.push(callback);
  }

  drive(): Wish {
    current.loop = this.#loop;
    let wish: Wish = "nothing";
    try {
      wish = this.#context.runInAsyncScope(this.#run);
    } catch (error) {
      this.#end(error as Error);
    } finally {
      // In the microtasks that follow it is still this loop's turn.
      if (wish !== "microtasks") current.loop = undefined;
    }
    return wish;
  }

  readonly #run = (): Wish => {
    if (this.#resumeAfterDrain()) return "microtasks";
    for (;;) {
      while (this.#left > 0) {
        // Before a turn: after one that touched native code its microtasks come first.
        if (this.#look === 0) {
          this.#look = turnsPerLook;
          if (this.#hostIsDue()) return "macrotask";
        }
        this.#look -= 1;
        this.#left -= 1;
        this.#turn(this.#next());
        if (current.touchedNative || this.#loop.unknown > 0) return "microtasks";
      }
      if (this.#inIteration) {
        this.#inIteration = false;
        if (this.stopping) {
          this.#end();
          return "nothing";
        }
      }
      if (!this.#begin()) return "nothing";
    }
  };

  #turn(entry: Entry): void {
    this.number += 1;
    current.touchedNative = false;
    this.#parts.probe?.turn?.(entry, this.#loop.time());
    if (this.#loop.places !== undefined) this.#timedTurn(entry);
    else entry.runTurn();
  }

  /** In debug mode a callback or step that holds the loop up is reported. */
  #timedTurn(entry: Entry): void {
    const loop = this.#loop;
    const start = loop.time();
    entry.runTurn();
    const elapsed = loop.time() - start;
    if (elapsed < loop.slowCallbackDuration) return;
    console.warn(`Executing ${entry.toString()} took ${elapsed.toFixed(3)} seconds`);
  }

  /** Callbacks that waited for the microtasks; then one creator of an eager child goes on, inside the same turn. */
  #resumeAfterDrain(): boolean {
    const callbacks = this.#afterDrain;
    if (callbacks.length > 0) {
      this.#afterDrain = [];
      for (const callback of callbacks) callback();
    }
    const { parked } = this;
    if (parked.length === 0) return false;
    // A child that is a parked creator itself has not ended its first step.
    const at = parked.findLastIndex(({ child }) => !parked.some(({ creator }) => creator === child));
    if (at === -1) return false;
    const [first] = parked.splice(at, 1);
    first?.resume();
    return true;
  }

  #next(): Entry {
    const { strategy } = this.#parts;
    if (strategy !== undefined) {
      const options = this.ready.alternatives();
      if (options.length > 1) {
        const chosen = options[strategy.choose({ kind: "ready", at: this.number, options })] as Entry;
        this.ready.remove(chosen);
        return chosen;
      }
    }
    return this.ready.shift() as Entry;
  }

  #hostIsDue(): boolean {
    const { clock, outside } = this.#parts;
    if (!clock.servesHost() && outside?.outstanding() !== true) return false;
    const now = realNowMs();
    if (now - this.#lookedMs < hostPatienceMs) return false;
    this.#lookedMs = now;
    return true;
  }

  /** Steps 1 to 3 of an iteration. @returns false if the loop has to wait for the host */
  #begin(): boolean {
    const { clock, probe, maxTime } = this.#parts;
    if (this.timers.size > 0) this.#dropCancelledTimers();
    if (this.count === this.#budget) this.#overBudget(`${this.#parts.maxIterations} iterations`);
    const { timers, ready } = this;
    if (ready.length === 0 && !this.stopping) {
      const when = timers.head()?.deadline ?? Infinity;
      if (when > clock.time()) {
        if (when !== Infinity && when > maxTime) this.#overBudget(`${maxTime} s of virtual time`);
        if (!this.#pass(when)) return false;
        if (when === Infinity) {
          this.count += 1;
          throw new DeadlockError(clock.time(), blockedTasks(this.#loop.tasks));
        }
        probe?.advanced?.(when);
      }
    }
    this.count += 1;
    this.#inIteration = true;
    if (timers.size > 0) this.#takeDueTimers(clock.time());
    this.#left = ready.length;
    return true;
  }

  /** Let time pass to `when`. @returns false if it takes its time, or waits for the outside */
  #pass(when: number): boolean {
    const { clock, outside } = this.#parts;
    const wake = (): void => this.wake();
    this.#asleep = true;
    this.#giveUp = clock.servesHost() ? undefined : outside?.wait(when, wake);
    if (this.#giveUp !== undefined || !clock.pass(when, wake)) {
      this.#stall?.stalled();
      return false;
    }
    this.#asleep = false;
    this.#stall?.moved();
    return true;
  }

  #takeDueTimers(now: number): void {
    const { timers, ready } = this;
    for (let timer = timers.head(); timer !== undefined && timer.deadline <= now; timer = timers.head()) {
      ready.push(this.#takeTimer());
    }
  }

  #takeTimer(): TimerEntry {
    const timer = this.timers.pop() as TimerEntry;
    timer.scheduled = false;
    return timer;
  }

  #dropCancelledTimers(): void {
    const { timers } = this;
    if (timers.size > purgeThreshold && this.timersCancelled * 2 > timers.size) {
      for (const timer of timers.purge()) timer.scheduled = false;
      this.timersCancelled = 0;
    } else {
      while (timers.head()?.skipped === true) {
        this.#takeTimer();
        this.timersCancelled -= 1;
      }
    }
  }

  #overBudget(limit: string): never {
    // With something ready, whoever sleeps does not spin.
    const nextTimer = this.ready.length === 0 ? this.timers.head() : undefined;
    throw new StepLimitError(limit, this.#parts.clock.time(), spinningTasks(this.ready.toArray(), nextTimer));
  }

  /** Break off a run that cannot go on. */
  halt(): void {
    this.#end();
  }

  /** Drop what is scheduled. */
  clear(): void {
    this.ready.clear();
    while (this.timers.pop() !== undefined);
    this.parked.length = 0;
  }

  #end(error?: Error): void {
    this.stopping = false;
    this.#left = 0;
    this.#inIteration = false;
    this.#wakeUp();
    this.#stall?.moved();
    this.#parts.outside?.stop();
    const ended = this.#ended;
    this.#ended = undefined;
    ended?.(error);
  }
}
