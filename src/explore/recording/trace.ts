import { formatWakeUp, isWakeUp } from "../schedule/wake-up.ts";
import type { LoopCore, TaskCore } from "../../core/contracts/loop-core.ts";
import { taskHere } from "../../core/context/current.ts";
import { userPlace } from "../../core/places.ts";
import type { Probe } from "../../core/contracts/probe.ts";
import type { Task } from "../../core/task.ts";
import { type Actor, type ActorKind, clockActor } from "../../core/contracts/actor.ts";
import { Names } from "../schedule/names.ts";
import type { Deviation, Schedule } from "../schedule/schedule.ts";
import { type Access, valueText } from "./access.ts";
import type { Call } from "./call.ts";
import { type Crossing, NetworkNotes } from "./network-notes.ts";
import { type Outcome, outcomeOf, placeOf } from "./outcome-of.ts";
import { TouchedNames } from "./touched-names.ts";

/** Writes down one execution. @param watching - Whether to record accesses to watched objects. */
export class Trace implements Probe {
  readonly #watching: boolean;
  readonly #paths = new Names();
  readonly #steps: Draft[] = [];
  readonly #accesses: Access[] = [];
  readonly #touched = new TouchedNames();
  readonly #places = new Map<number, string>();
  readonly #names = new Map<string, string>();
  readonly #calls: Call[] = [];
  readonly #crossings = new Map<number, Crossing>();
  readonly #network = new NetworkNotes();
  readonly #latencies = new Map<string, readonly number[]>();
  /** Where what waits for its time or its turn was set, or a call begun. */
  readonly #setAt = new Map<Actor, string | undefined>();
  /** The step that scheduled each waiting actor. */
  readonly #wokenBy = new Map<Actor, number>();
  /** The steps whose microtasks may still run: the last one, and those whose macrotask it shares. */
  readonly #running: RunningStep[] = [];
  /** Tasks that had a step and are not done: native code may end them in the microtasks of another step. */
  readonly #waiting = new Set<Task<unknown>>();
  /** Whether the next step shares the macrotask of the last one. */
  #joins = false;
  #ended = false;
  #loop: LoopCore | undefined = undefined;
  /** Listens only if accesses are recorded: `shared()` and `watch()` wrap objects for whoever listens, and a program may stumble over that. */
  declare readonly accessed?: NonNullable<Probe["accessed"]>;

  constructor({ watching = true }: { readonly watching?: boolean } = {}) {
    this.#watching = watching;
    if (watching) this.accessed = (target, part, kind, site) => this.#accessed(target, part, kind, site);
  }

