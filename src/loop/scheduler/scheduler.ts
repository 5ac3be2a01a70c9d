import { current } from "../../core/context/current.ts";
import { loopContext } from "../../core/context/native-scope.ts";
import type { Entry, LoopCore } from "../../core/contracts/loop-core.ts";
import { DeadlockError } from "../../core/errors/deadlock-error.ts";
import type { CapturedContext } from "../../host/host.ts";
import { type Driver, turnQueue, type Wish } from "../../host/turn-queue.ts";
import type { EngineParts } from "../engine-parts.ts";
import type { OutsideWork } from "../outside/outside-work.ts";
import { StallReport } from "../outside/stall-report.ts";
import { blockedTasks } from "../reports/blocked-tasks.ts";
import { overBudget } from "../reports/over-budget.ts";
import { timedTurn } from "../reports/timed-turn.ts";
import { thisHost } from "../../host/this-host.ts";
import { cancelMacrotasks, deathRouter, Deaths } from "../deaths.ts";
import { AfterDrain } from "./after-drain.ts";
import { Arrivals } from "./arrivals.ts";
import type { Choices } from "./choices.ts";
import { awaitsHost, HostPatience, isIdle } from "./host-patience.ts";
import { ReadyList } from "./ready-list.ts";
import { ReadyQueue } from "./ready-queue.ts";
import { letPass } from "./let-pass.ts";
import type { Ready } from "./ready.ts";
import { Timers } from "./timers.ts";

/** Runs iterations as `BaseEventLoop._run_once` does, in turns that end where native code must run. */
export class Scheduler implements Driver {
  readonly drainsHost: boolean;
  readonly deaths: Deaths = new Deaths(() => this.wake());
  readonly #loop: LoopCore;
  readonly #parts: EngineParts;
  readonly ready: Ready;
  /** The ready list, if any of its entries may have the next turn. */
  readonly #open: ReadyList | undefined;
  readonly timers: Timers = new Timers();
  readonly arrivals: Arrivals = new Arrivals();
  readonly afterDrain: AfterDrain = new AfterDrain(() => this.wake());
  readonly #outside: OutsideWork | undefined;
  readonly #stall: StallReport | undefined;
  readonly #patience: HostPatience;
  readonly #context: CapturedContext;
  /** Debug mode reports a callback as slow if it takes this many seconds or more. */
  slowCallbackDuration = 0.1;
  stopping = false;
  /** Iterations since the loop was made, as CPython counts them. */
  count = 0;
  /** The count at which the run is stopped. */
  #budget = 0;
  /** Whether an iteration has begun and not ended. */
  #inIteration = false;
  /** Entries of this iteration that have not run. */
  #left = 0;
  /** Whether the host is drained once more before a run ends. */
  #drainsAtEnd = false;
  /** Whether only that drain was left. */
  #isLast = false;
  /** Run before everything else. */
  #interposed: Entry[] | undefined = undefined;
  /** Whether the loop waits for the clock to wake it. */
  #asleep = false;
  /** Whether the host has called with empty queues: it empties them when the turns are over. */
  #isFresh = false;
  /** Gives up the wait for the outside. */
  #giveUp: (() => void) | undefined = undefined;
  #ended: ((error?: Error) => void) | undefined = undefined;
  #unwatch: (() => void) | undefined = undefined;

  constructor(loop: LoopCore, parts: EngineParts) {
    this.#loop = loop;
    this.#parts = parts;
    this.drainsHost = parts.clock.isVirtual;
    this.#open = parts.choices?.anyOrder === true ? new ReadyList() : undefined;
    this.ready = this.#open ?? new ReadyQueue();
    this.#context = loopContext(loop);
    this.#outside = parts.outside?.(loop);
    this.#stall = this.#outside && new StallReport(loop, this.#outside);
    this.#patience = new HostPatience(parts.clock, this.#outside);
  }

