import { touch } from "../core/context/touch.ts";
import type { Actor } from "../core/contracts/actor.ts";
import type {
  Death,
  Body,
  Entry,
  Forgotten,
  FutureCore,
  LoopCore,
  Report,
  Strand,
  TimerEntry,
  Turn,
} from "../core/contracts/loop-core.ts";
import type { AlternativeKind } from "../core/contracts/strategy.ts";
import type { ServiceKey } from "../core/contracts/service-key.ts";
import { loopHere } from "../core/context/current.ts";
import type { EventLoop } from "../core/event-loop.ts";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import type { Reaction } from "../core/driving/done-callback.ts";
import { Future } from "../core/future.ts";
import { markRetrieved } from "../core/future-core.ts";
import { Places } from "../core/places.ts";
import type { Spawnable } from "../core/spawnable.ts";
import type { Deaths } from "./deaths.ts";
import type { EngineParts, Service } from "./engine-parts.ts";
import type { ProbeList } from "./probe-list.ts";
import { Runs } from "./runs.ts";
import type { Limit } from "./scheduler/limits.ts";
import { Scheduler } from "./scheduler/scheduler.ts";
import { LinkedTasks } from "./linked-tasks.ts";

/** The inside of a loop: what tasks, timers, simulated worlds and explorations need. `BaseEventLoop` is its asyncio face. */
export class Engine implements LoopCore {
  readonly core: this = this;
  /** Set by the face itself. */
  face: EventLoop = undefined as never;
  readonly parts: EngineParts;
  readonly probes: ProbeList;
  readonly scheduler: Scheduler;
  readonly runs: Runs;
  readonly tasks: LinkedTasks;
  #services: Map<ServiceKey<object, LoopCore>, object> | undefined = undefined;
  places: Places | undefined = undefined;
  unseenWaits = 0;
  simulatesSockets = false;
  readonly hostWaits: Set<() => boolean> = new Set(); // most loops have none, a few have one
  endings: Body<[], void>[] | undefined = undefined;
  #closed = false;

  constructor(parts: EngineParts) {
    this.parts = parts;
    this.probes = parts.probes;
    this.tasks = new LinkedTasks(parts.probes);
    this.scheduler = new Scheduler(this, parts);
    this.runs = new Runs(this, this.scheduler);
  }

  get isVirtual(): boolean {
    return this.parts.clock.isVirtual;
  }

  time(): number {
    return this.parts.clock.time();
  }

  /** @returns a number in `[0, 1)` */
  random(): number {
    touch(this.parts.entropy, "write"); // who draws first gets another number
    return this.parts.entropy.random();
  }

  isRunning(): boolean {
    return this.runs.running;
  }

  isClosed(): boolean {
    return this.#closed;
  }

  /**
   * Run until `main` is done or the loop cannot go on, as one of many runs. Returns to the host only if `main` needs it:
   * `ended` may be called before this returns.
   *
   * @param mayReturn - Whether it may return to the host once more before it ends. Default: no.
   * @throws {RuntimeError} If the loop is closed or runs already.
   */
  runEagerly<T>(
    main: Spawnable<T> | Future<T>,
    ended: (error: Error | undefined, future: Future<T>) => void,
    mayReturn = false,
  ): void {
    this.requireIdle();
    this.runs.eagerly(main, ended, mayReturn);
  }

