import { type Probe, turnPart } from "../../../core/contracts/probe.ts";
import type { ChoicePoint, Strategy } from "../../../core/contracts/strategy.ts";
import { FairAfter, type FairLimit } from "../estimates/fair-limit.ts";
import type { Claim, Executed, Search } from "../search.ts";
import { requireSeed, seeded } from "../seeded.ts";
import { HappensBefore } from "./happens-before.ts";
import { Recorder } from "./recorder.ts";
import { StableNames } from "./stable-names.ts";
import type { Place, Sleeper } from "./place.ts";
import { Reversals } from "./reversals.ts";
import type { Step } from "./sequence.ts";
import { type TailOrder, whoGoesOn } from "./who-goes-on.ts";
import type { WakeupTree } from "./wakeup-tree.ts";

/**
 * Optimal dynamic partial-order reduction: one execution for each Mazurkiewicz class, by wakeup trees and sleep sets, and one more if
 * the default order is long. A class has more than one only where steps touch objects that no step is known to have made: these may be
 * one and the same in another execution.
 *
 * Each execution is run to its end. Its races, pairs of dependent steps with nothing between, tell which other orders there are:
 * the wakeup tree of the place before the first of the two gets the sequence that has the second one first.
 */
export class Classes implements Search {
  readonly name = "dpor";
  readonly #seed: number;
  readonly #tailOrder: TailOrder;
  readonly #fairLimit: FairLimit;
  readonly #names = new StableNames();
  readonly #order = new HappensBefore();
  readonly #recorder: Recorder;
  readonly #reversals: Reversals;
  /** The strategy of every execution, which watches it. */
  readonly #strategy: Strategy & Probe;
  /** The places of the last execution before each of its steps. */
  readonly #places: Place[] = [];
  /** The number of places that the next execution shares with the last. */
  #kept = 0;
  /** Which alternative was taken before each step of the last execution. */
  readonly #taken: number[] = [];
  /** The actor that goes first behind them. */
  #planned: number | undefined = undefined;
  /** What must be tried behind that. */
  #pending: WakeupTree = [];
  /** The actors at the choice before the next step. */
  #options: readonly number[] | undefined = undefined;
  #tail: FairAfter | undefined = undefined;
  /** The number of steps whose order is searched: all, unless the rest is redundant or beyond the limit. */
  #searched = Infinity;
  /** Whether nothing is left to try. */
  isExhausted = false;
  #cut = false;
  /** Whether the next execution is the first, in the default order. */
  #isFirst = true;
  /** Whether the search cannot go on: not all is a matter of steps. */
  isIrregular = false;
  /** Whether no step has told what it touches. */
  knowsNothing = false;
  /** Executions that came to their end, one of each class. */
  completed = 0;
  /** Executions that turned out redundant on their way. */
  blocked = 0;

  /** @param tailOrder - Who goes first where nothing is planned, after the first execution, which is in the default order. */
  constructor(seed: number, allDeclared: boolean, fairLimit: FairLimit, tailOrder: TailOrder = whoGoesOn) {
    requireSeed(seed);
    this.#tailOrder = tailOrder;
    this.#seed = seed;
    this.#fairLimit = fairLimit;
    this.#recorder = new Recorder(this.#names, this.#order.steps, allDeclared);
    this.#reversals = new Reversals(this.#order, this.#places, this.#names.ofPart(turnPart));
    this.#strategy = this.#watching(this.#recorder);
  }

  next(): (Strategy & Probe) | undefined {
    if (this.isExhausted || this.isIrregular) return undefined;
    this.#recorder.begin(this.#kept);
    this.#options = undefined;
    this.#searched = Infinity;
    this.#tail = new FairAfter(this, this.#fairLimit.limit, () => seeded(this.#seed, "dpor, fair"));
    return this.#strategy;
  }