  /**
   * Begin to run. `ended` is called at the end: with an error, or without one after `stopping`.
   *
   * @param mayReturn - Whether the run may return to the host, which it does once more before it ends.
   */
  start(ended: (error?: Error) => void, mayReturn: boolean): void {
    this.#drainsAtEnd = mayReturn && this.drainsHost;
    this.#ended = ended;
    this.#budget = this.count + this.#parts.maxIterations;
    this.#patience.begin();
    this.#outside?.start();
    if (this.drainsHost) this.#unwatch = thisHost.watchDeaths(deathRouter);
  }

  drive(): Wish {
    current.loop = this.#loop;
    current.isResting = false;
    let wish: Wish = "nothing";
    try {
      wish = this.#context.runInAsyncScope(this.#run);
    } catch (error) {
      this.#end(error as Error);
    } finally {
      // The run has ended, and the code that waited for it has started another.
      if (wish === "nothing" && this.#ended !== undefined && !this.#asleep) wish = "microtasks";
      // The microtasks that follow still belong to this loop's turn.
      if (wish !== "microtasks") current.loop = undefined;
    }
    return wish;
  }

  readonly #run = (): Wish => {
    if (this.deaths.exception !== undefined) throw this.deaths.exception;
    if (this.afterDrain.resume()) return "microtasks";
    for (;;) {
      const wish = this.#runOnce();
      if (wish !== undefined) return wish;
    }
  };