  /** @throws {RuntimeError} If the loop is closed. */
  requireOpen(): void {
    if (this.#closed) throw new RuntimeError("Event loop is closed", "make a new one: run() does it for every call");
  }

  /** @throws {RuntimeError} If the loop is closed or runs. */
  requireIdle(): void {
    this.requireOpen();
    if (this.isRunning()) throw new RuntimeError("This event loop is already running", "await its run first");
  }

  /** Report what was forgotten, and drop everything scheduled. */
  close(): void {
    const { ready, arrivals } = this.scheduler;
    if (ready.length > 0) [...ready.toArray(), ...(arrivals.batches?.toArray() ?? [])].forEach(markHeard);
    for (const report of this.forgotten.take(this.tasks)) this.report(report);
    this.#closed = true;
    for (const service of this.#services?.values() ?? []) (service as Service).loopClosed?.();
    this.scheduler.clear();
  }

  report(report: Report): void {
    this.face.callExceptionHandler(report);
  }

  enqueue(entry: Entry): void {
    this.probes.all?.scheduled?.(entry);
    this.scheduler.ready.push(entry);
    this.scheduler.wake();
  }

  enqueueReactions(promise: FutureCore, waiters: readonly Entry[]): void {
    const { probes, choices } = this.parts;
    const { arrivals, ready } = this.scheduler;
    for (const waiter of waiters) probes.all?.scheduled?.(waiter);
    arrivals.settled(promise, waiters, ready, choices);
    this.scheduler.wake();
  }

  arrived(entry: Entry, isFresh = false): void {
    this.probes.all?.scheduled?.(entry);
    this.scheduler.ready.push(entry);
    this.scheduler.wake(true, isFresh);
  }

  addTimer(entry: TimerEntry): void {
    const { probes, choices } = this.parts;
    this.scheduler.timers.push(entry);
    probes.all?.scheduled?.(entry);
    choices?.timerSet(entry, this.time());
    this.scheduler.wake();
  }

  cancelled(entry: Entry): void {
    this.scheduler.cancelled(entry);
  }

  /** Expect a completion of a simulated outside world. It comes when the strategy says so, up to its `limit`. */
  expectArrival(entry: Entry, limit?: Limit): void {
    this.probes.all?.scheduled?.(entry);
    this.scheduler.arrivals.expect(entry, limit);
    this.scheduler.wake();
  }

  /** Choose for `at`, which joins the run. @returns the index of an option; 0 by default */
  choose(kind: AlternativeKind, at: Entry, options: readonly Actor[]): number {
    this.probes.all?.scheduled?.(at);
    return this.parts.choices?.given(kind, at, options) ?? 0;
  }

  get turn(): Turn {
    return this.scheduler.afterDrain;
  }

  get deaths(): Deaths | undefined {
    return this.isVirtual && this.isRunning() ? this.scheduler.deaths : undefined;
  }

  diedLate(death: Death): boolean {
    const { late } = this.parts;
    if (late === undefined || this.isRunning()) return false;
    if (!this.scheduler.deaths.isExpected(death.reason)) late(this, death);
    return true;
  }

  get forgotten(): Forgotten {
    return this.parts.forgotten;
  }

  service<T extends object>(key: ServiceKey<T, LoopCore>): T {
    return this.serviceOrNone(key) ?? key.make(this);
  }

  /** As {@link service}. Undefined if the loop was given none, and the key has no default. */
  serviceOrNone<T extends object>(key: ServiceKey<T, LoopCore>): T | undefined {
    const services = (this.#services ??= new Map());
    let service = services.get(key);
    if (service === undefined) {
      service = this.parts.services?.(key, this) ?? (key.hasDefault ? key.make(this) : undefined);
      if (service !== undefined) services.set(key, service);
    }
    return service as T | undefined;
  }

  /** In debug mode waits remember their place, and slow callbacks are reported. */
  setDebug(enabled: boolean): void {
    this.places = enabled ? new Places() : undefined;
  }
}

/** A failure on its way to a strand that awaits it, or to a reaction, was heard, although the loop ends first. */
function markHeard(entry: Entry): void {
  const { waitingOn, hears = waitingOn } = entry as Partial<Strand & Reaction>;
  if (hears instanceof Future && hears.done()) markRetrieved(hears);
}

/** The engine that runs the caller, or undefined outside of any loop. */
export function engineHere(): Engine | undefined {
  return loopHere() as Engine | undefined;
}

/** The engine that runs the caller, if its time is virtual. Outside of one, code keeps the host's own time. */
export function virtualEngineHere(): Engine | undefined {
  const engine = engineHere();
  return engine?.isVirtual === true ? engine : undefined;
}
