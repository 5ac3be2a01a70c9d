import type { Actor } from "../../../core/contracts/actor.ts";
import type { Level } from "../../../core/contracts/level.ts";
import type { TimerEntry } from "../../../core/contracts/loop-core.ts";
import { type Probe, turnPart } from "../../../core/contracts/probe.ts";
import { type ChoicePoint, isAboutAlternatives } from "../../../core/contracts/strategy.ts";
import { LastAccesses } from "./last-accesses.ts";

/**
 * Tells, at each choice of an execution, where the execution is: which Mazurkiewicz trace its steps so far are, and what waits in which
 * order. Two executions that are at one place go on alike, however they came there.
 *
 * Steps are named by what made them possible, so a step has one name in all orders. Which steps come before it, of those it is
 * dependent on, is part of what it is.
 */
export class Traces implements Omit<Probe, "turn"> {
  readonly #anyOrder: boolean;
  readonly #isDeclared: boolean;
  /** A number for each step of any execution: by its name, what it chose, and the steps it depends on. */
  readonly #numbers = new Map<string, number>();
  /** The numbers of the steps of the last execution, in order. */
  readonly #journal: number[] = [];
  /** How many steps are those of the last execution. */
  #kept = 0;
  /** The names of what steps make possible, which are numbers, too: by the name of the step, and how many it has made possible before. */
  readonly #names: number[][] = [];
  /** The greatest name. */
  #named = unknown;
  readonly #accesses: LastAccesses;
  /** What waits for its turn, with its name, in the order in which it began to wait. */
  #waiting = new Map<Actor, number>();
  /** What has become of what waits: delivered, or joined by another completion. It is no part of the name. */
  #marks = new Map<Actor, string>();
  /** How often time had passed when a completion was begun that may come at any time: it may be passed so many times only. */
  #begun = new Map<Actor, number>();
  /** Two sums over the steps so far. They do not depend on the order. */
  #sums: readonly [number, number] = [0, 0];
  #steps = 0;
  /** The name of the running step; 0 before the first. */
  #name = 0;
  /** How many turns the running step has made possible. */
  #made = 0;
  /** What the running step has chosen. */
  #chosen = "";
  #isRunning = false;
  #isVisible = false;
  /** Whose turn was the last of the iteration. */
  #last: Actor | undefined = undefined;
  /** Turns of the iteration that are left. */
  #left = 0;
  #time = 0;
  /** The times to which the clock has moved. */
  #times: number[] = [];
  /** Whether the next completion comes in the macrotask of the last one. */
  #joins = false;
  /** Whether the body has ended, or nobody asks any more. */
  isOver = false;
  /** Whether something was met whose state nobody tells: a process, a worker, code of Node on simulated sockets. */
  isWorldly = false;
  /** Whether a step of any execution has told all that it touches. */
  isTold = false;

  constructor(level: Level, isDeclared: boolean) {
    this.#anyOrder = level === "any-order";
    this.#isDeclared = isDeclared;
    this.#accesses = new LastAccesses(this.#anyOrder);
  }

  /** An execution begins. @param kept - How many steps will be those of the last one */
  begin(kept: number): void {
    this.#kept = kept;
    this.#accesses.begin();
    this.#waiting = new Map();
    this.#marks = new Map();
    this.#begun = new Map();
    this.#sums = [0, 0];
    this.#steps = 0;
    this.#name = 0;
    this.#made = 0;
    this.#chosen = "";
    this.#isRunning = false;
    this.#last = undefined;
    this.#left = 0;
    this.#time = 0;
    this.#times = [];
    this.#joins = false;
    this.isOver = false;
  }