  /** One iteration, or what is left of it: see the picture in docs/design.md. @returns what must come before it goes on */
  #runOnce(): Wish | undefined {
    if (this.#isLast) {
      this.#end();
      return "nothing";
    }
    if (!this.#inIteration) {
      if (this.#patience.isOver() || awaitsHost(this.#loop)) return "macrotask";
      if (!this.#begin()) return "nothing";
    }
    while (this.#left > 0) {
      if (this.#patience.isLost()) return "macrotask";
      this.#left -= 1;
      const entry = this.#next();
      const { batches } = this.arrivals;
      if (batches === undefined) this.#takeTurn(entry);
      else batches.takeTurns(entry, this.ready, this.#parts, (each) => this.#takeTurn(each));
      if (current.microtasksDue || this.#loop.unseenWaits > 0 || this.deaths.any) {
        return this.#isFresh && this.#rests() ? "nothing" : "microtasks";
      }
    }
    this.#inIteration = false;
    if (!this.stopping) return undefined;
    // Generators, too, may have left a rejection behind, which the host tells when it is drained.
    if ((this.#drainsAtEnd || this.deaths.areExpected) && !this.#isLast) {
      this.#isLast = true;
      return "microtasks";
    }
    this.#end();
    return "nothing";
  }

  /**
   * Wait for the host at once, where only microtasks are left to run: it runs them by itself, and to come back after them takes a promise
   * and a tick. What they schedule wakes the loop, for a turn behind them.
   */
  #rests(): boolean {
    if (this.#left > 0 || !isIdle(this, this.#loop, this.#parts)) return false;
    this.#inIteration = false;
    return (current.isResting = !this.#letTimePass());
  }

  /** What comes before the turns of an iteration. @returns false if the loop has to wait for the host */
  #begin(): boolean {
    const { clock, choices } = this.#parts;
    const { arrivals, timers, ready } = this;
    if (timers.size > 0) timers.dropCancelled();
    if (this.count === this.#budget) throw overBudget(`${this.#parts.maxIterations} iterations`, clock, this);
    if (arrivals.length > 0) arrivals.deliver(ready, timers.head(), this.#parts);
    if (ready.length === 0 && !this.stopping) {
      if (!this.#letTimePass()) return false;
      if (arrivals.length > 0) arrivals.deliverOverdue(ready, clock.time());
    }
    this.count += 1;
    this.#inIteration = true;
    if (timers.size > 0) timers.takeDue(clock.time(), ready, choices);
    this.#left = ready.length;
    this.#parts.probes.all?.iteration?.(this.#left);
    return true;
  }

  /**
   * Nothing is ready: let time pass to the next deadline.
   *
   * @returns false if time passes by itself, or must wait for the outside
   * @throws {DeadlockError} If nothing can ever happen.
   */
  #letTimePass(): boolean {
    this.deaths.throwAny();
    const { clock, probes, maxTime } = this.#parts;
    const next = this.timers.head()?.deadline ?? Infinity;
    if (next !== Infinity && next <= clock.time()) return true;
    const driver = clock.driver?.();
    driver?.adopt();
    const deadline = driver === undefined ? next : Infinity;
    if (deadline !== Infinity && deadline > maxTime) throw overBudget(`${maxTime} s of virtual time`, clock, this);
    const when = this.#pass(deadline);
    if (when === undefined) return false;
    if (when === Infinity) {
      this.count += 1;
      throw new DeadlockError(clock.time(), blockedTasks(this.#loop.tasks), driver !== undefined);
    }
    probes.all?.advanced?.(when);
    return true;
  }

  /** @returns when the loop wakes, chosen once nothing holds time: how often it waits before is the host's affair */
  #pass(deadline: number): number | undefined {
    const { clock, choices } = this.#parts;
    const wake = (): void => this.wake();
    this.#asleep = true;
    this.#giveUp = clock.servesHost() ? undefined : this.#outside?.wait(deadline, wake);
    const isHeld = this.#giveUp !== undefined || clock.servesHost();
    const when = isHeld || deadline === Infinity ? deadline : deadline + (choices?.lateness() ?? 0);
    if (this.#giveUp !== undefined || !clock.pass(when, wake)) {
      this.#stall?.stalled();
      return undefined;
    }
    this.#asleep = false;
    this.#stall?.moved();
    return when;
  }

  #next(): Entry {
    const interposed = this.#interposed?.shift();
    if (interposed !== undefined) return interposed;
    const open = this.#open;
    return open === undefined ? (this.ready.shift() as Entry) : (this.#parts.choices as Choices).next(open);
  }

  /** Let `entry` run next, inside the iteration, without asking the strategy. */
  interpose(entry: Entry): void {
    (this.#interposed ??= []).push(entry);
    this.#left += 1;
  }

  #takeTurn(entry: Entry): void {
    if (this.deaths.any && entry.isMacrotask === true) this.deaths.throwAny();
    const { choices, probes, intervene } = this.#parts;
    this.afterDrain.number += 1;
    current.microtasksDue = false;
    if (choices?.jitters === true) letPass(this.#parts, choices.turnCost(entry));
    if (probes.all !== undefined) probes.all.turn?.(entry, this.#loop.time());
    if (intervene !== undefined && intervene(entry)) return;
    if (this.#loop.places !== undefined) timedTurn(entry, this.#loop, this.slowCallbackDuration);
    else entry.runTurn();
  }

  /** `entry` was cancelled: it is on the heap of timers, among what is ready or expected, or not here at all. */
  cancelled(entry: Entry & { readonly scheduled?: boolean }): void {
    if (entry.scheduled === true) return void (this.timers.cancelled += 1);
    this.#open?.cancelled(entry);
    this.arrivals.cancelled(entry);
  }

  /** An entry came from outside a turn: in a callback of the host (`isHere`), whose queues are empty (`isFresh`). */
  wake(isHere = false, isFresh = false): void {
    if (!this.#asleep) return;
    this.#wakeUp();
    this.#isFresh = isFresh;
    if (isHere && current.loop === undefined && (isFresh || !current.isResting)) turnQueue.begin(this);
    else turnQueue.request(this);
  }

  #wakeUp(): void {
    this.#asleep = false;
    this.#parts.clock.interrupt();
    this.#giveUp?.();
    this.#giveUp = undefined;
  }

  /** Break off a run that cannot go on. */
  halt(): void {
    this.#end();
  }

  clear(): void {
    this.ready.clear();
    this.timers.clear();
    this.arrivals.clear();
    this.afterDrain.clear();
  }

  #end(error = this.deaths.judge()): void {
    // In a process that is dead no timer fires any more.
    if (this.deaths.any) cancelMacrotasks([...this.ready.toArray(), ...this.timers.pending()]);
    this.deaths.clear();
    this.#unwatch?.();
    this.#unwatch = undefined;
    this.stopping = false;
    this.#left = 0;
    this.#inIteration = false;
    this.#isLast = false;
    this.#wakeUp();
    this.#stall?.moved();
    this.#outside?.stop();
    const ended = this.#ended;
    this.#ended = undefined;
    ended?.(error);
  }
}
