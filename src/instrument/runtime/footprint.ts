import { current, taskHere } from "../../core/context/current.ts";
import type { Actor } from "../../core/contracts/actor.ts";
import type { LoopCore, TaskCore } from "../../core/contracts/loop-core.ts";
import type { Probe } from "../../core/contracts/probe.ts";
import { Coroutine } from "../../core/coroutine.ts";
import type { Engine } from "../../loop/engine.ts";
import { kindOf } from "./function-kind.ts";

/**
 * Whether the steps of one loop are seen: a step is if its task, and everything that may run in it, tells what it touches. While code that
 * tells nothing may go on in any step, no step is.
 */
export class Footprint implements Probe {
  readonly #loop: LoopCore;
  /** Reasons why unseen code may go on in any step. */
  #holds = 0;
  /** Tasks whose own body tells nothing, and that may go on. */
  #unseen: TaskCore[] = [];
  /** What unseen code has returned, and may go on until it is settled. */
  #held: WeakSet<object> | undefined = undefined;
  /** The task in whose steps a promise settles, and nowhere else. */
  #owners: WeakMap<object, TaskCore | undefined> | undefined = undefined;
  /** What instrumented code waits for in native code, of timeloom's own. */
  #awaited: WeakSet<object> | undefined = undefined;
  /** Promises whose settling is told. */
  #told: WeakSet<object> | undefined = undefined;
  /** Objects that stand for the variables of modules. */
  readonly #modules = new Map<string, object>();

  constructor(loop: LoopCore) {
    this.#loop = loop;
    for (const task of loop.tasks) this.created(task);
    (loop as Engine).probes.add(this);
    if (taskHere() !== undefined) this.#begin();
  }

  /** The footprint of the running loop, if somebody asks for it. */
  static here(): Footprint | undefined {
    const { loop } = current;
    if (loop === undefined || loop.probes.all?.accessed === undefined) return undefined;
    let footprint = footprints.get(loop);
    if (footprint === undefined) {
      footprint = new Footprint(loop);
      footprints.set(loop, footprint);
    }
    return footprint;
  }

  created(task: Actor): void {
    if (isSeenWork((task as unknown as { getCoro(): unknown }).getCoro())) return;
    this.#unseen.push(task as TaskCore);
    this.hide(); // it may begin at once
  }

  delegated(generator: object): void {
    if (kindOf(generator) !== "unknown") return;
    this.hide();
    this.holdOn();
  }

  /** A step is that of instrumented code, or of timeloom's alone, if such code waits for it. */
  turn({ kind, awaited }: Actor): void {
    if (kind === "task" && (awaited === undefined || this.#awaited?.has(awaited) === true)) this.#begin();
  }

  /** A step of seen code begins: it is seen, if nothing else may run in it. */
  #begin(): void {
    if (!this.#isHidden()) this.#loop.probes.all?.visible?.();
  }

  #isHidden(): boolean {
    if (this.#unseen.length > 0) this.#unseen = this.#unseen.filter((task) => !task.done());
    return this.#holds > 0 || this.#unseen.length > 0;
  }

  note(target: object, part: unknown, kind: "read" | "write", site: string): void {
    this.#loop.probes.all?.accessed?.(target, part, kind, site);
  }

  /** The running step has called what tells nothing. */
  hide(): void {
    this.#loop.probes.all?.opaque?.();
  }

  /** Unseen code has `result`, and may go on until it is settled. */
  hold(result: object): void {
    if (this.#held?.has(result) === true) return;
    (this.#held ??= new WeakSet()).add(result);
    this.#holds += 1;
  }

  /** Unseen code may go on for ever. */
  holdOn(): void {
    this.#holds += 1;
  }

  /** `promise` settles in steps of the running task only. */
  own(promise: object): void {
    if (this.#held?.has(promise) !== true) (this.#owners ??= new WeakMap()).set(promise, taskHere());
  }

  owns(promise: object): boolean {
    return this.#owners?.has(promise) === true && this.#owners.get(promise) === taskHere();
  }

  /** Instrumented code waits for `awaitable`, which is timeloom's: what runs when it is done is seen. */
  awaits(awaitable: object): void {
    (this.#awaited ??= new WeakSet()).add(awaitable);
  }

  /** Whoever settles `promise` tells so. */
  tell(promise: object): void {
    (this.#told ??= new WeakSet()).add(promise);
  }

  /** The running task waits for a promise of the host. */
  waits(promise: Promise<unknown>, site: string): void {
    if (this.#held?.delete(promise) === true) {
      const release = (): void => void (this.#holds -= 1);
      promise.then(release, release);
      this.hide();
    } else if (this.#told?.has(promise) === true) this.note(promise, undefined, "read", site);
    else if (!this.owns(promise)) this.hide();
  }

  /** The object that stands for the variables of a module. */
  module(file: string): object {
    let module = this.#modules.get(file);
    if (module === undefined) this.#modules.set(file, (module = Object.create(null) as object));
    return module;
  }
}

const footprints = new WeakMap<LoopCore, Footprint>();

/** Whether what a task was made of tells what it touches. */
function isSeenWork(work: unknown): boolean {
  if (typeof work === "function") return kindOf(work) !== "unknown";
  if (typeof work !== "object" || work === null) return false;
  if (!(work instanceof Coroutine)) return kindOf(work) === "instrumented";
  const origin: unknown = Reflect.get(work, "origin");
  return typeof origin === "function" ? kindOf(origin) !== "unknown" : true;
}