  #watching(recorder: Recorder): Strategy & Probe {
    return {
      choose: (point) => {
        const tail = this.#tail as FairAfter;
        const chosen = tail.choose(point);
        if (tail.reached) this.#searched = Math.min(this.#searched, recorder.count);
        return chosen;
      },
      turn: (actor, time) => {
        if (recorder.begins(actor, time)) this.#began();
      },
      scheduled: (actor) => recorder.scheduled(actor),
      made: (target) => recorder.made(target),
      accessed: (target, part, kind) => recorder.accessed(target, part, kind),
      visible: () => recorder.visible(),
      opaque: () => recorder.opaque(),
      unseen: () => recorder.unseen(),
      joins: () => recorder.joins(),
      advanced: (time) => recorder.advanced(time),
      ended: () => recorder.ended(),
    };
  }

  choose(point: ChoicePoint): number {
    const recorder = this.#recorder;
    const at = recorder.count;
    if (at < this.#kept) return this.#again(at, point);
    if (point.kind !== "ready" || recorder.isOver || recorder.isIrregular) {
      recorder.isIrregular = true;
      return 0;
    }
    recorder.closeStep();
    if (at >= this.#searched) return 0;
    const options = new Array<number>(point.count);
    for (let index = 0; index < point.count; index++) {
      const option = point.option(index);
      if ((option as { readonly endsRun?: boolean }).endsRun === true) recorder.isIrregular = true;
      options[index] = recorder.numberOf(option);
    }
    this.#options = options;
    const wanted = this.#wanted(at, options);
    const index = options.indexOf(wanted);
    if (index === -1) recorder.isIrregular = true;
    return (this.#taken[at] = Math.max(0, index));
  }

  /** The alternative that the last execution took at a place. */
  #again(at: number, point: ChoicePoint): number {
    const { count } = point;
    if (this.#places[at]?.options?.length !== count) this.#recorder.isIrregular = true;
    return Math.min(this.#taken[at] ?? 0, count - 1);
  }

  /** The actor that goes first at a place. */
  #wanted(at: number, options: readonly number[]): number {
    if (at === this.#kept && this.#planned !== undefined) return this.#planned;
    const [next] = this.#pending;
    if (next !== undefined) return next.step.actor;
    const asleep = this.#asleepAt(at);
    const awake =
      asleep.length === 0 ? options : options.filter((option) => !asleep.some(({ actor }) => actor === option));
    if (awake.length > 0) return this.#isFirst ? (awake[0] as number) : this.#tailOrder(awake, this.#order.steps);
    this.#searched = at;
    return options[0] as number;
  }

  /** A step has begun that the last execution did not take. */
  #began(): void {
    const recorder = this.#recorder;
    const at = recorder.count - 1;
    const options = this.#options;
    this.#options = undefined;
    if (at >= this.#searched || recorder.isIrregular) return;
    const { actor } = this.#order.steps[at] as Step;
    if (at === this.#kept && this.#planned !== undefined) {
      if (actor !== this.#planned) recorder.isIrregular = true;
      return;
    }
    const asleep = this.#asleepAt(at);
    const tree = this.#pending;
    const next = tree.shift();
    if (next !== undefined && next.step.actor !== actor) recorder.isIrregular = true;
    if (next === undefined && asleep.some((sleeper) => sleeper.actor === actor)) {
      this.#searched = at;
      return;
    }
    this.#pending = next?.branches ?? [];
    this.#places[at] = { options, asleep, tree, deferred: next?.deferred, met: this.#names.met };
  }

  /** Who sleeps before step `at`: whoever slept or had its turn at the place before, and is not dependent on the step between. */
  #asleepAt(at: number): Sleeper[] {
    const known = this.#places[at];
    if (known !== undefined) return known.asleep;
    const before = this.#places[at - 1];
    const step = this.#order.steps[at - 1];
    if (before === undefined || step === undefined || before.asleep.length === 0) return [];
    return before.asleep.filter(
      ({ actor, footprint, met }) => actor !== step.actor && !footprint.mayConflictWith(step.footprint, met),
    );
  }

  ended(executed: Executed): void {
    this.#recorder.closeStep();
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    this.knowsNothing = isFirst && this.#order.steps.every(({ footprint }) => footprint.opaque);
    if (this.#recorder.isIrregular) {
      this.isIrregular = true;
      return;
    }
    if (this.#tail?.reached === true) this.#cut = true;
    if (this.#fairLimit.choices === undefined) this.#fairLimit.learn(executed);
    if (this.knowsNothing) {
      this.isIrregular = true; // nothing is known of any step: to run every order takes less time
      return;
    }
    if (isFirst && this.#order.steps.length > longOrder) {
      this.#order.cut(0);
      this.#places.length = 0;
      return; // what begins as it does would be as long
    }
    const isBlocked = this.#searched < this.#recorder.count && this.#tail?.reached !== true;
    if (isBlocked) this.blocked += 1;
    else this.completed += 1;
    this.#order.cut(this.#searched);
    this.#places.length = this.#order.steps.length;
    this.#reversals.find(this.#kept, this.#searched < Infinity);
    this.#backtrack();
  }

  /** Go back to the last place at which something is left to try. */
  #backtrack(): void {
    for (let at = this.#places.length - 1; at >= 0; at--) {
      const place = this.#places[at] as Place;
      const { actor, footprint } = this.#order.steps[at] as Step;
      const next = place.tree.shift();
      if (next === undefined) {
        this.#places.pop();
        continue;
      }
      place.asleep.push({ actor, footprint, met: place.met });
      place.deferred = next.deferred;
      this.#planned = next.step.actor;
      this.#pending = next.branches;
      this.#kept = at;
      this.#order.cut(at);
      return;
    }
    this.isExhausted = true;
  }

  claim(): Claim {
    if (!this.isExhausted) return { kind: "none" };
    if (!this.#cut) return { kind: "proof", classes: this.completed };
    return { kind: "bounded-proof", bound: `every order of the first ${this.#fairLimit.limit} choices` };
  }
}

/** So many steps are few in the default order. With more the search begins anew: in this order tasks take turns, and may hold each other up. */
const longOrder = 100;
