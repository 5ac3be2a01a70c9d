import { current } from "../../core/context/current.ts";
import { DeadlockError, StepLimitError } from "../../core/errors/errors.ts";
import type { Entry, EventLoop, ParkedCreator, Turns } from "../../core/event-loop.ts";
import { loopContext, type CapturedContext } from "../../host/node/async-scope.ts";
import { realNowMs, requestTurn, type Driver, type Wish } from "../../host/node/turns.ts";
import { Arrivals } from "./arrivals.ts";
import { type Choices, clockActor } from "./choices.ts";
import { blockedTasks, spinningTasks } from "../reports/blocked-tasks.ts";
import type { LoopParts } from "./loop-parts.ts";
import { ReadyList } from "./ready-list.ts";
import { ReadyQueue } from "./ready-queue.ts";
import type { Ready } from "./ready.ts";
import { StallReport } from "../outside/stall-report.ts";
import { Timers } from "./timers.ts";

/** Turns between two looks at the host's clock. */
const turnsPerLook = 256;
/** How long the host may wait for a busy loop, in milliseconds. */
const hostPatienceMs = 1;

/** Runs iterations as `BaseEventLoop._run_once` does, in turns that end where native code must be let run. */
export class Iterations implements Driver, Turns {
  readonly #loop: EventLoop;
  readonly #parts: LoopParts;
  readonly ready: Ready;
  /** The same, if any entry of it may have the next turn. */
  readonly #open: ReadyList | undefined;
  readonly timers: Timers = new Timers();
  readonly arrivals: Arrivals = new Arrivals();
  readonly parked: ParkedCreator[] = [];
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
  /** Runs before everything else. */
  #interposed: Entry | undefined = undefined;
  /** Gives up the wait for the outside. */
  #giveUp: (() => void) | undefined = undefined;
  readonly #context: CapturedContext;
  readonly #stall: StallReport | undefined;
  #budget = 0;
  /** Turns until the next look at the host's clock. */
  #look = turnsPerLook;
  /** 0: not yet. */
  #lookedMs = 0;
  #ended: ((error?: Error) => void) | undefined = undefined;

  /** Iterations, timers and turns on `parts`. */
  constructor(loop: EventLoop, parts: LoopParts) {
    this.#loop = loop;
    this.#parts = parts;
    this.#open = parts.choices?.anyOrder === true ? new ReadyList() : undefined;
    this.ready = this.#open ?? new ReadyQueue();
    this.#context = loopContext(loop);
    this.#stall = parts.outside && new StallReport(loop, parts.outside);
  }

  /** Begin to run; `ended` hears how it ends: by `stopping`, or with an error. */
  start(ended: (error?: Error) => void): void {
    this.#ended = ended;
    this.#budget = this.count + this.#parts.maxIterations;
    this.#lookedMs = this.#parts.clock.servesHost() ? realNowMs() : 0;
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
      // Whoever heard that it ended has started it again.
      if (wish === "nothing" && this.#ended !== undefined && !this.#asleep) wish = "microtasks";
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
    const { choices, probe, intervene } = this.#parts;
    this.number += 1;
    current.touchedNative = false;
    if (choices?.jitters === true) this.#linger(choices.stepCost(entry));
    if (probe !== undefined) probe.turn?.(entry, this.#loop.time());
    if (intervene !== undefined && intervene(entry)) return;
    if (this.#loop.places !== undefined) this.#timedTurn(entry);
    else entry.runTurn();
  }

  /** A step takes `seconds` of loop time. */
  #linger(seconds: number): void {
    const { clock, probe } = this.#parts;
    if (seconds === 0 || !clock.pass(clock.time() + seconds, () => undefined)) return;
    probe?.advanced?.(clock.time());
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
    const interposed = this.#interposed;
    if (interposed !== undefined) {
      this.#interposed = undefined;
      return interposed;
    }
    const open = this.#open;
    return open === undefined ? (this.ready.shift() as Entry) : (this.#parts.choices as Choices).next(open);
  }

  /** Let `entry` run next, inside the iteration, whatever the strategy thinks. */
  interpose(entry: Entry): void {
    this.#interposed = entry;
    this.#left += 1;
  }

  #hostIsDue(): boolean {
    const { clock, outside } = this.#parts;
    if (!clock.servesHost() && outside?.outstanding() !== true) return false;
    const now = realNowMs();
    if (this.#lookedMs !== 0 && now - this.#lookedMs < hostPatienceMs) return false;
    this.#lookedMs = now;
    return true;
  }

  /** Steps 1 to 3 of an iteration. @returns false if the loop has to wait for the host */
  #begin(): boolean {
    const { clock, choices, probe, maxTime } = this.#parts;
    const { arrivals, timers, ready } = this;
    if (timers.size > 0) timers.dropCancelled();
    if (this.count === this.#budget) this.#overBudget(`${this.#parts.maxIterations} iterations`);
    if (arrivals.length > 0) this.#deliver(arrivals);
    if (ready.length === 0 && !this.stopping) {
      let when = timers.head()?.deadline ?? Infinity;
      if (when > clock.time()) {
        if (when !== Infinity && when > maxTime) this.#overBudget(`${maxTime} s of virtual time`);
        if (choices !== undefined && when !== Infinity) when += choices.lateness();
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
    if (timers.size > 0) timers.takeDue(clock.time(), ready, choices);
    this.#left = ready.length;
    return true;
  }

  /** Take in what comes from outside: by default the first completion, once nothing else can run. */
  #deliver(arrivals: Arrivals): void {
    const { choices, clock } = this.#parts;
    const { ready, timers } = this;
    arrivals.dropSkipped();
    const timer = timers.head();
    for (;;) {
      const next = ready.first ?? (timer !== undefined && timer.deadline <= clock.time() ? timer : undefined);
      if (arrivals.length === 0 || (choices === undefined && next !== undefined)) return;
      const actor = next === undefined && timer !== undefined ? clockActor : undefined;
      const chosen = choices === undefined ? arrivals.expected[0] : choices.arrival(next, arrivals.expected, actor);
      if (chosen === undefined || chosen === clockActor) return;
      ready.push(arrivals.take(chosen as Entry));
    }
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
    this.timers.clear();
    this.arrivals.clear();
    if (this.parked.length > 0) this.parked.length = 0;
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
