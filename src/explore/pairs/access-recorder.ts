import { type Actor, actorOf } from "../../core/contracts/actor.ts";
import { callsPart, type Probe, turnPart, worldPart } from "../../core/contracts/probe.ts";
import { taskHere } from "../../core/context/current.ts";
import { Task } from "../../core/task.ts";
import { Names } from "../schedule/names.ts";
import { AccessNames, isInner } from "./access-names.ts";
import { type AccessText, addTurn, type KnownAccess } from "./known-access.ts";
import type { PairCoverage } from "./pair-coverage.ts";
import { StepClocks } from "./step-clocks.ts";

/** Watches one execution: which accesses it makes, and in which order those come that conflict. */
export class AccessRecorder implements Probe {
  readonly #coverage: PairCoverage;
  readonly #onAccess: ((name: string, text: () => AccessText) => void) | undefined;
  readonly #paths = new Names();
  readonly #names = new AccessNames(this.#paths);
  readonly #clocks = new StepClocks();
  /** What happened to each object, part by part; undefined stands for the whole. */
  readonly #objects = new Map<object, Map<unknown, Touched>>();
  /** What happens before those who come after writes, and reads, of futures that are told by what owns them. */
  readonly #inner = new Map<object, Pick<Touched, "written" | "read">>();
  /** The simulated object of each call. */
  readonly #calls = new Map<Actor, object>();
  readonly #happened = new Set<KnownAccess>();
  #actor: Actor | undefined = undefined;
  #path = "";
  /** How many steps have begun. */
  #steps = 0;
  /** Whether something comes from outside: time may pass it, or not. */
  #hasArrivals = false;
  #isOver = false;
  /** Whether this probe looks at something itself: that is no access of the program. */
  #isLooking = false;

  /** @param onAccess - Called in each step that makes an access, with its stable name and what people call it. */
  constructor(coverage: PairCoverage, onAccess?: (name: string, text: () => AccessText) => void) {
    this.#coverage = coverage;
    this.#onAccess = onAccess;
  }

  created(task: Actor): void {
    this.#isLooking = true;
    this.#paths.created(task);
    this.#isLooking = false;
  }