  turn(actor: Actor & { readonly skipped?: boolean; readonly arrives?: object | undefined }, time: number): void {
    if (this.isOver) return;
    this.#close();
    // What comes in the macrotask of the last turn, or at once behind it, is no turn of the iteration.
    if (!this.#joins && !(actor.kind === "arrival" && actor === this.#last)) this.#left -= 1;
    this.#last = actor;
    this.#time = time;
    const name = this.#waiting.get(actor) ?? unknown;
    this.#waiting.delete(actor);
    this.#marks.delete(actor);
    if (actor.skipped === true) return;
    this.#isRunning = true;
    this.#name = name;
    this.#made = 0;
    this.#isVisible = this.#isDeclared && (actor.kind === "task" || actor.arrives !== undefined);
    this.#accesses.opaque = this.#joins;
    this.#joins = false;
    const { task } = actor;
    this.#accesses.stepOf(task ?? actor);
    this.#accesses.add(actor, turnPart, "read");
    if (task !== undefined && task !== actor) this.#accesses.add(task, turnPart, "write");
  }

  scheduled(actor: Actor & Partial<Pick<TimerEntry, "arrives" | "isTold" | "scheduled">>): void {
    if (this.isOver) return;
    this.#waiting.delete(actor);
    this.#marks.delete(actor);
    const made = (this.#names[this.#name] ??= []);
    this.#waiting.set(actor, (made[this.#made++] ??= ++this.#named));
    if (actor.kind !== "arrival") return;
    // What comes at a given time comes in line with all else of that time.
    if (actor.scheduled === true) this.#begun.delete(actor);
    else this.#begun.set(actor, this.#times.length);
    if (actor.arrives === undefined && actor.isTold !== true) this.isWorldly = true;
  }

  unseen(): void {
    this.isWorldly = true;
  }

  accessed(target: object, part: unknown, kind: "read" | "write"): void {
    if (this.#isRunning) this.#accesses.add(target, part, kind);
  }

  visible(): void {
    this.#isVisible = true;
  }

  opaque(): void {
    this.#accesses.opaque = true;
  }

  joins(): void {
    if (this.isOver) return;
    this.#accesses.opaque = true;
    this.#close();
    this.#joins = true;
  }

  advanced(time: number): void {
    if (this.isOver) return;
    this.#close();
    this.#time = time;
    this.#times.push(time);
  }

  iteration(turns: number): void {
    if (this.isOver) return;
    this.#close();
    this.#last = undefined;
    this.#left = turns;
  }

  ended(): void {
    this.#isRunning = false;
    this.isOver = true;
  }

  /** How many steps are over. */
  get steps(): number {
    return this.#steps;
  }

  /** Where the execution is before a choice. */
  before(point: ChoicePoint): string {
    const isOfStep = this.#isOfStep(point);
    if (!isOfStep) this.#close();
    // Where any entry may be next, it makes no difference which one it is that no completion comes before.
    const given =
      this.#anyOrder && point.kind === "arrival"
        ? point.options.slice(Number(!this.#isExpected(point.at)))
        : point.options;
    const options = given.map((option) => String(this.#waiting.get(option) ?? option.title));
    const [waiting, expected]: string[][] = [[], []];
    for (const [actor, name] of this.#waiting) {
      const begun = this.#begun.get(actor);
      const passed = begun === undefined ? "" : `+${this.#times.slice(begun).join("+")}`;
      (this.#isExpected(actor) ? expected : waiting)?.push(`${name}${passed}${this.#marks.get(actor) ?? ""}`);
    }
    // Where any of them may come next it makes no difference who came first.
    expected?.sort();
    if (this.#anyOrder) waiting?.sort();
    if (this.#anyOrder || point.kind === "arrival") options.sort();
    const running = isOfStep ? `${this.#name}${this.#chosen}` : "";
    return [this.#sums, this.#steps, point.kind, options, waiting, expected, this.#left, this.#time, running].join("|");
  }

  /** The alternative that was taken. */
  chose(point: ChoicePoint, index: number): void {
    if (this.isOver) return;
    if (this.#isOfStep(point)) this.#chosen += `,${point.kind}${index}`;
    else this.#close();
    const option = point.option(index);
    if (point.kind === "latency" && !this.#isRunning && index > 0) this.#tag(point.at, option.title);
    else if ((point.kind === "arrival" || point.kind === "tie") && this.#waiting.has(option)) this.#tag(option, "");
  }

  /** Whether `actor` is a completion that may come at any time, and has not come. */
  #isExpected(actor: Actor): boolean {
    return this.#begun.has(actor) && !this.#marks.has(actor);
  }

  /** Whether the running step goes on with what is chosen. */
  #isOfStep({ kind }: ChoicePoint): boolean {
    return this.#isRunning && isAboutAlternatives(kind);
  }

  /** `actor` stands at the end of what waits, and is marked. */
  #tag(actor: Actor, mark: string): void {
    const name = this.#waiting.get(actor);
    if (name === undefined) return;
    this.#waiting.delete(actor);
    this.#waiting.set(actor, name);
    this.#marks.set(actor, `${this.#marks.get(actor) ?? ""}!${mark}`);
  }

  /** The running step is over. */
  #close(): void {
    if (!this.#isRunning) return;
    this.#isRunning = false;
    if (!this.#isVisible) this.#accesses.opaque = true;
    if (!this.#accesses.opaque) this.isTold = true;
    const number = this.#steps < this.#kept ? (this.#journal[this.#steps] as number) : this.#numberOfStep();
    this.#journal[this.#steps] = number;
    this.#chosen = "";
    this.#accesses.close(number);
    const [one, other] = this.#sums;
    this.#sums = [(one + scattered(number, 0x9e3779b1)) | 0, (other + scattered(number, 0x85ebca6b)) | 0];
    this.#steps += 1;
  }

  /** The number of the running step, which is over. */
  #numberOfStep(): number {
    const what = `${this.#name}|${this.#chosen}|${this.#time}|${this.#accesses.dependencies()}`;
    let number = this.#numbers.get(what);
    if (number === undefined) this.#numbers.set(what, (number = this.#numbers.size + 1));
    return number;
  }
}

/** The name of a step that nobody has announced. */
const unknown = 1;

/** A number that looks random, of 32 bits. */
function scattered(number: number, by: number): number {
  let mixed = Math.imul(number ^ by, 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return mixed ^ (mixed >>> 16);
}