  created(actor: Actor): void {
    this.#paths.created(actor);
    if (this.#ended) return;
    const task = actor as TaskCore;
    this.#loop = task.loop;
    if (this.#watching) traces.set(task.loop, this);
  }

  scheduled(entry: Actor): void {
    this.#paths.scheduled(entry);
    this.#network.scheduled(entry);
    if (entry.kind === "arrival") {
      // It may never come.
      const title = this.#network.titleOf(entry);
      this.#names.set(this.#paths.path(entry), title);
      this.#names.set(this.#paths.wakeUp(entry), title);
    }
    this.#noteSetting(entry);
    if (!this.#ended && this.#steps.length > 0) this.#wokenBy.set(entry, this.#steps.length - 1);
  }

  sent(lane: Actor, bytes: Uint8Array | undefined, isReply: boolean): void {
    this.#network.sent(this.#loop, lane, bytes, isReply, this.#steps.length - 1);
  }

  happened(text: string, host: string, choice: Actor | undefined): void {
    if (!this.#ended) this.#network.happened(this.#loop, { text, host, choice, step: this.#steps.length - 1 });
  }

  /** Remember who began `entry`, once: a call is announced again when its completion is on the way. */
  #noteSetting(entry: Actor): void {
    if (this.#ended || entry.kind === "task" || this.#steps.length === 0) return;
    const { latencies = [] } = entry as { readonly latencies?: readonly number[] };
    if (latencies.length > 0) this.#latencies.set(this.#paths.path(entry), latencies);
    if (this.#setAt.has(entry)) return;
    const places = this.#loop?.places;
    const place = places && (places.of(entry) ?? userPlace());
    this.#setAt.set(entry, place);
    // What a simulated network carries is no call of the program.
    if (entry.kind !== "arrival" || entry.title.includes(": ") || entry.says !== undefined) return;
    this.#calls.push({ step: this.#steps.length - 1, path: this.#paths.path(entry), name: entry.title, place });
  }

  turn(entry: Actor, time: number): void {
    if (this.#ended) return;
    if (!this.#joins) this.#leave();
    this.#joins = false;
    this.#paths.turn(entry);
    this.#add(entry, time);
    if (entry.kind === "task") this.#running.push({ task: entry.task as Task<unknown>, at: this.#steps.length - 1 });
  }

  joins(): void {
    this.#joins = true;
  }

  advanced(time: number): void {
    if (this.#ended) return;
    this.#leave();
    this.#paths.advanced();
    this.#add(clockActor, time);
  }

  ended(): void {
    this.#leave();
    this.#ended = true;
    this.#paths.ended();
  }

  /** Transformed code reads or writes; what nobody names the place of is told by `access()`, or is no code of the user. */
  #accessed(target: object, part: unknown, kind: Access["kind"], site: string | undefined): void {
    if (site === undefined || site === "") return;
    const { property, whole } = this.#touched.nameOf(target, part, site);
    this.#note(property, kind, site.slice(0, site.indexOf(" ")).replace(/:\d+$/, ""), undefined, whole);
  }

  /** Record that the running task reads or writes a property of a watched object. */
  access(property: string, kind: Access["kind"], value: { readonly is: unknown } | undefined): void {
    this.#note(property, kind, userPlace(), value && valueText(value.is), undefined);
  }

  #note(
    property: string,
    kind: Access["kind"],
    place: string | undefined,
    value: string | undefined,
    whole: string | undefined,
  ): void {
    const task = taskHere();
    const step = this.#running.findLast((running) => running.task === task)?.at ?? this.#steps.length - 1;
    const path = task === undefined ? this.#steps[step]?.path : this.#paths.path(task);
    if (this.#ended || path === undefined) return;
    this.#accesses.push({ property, kind, path, step, place, value, whole });
  }

  /** The finished recording. @param schedule - The departures from the default order that happened. */
  recording(schedule: Schedule): Recording {
    const told = new Set<string>(); // what is lost is told when that happens, not when the sender gives up
    const steps = this.#steps.map((step) => {
      const label = formatWakeUp(step.path, step.wakeUp);
      const deviations = told.has(label) ? [] : deviationsOf(label, schedule);
      if (deviations.length > 0) told.add(label);
      return { ...step, deviations, host: this.#network.hostIn(step.host ?? "") };
    });
    return {
      steps,
      accesses: this.#accesses,
      places: this.#places,
      names: this.#names,
      calls: this.#calls,
      crossings: this.#crossings,
      latencies: this.#latencies,
      body: this.#loop?.places?.body,
    };
  }

  #add(subject: Actor, time: number): void {
    const { kind, says, passage } = subject;
    const name = this.#network.titleOf(subject);
    const path = this.#paths.path(subject);
    this.#names.set(path, name);
    if (kind === "arrival") this.#names.set(formatWakeUp(path, this.#paths.turns(subject)), name);
    const crossing = passage?.lane === subject ? this.#network.crossing(passage, true) : undefined;
    if (crossing !== undefined) this.#crossings.set(this.#steps.length, crossing);
    const wokenBy = crossing?.sentAt ?? this.#wokenBy.get(subject);
    this.#wokenBy.delete(subject);
    const place = this.#setAt.get(subject);
    this.#setAt.delete(subject);
    if (place !== undefined && kind !== "arrival") this.#places.set(this.#steps.length, place);
    const host = this.#network.mark(subject);
    this.#steps.push({
      path,
      name,
      kind,
      wakeUp: this.#paths.turns(subject),
      time,
      wokenBy,
      host,
      says,
      outcome: undefined,
    });
  }

  /** The microtasks of the last step are over: note how it, and those whose macrotask it shared, left their tasks. */
  #leave(): void {
    for (const { task, at } of this.#running) {
      this.#noteEnd(task, at);
      this.#waiting.add(task);
    }
    if (this.#running.length > 0) this.#running.length = 0;
    for (const task of this.#waiting) if (task.done()) this.#ends(task);
    for (const { crossing, ...step } of this.#network.takeRows(this.#paths, this.#steps.at(-1))) {
      if (crossing !== undefined) this.#crossings.set(this.#steps.length, crossing);
      this.#steps.push({ ...step, kind: "arrival", outcome: undefined });
    }
  }

  #noteEnd(task: Task<unknown>, at: number): void {
    const step = this.#steps[at] as Draft;
    step.name = task.getName();
    this.#names.set(step.path, step.name);
    step.outcome = outcomeOf(task);
    const place = placeOf(task);
    if (place !== undefined) this.#places.set(at, place);
  }

  /** `task` is done. An end that came in the microtasks of another step is a step of its own. */
  #ends(task: Task<unknown>): void {
    this.#waiting.delete(task);
    const path = this.#paths.path(task);
    const own = this.#steps.findLast((step) => step.path === path);
    if (own?.outcome?.kind !== "waits") return;
    const { time = 0 } = this.#steps.at(-1) ?? {};
    const wakeUp = this.#paths.turns(task) + 1;
    const wokenBy = this.#steps.length - 1;
    const { name, host } = own;
    this.#steps.push({ path, name, kind: "task", wakeUp, time, wokenBy, host, outcome: undefined });
    this.#noteEnd(task, this.#steps.length - 1);
  }
}

/** A step of a task that may not be over. */
interface RunningStep {
  readonly task: Task<unknown>;
  readonly at: number;
}

/** One turn of an execution. */
export interface Step {
  /** Stable path of the actor: `main.0`. */
  readonly path: string;
  /** The name in reports: of the task, or of the operation that arrives. */
  readonly name: string;
  readonly kind: ActorKind;
  /** The number of the actor's wake-up, from 1. */
  readonly wakeUp: number;
  /** Loop time in seconds. */
  readonly time: number;
  /** The index of the step that scheduled this one. */
  readonly wokenBy: number | undefined;
  /** The host on which it runs, or at which it arrives; undefined if the run has sent nothing on a network. */
  readonly host?: string | undefined;
  /** What happens in it, where that is not that what has its name arrives. */
  readonly says?: string | undefined;
  /** How the step left its task; undefined without a task, and for a step that has not ended. */
  readonly outcome: Outcome | undefined;
  /** The departures from the default order at this step. */
  readonly deviations: readonly Deviation[];
}

/** One execution, written down. */
export interface Recording {
  readonly steps: readonly Step[];
  readonly accesses: readonly Access[];
  /** Calls to the simulated outside, in the order in which they begin. */
  readonly calls: readonly Call[];
  /** What crosses a simulated network, by the index of the step in which it arrives, is lost or held up. */
  readonly crossings: ReadonlyMap<number, Crossing>;
  /** The seconds that a call may take, by its path. */
  readonly latencies: ReadonlyMap<string, readonly number[]>;
  /**
   * `file:line` at which a step left its task, or at which what ran was set, by the index of the step; only in debug
   * mode.
   */
  readonly places: ReadonlyMap<number, string>;
  /** Names in reports, by path; of what arrives by its wake-up, too. */
  readonly names: ReadonlyMap<string, string>;
  /** `file:line` in the body; only in debug mode, and if the body waits. */
  readonly body: string | undefined;
}

type Draft = { -readonly [K in keyof Omit<Step, "deviations">]: Step[K] };

const traces = new WeakMap<LoopCore, Trace>();

/** The trace of the run of `loop`, if one is written. */
export function traceOf(loop: LoopCore | undefined): Trace | undefined {
  return loop && traces.get(loop);
}

function deviationsOf(label: string, schedule: Schedule): Deviation[] {
  return schedule.filter(({ at, value }) => (isWakeUp(value) ? value : at) === label);
}