  scheduled(actor: Actor): void {
    this.#isLooking = true;
    this.#paths.scheduled(actor);
    this.#isLooking = false;
    if (this.#isOver) return;
    if (actor.kind === "arrival") this.#hasArrivals = true;
    this.#clocks.enables(this.#paths.path(actor));
  }

  turn(actor: Actor): void {
    this.#isLooking = true;
    this.#paths.turn(actor);
    this.#isLooking = false;
    if (this.#isOver) return;
    this.#actor = actor;
    this.#path = this.#paths.path(actor);
    this.#steps += 1;
    this.#clocks.begin(this.#path);
    if (actor.kind === "task") this.#access(actorOf(actor), turnPart, false);
    const fake = this.#calls.get(actor);
    if (fake !== undefined) this.#access(fake, undefined, true, "", actor);
  }

  advanced(): void {
    this.#paths.advanced();
    if (!this.#hasArrivals) this.#clocks.separate();
  }

  ended(): void {
    this.#paths.ended();
    this.#isOver = true;
  }

  made(target: object, name?: string): void {
    if (!this.#isOver) this.#names.made(target, this.#path, name);
  }

  accessed(target: object, part: unknown, kind: "read" | "write", site?: string): void {
    if (part === callsPart || part === worldPart) return; // of calls it hears by called()
    if (isInner(target, this.#actor)) this.#passes(target, kind === "write");
    else this.#access(target, part, kind === "write", site);
  }

  /** What a part of timeloom does to its own future is nobody's access, but who comes after it comes after all before it. */
  #passes(target: object, writes: boolean): void {
    if (this.#isOver || this.#isLooking || this.#actor === undefined) return;
    let passed = this.#inner.get(target);
    if (passed === undefined) this.#inner.set(target, (passed = { written: [], read: [] }));
    this.#clocks.follow(passed.written);
    if (writes) this.#clocks.follow(passed.read);
    this.#clocks.note(writes ? passed.written : passed.read);
  }

  called(call: Actor, target: object): void {
    if (this.#isOver) return;
    this.#calls.set(call, target);
    this.#access(target, undefined, true, "", call);
  }

  /** The stable path of what may go next. */
  pathOf(actor: Actor): string {
    return this.#paths.path(actor);
  }

  /** The number of the next turn of what may go next. */
  nextTurnOf(actor: Actor): number {
    return this.#paths.turns(actor) + 1;
  }

  /** Whether the execution has made an access. */
  has(access: KnownAccess): boolean {
    return this.#happened.has(access);
  }

  #access(target: object, part: unknown, writes: boolean, site: string = "", call?: Actor): void {
    const actor = this.#actor;
    if (this.#isOver || this.#isLooking || actor === undefined) return;
    this.#isLooking = true;
    this.#accessOf(actor, target, part, writes, site, call);
    this.#isLooking = false;
  }

  #accessOf(actor: Actor, target: object, part: unknown, writes: boolean, site: string, call: Actor | undefined): void {
    // The code of a task may come to its end in the turn of another one.
    const task = writes && part === undefined && target instanceof Task ? target : taskHere();
    const path = task === undefined || task === actorOf(actor) ? this.#path : this.#paths.path(task);
    let parts = this.#objects.get(target);
    if (parts === undefined) this.#objects.set(target, (parts = new Map()));
    let touched = parts.get(part);
    if (touched === undefined) parts.set(part, (touched = new Touched(this.#names.keyOf(target, part))));
    const kind = `${path}${writes ? " writes " : " reads "}${call?.title ?? ""} ${site}`;
    const nth = touched.times(kind, this.#steps);
    if (nth === 0) return; // the running step has made it before
    const name = `${kind} ${touched.name} ${nth}`;
    this.#onAccess?.(name, () => ({
      who: this.#names.who(task ?? actor),
      what: this.#names.what(target, part, writes, site, call && { call, arrives: call === actor }),
      nth,
      place: site === "" ? undefined : site.slice(0, site.indexOf(" ")).replace(/:\d+$/, ""),
    }));
    const access = this.#coverage.accessOf(name, path);
    if (access === undefined) return;
    this.#happened.add(access);
    addTurn(access, this.#paths.turns(actor));
    this.#meet(parts, part, touched, { access, path, writes, actor: this.#clocks.actor, step: this.#clocks.step });
  }

  /** Tell of the accesses before that conflict with `now`, and put `now` behind them. */
  #meet(parts: ReadonlyMap<unknown, Touched>, part: unknown, touched: Touched, now: Happened): void {
    const whole = parts.get(undefined);
    const others = part === undefined ? [...parts.values()] : whole === undefined ? [touched] : [touched, whole];
    const clocks = this.#clocks;
    for (const { accesses } of others) {
      for (const before of accesses.values()) {
        if (before.path === now.path || !(before.writes || now.writes)) continue;
        this.#coverage.met(before.access, now.access, !clocks.follows(before.actor, before.step));
      }
    }
    for (const { written, read } of others) {
      clocks.follow(written);
      if (now.writes) clocks.follow(read);
    }
    touched.accesses.set(now.access, now);
    clocks.note(now.writes ? touched.written : touched.read);
  }
}

/** What happened to one part of an object. */
class Touched {
  /** The stable name of the part. */
  readonly name: string;
  readonly accesses = new Map<KnownAccess, Happened>();
  /** What happens before those who come after its writes, and after its reads. */
  readonly written: number[] = [];
  readonly read: number[] = [];
  readonly #counts = new Map<string, { step: number; times: number }>();

  constructor(name: string) {
    this.name = name;
  }

  /** Count the steps with one kind of access. @returns 0 if the step was counted; a number that stands for all later ones, at the end */
  times(kind: string, step: number): number {
    let count = this.#counts.get(kind);
    if (count === undefined) this.#counts.set(kind, (count = { step: -1, times: 0 }));
    if (count.step === step) return 0;
    count.step = step;
    count.times = Math.min(count.times + 1, mostTimes);
    return count.times;
  }
}

/** An access of the running execution. */
interface Happened {
  readonly access: KnownAccess;
  readonly path: string;
  readonly writes: boolean;
  /** The actor and the number of its step, as the clocks count them. */
  readonly actor: number;
  readonly step: number;
}

/** Accesses of one kind that are told apart: all later ones are one. */
export const mostTimes = 4;
