import type { Actor } from "../../../core/contracts/actor.ts";
import { type Probe, turnPart } from "../../../core/contracts/probe.ts";
import { Accesses, unknown } from "./footprint.ts";
import type { Happened } from "./happens-before.ts";
import { isObject, type StableNames } from "./stable-names.ts";

/** Writes down the steps of an execution: who took them, what they touched, and what made them possible. */
export class Recorder implements Omit<Probe, "turn"> {
  readonly #names: StableNames;
  readonly #isDeclared: boolean;
  readonly #steps: Happened[];
  /** The number of the part that stands for how something goes on. */
  readonly #turn: number;
  /** How many steps have begun. */
  count = 0;
  /** The stable number of the actor whose step runs; 0 before the first. */
  #actor = 0;
  /** The running step, unless it is known what it touches. */
  #step: Happened | undefined = undefined;
  /** What it has touched. */
  readonly #accesses = new Accesses();
  /** How many steps are those of the last execution. */
  #kept = 0;
  /** How many numbers the execution had asked for before each step. */
  readonly #asked: number[] = [];
  /** Whether the running step has said that all its accesses are told. */
  #isVisible = false;
  /** Whether it has done something of which nothing is known. */
  #isOpaque = false;
  /** The index of the step that made an actor ready last, by the actor's number. */
  #enablers: number[] = [];
  #barrier = 0;
  #time = 0;
  /** Whether the body has ended. */
  isOver = false;
  /** Whether the execution has met something whose place depends on the iterations of the loop, not on the order of steps alone. */
  isIrregular = false;

  /**
   * @param steps - Where the steps go, in order.
   * @param isDeclared - Whether steps of tasks that say nothing about themselves tell all their accesses.
   */
  constructor(names: StableNames, steps: Happened[], isDeclared: boolean) {
    this.#names = names;
    this.#steps = steps;
    this.#turn = names.ofPart(turnPart);
    this.#isDeclared = isDeclared;
  }

  /** An execution begins. @param kept - How many steps will be those of the last execution, which are there */
  begin(kept: number): void {
    this.#names.begin(this.#asked[kept] ?? 0);
    this.#kept = kept;
    this.count = 0;
    this.#actor = 0;
    this.#step = undefined;
    this.#enablers = [];
    this.#barrier = 0;
    this.#time = 0;
    this.isOver = false;
    this.isIrregular = false;
  }

  /** The stable number of something that may act. */
  numberOf(actor: Actor): number {
    const number = this.#names.known(actor);
    if (number === undefined) this.isIrregular = true;
    return number ?? 0;
  }

  /** The last step is over: what it has touched is known. */
  closeStep(): void {
    if (this.#step === undefined) return;
    this.#step.footprint = this.#accesses.footprint(this.#isOpaque || !this.#isVisible);
    this.#step = undefined;
  }

  /** @returns whether a step begins that the last execution did not take: the turn of what was cancelled is none */
  begins(actor: Actor & { readonly deadline?: number | undefined; readonly skipped?: boolean }, time: number): boolean {
    this.closeStep();
    if (this.isOver || actor.skipped === true) return false;
    this.#time = time;
    const at = this.count;
    this.count += 1;
    const { task } = actor;
    if (at < this.#kept) {
      if (this.#asked[at] !== this.#names.asked) this.isIrregular = true;
      this.#actor = this.#names.of(actor);
      if (task !== undefined && task !== actor) this.#names.of(task);
      return false;
    }
    this.#asked[at] = this.#names.asked;
    const number = this.#names.of(actor);
    this.#actor = number;
    if (actor.deadline !== undefined && actor.deadline !== time) this.isIrregular = true;
    this.#isVisible = this.#isDeclared && actor.kind === "task";
    this.#isOpaque = false;
    const enabler = this.#enablers[number] ?? -1;
    this.#step = { actor: number, footprint: unknown, enabler, barrier: this.#barrier };
    this.#steps.push(this.#step);
    const accesses = this.#accesses;
    accesses.begin();
    accesses.add(number, this.#turn, false);
    // A wait of a task's native code, and a timer that wakes a task, decide how the task goes on.
    if (task !== undefined && task !== actor) accesses.add(this.#names.of(task), this.#turn, true);
    return true;
  }

  scheduled(actor: Actor & { readonly deadline?: number | undefined }): void {
    if (this.isOver) return;
    const number = this.#names.made(actor, this.#actor);
    this.#enablers[number] = this.count - 1;
    if (actor.kind === "arrival") this.isIrregular = true;
    if (actor.deadline !== undefined && actor.deadline <= this.#time) this.isIrregular = true;
  }

  made(target: object): void {
    if (!this.isOver) this.#names.made(target, this.#actor);
  }

  accessed(target: object, part: unknown, kind: "read" | "write"): void {
    if (this.isOver || this.count === 0) return;
    const names = this.#names;
    const object = names.of(target);
    if (this.#step !== undefined) this.#accesses.add(object, names.ofPart(part), kind === "write");
    else if (isObject(part)) names.of(part);
  }

  visible(): void {
    this.#isVisible = true;
  }

  opaque(): void {
    this.#isOpaque = true;
  }

  unseen(): void {
    this.isIrregular = true;
  }

  joins(): void {
    this.isIrregular = true;
  }

  advanced(time: number): void {
    this.#time = time;
    this.#barrier = this.count;
  }

  ended(): void {
    this.closeStep();
    this.isOver = true;
  }
}
