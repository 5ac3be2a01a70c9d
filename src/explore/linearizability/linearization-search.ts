import { describe } from "../../core/arguments/describe.ts";
import { typeError } from "../../core/errors/type-error.ts";
import { canonicalText } from "./canonical-text.ts";
import type { RecordedOperation } from "./history.ts";
import type { SequentialModel } from "./sequential-model.ts";

/**
 * Looks for an order of `operations` that respects which ended before which began, and in which `model` gives the recorded results.
 *
 * The algorithm of Wing and Gong, with the memory of Lowe: what has been put in order, and the state that it leads to, is tried once.
 *
 * @see {@link https://doi.org/10.1006/jpdc.1993.1015 | Wing, Gong: Testing and verifying concurrent objects}
 * @see {@link https://doi.org/10.1002/cpe.3928 | Lowe: Testing for linearizability}
 */
export class LinearizationSearch<State, Operation, Result> {
  readonly #model: SequentialModel<State, Operation, Result>;
  /** Sorted by their calls. */
  readonly #operations: readonly JudgedOperation<Operation>[];
  /** How many operations that have returned are not in order yet. */
  #missing: number;
  /** The first of the operations that are not in order. All before it are. */
  #first = 0;
  readonly #ordered: boolean[];
  readonly #tried = new Set<string>();

  constructor(
    model: SequentialModel<State, Operation, Result>,
    operations: readonly RecordedOperation<Operation, Result>[],
  ) {
    this.#model = model;
    this.#operations = operations.map(({ operation, called, returned, result }) => ({
      operation,
      called,
      returned: returned ?? Infinity,
      result: returned === undefined ? undefined : canonicalText(result, false),
    }));
    this.#missing = operations.filter(({ returned }) => returned !== undefined).length;
    this.#ordered = operations.map(() => false);
  }

  /** The final states of all orders, each once, by their text; none if there is no order. @param most - Enough of them. */
  ends(states: Iterable<State>, most: number): Map<string, State> {
    const ends = new Map<string, State>();
    for (const state of states) {
      if (this.#search(state, ends, most)) break;
    }
    return ends;
  }

  /** Depth first, with a stack of its own, since histories are long. @returns whether there are enough ends */
  #search(initial: State, ends: Map<string, State>, most: number): boolean {
    const stack: Step<State>[] = [];
    let state = initial;
    let at = this.#first;
    if (this.#isNew(state) && this.#arrives(state, ends, most)) return true;
    for (;;) {
      const next = this.#nextStep(state, at);
      if (next !== undefined) {
        stack.push({ index: next.index, before: state });
        state = next.state;
        at = this.#first;
        if (this.#arrives(state, ends, most)) return true;
        continue;
      }
      const last = stack.pop();
      if (last === undefined) return false;
      this.#mark(last.index, false);
      state = last.before;
      at = last.index + 1;
    }
  }

  #arrives(state: State, ends: Map<string, State>, most: number): boolean {
    if (this.#missing === 0) ends.set(canonicalText(state, true), state);
    return ends.size >= most;
  }

  /** Put the next operation in order, from index `from` on, that may come now and leads to something new. */
  #nextStep(state: State, from: number): { readonly index: number; readonly state: State } | undefined {
    const end = this.#earliestReturn();
    for (let index = from; index < this.#operations.length; index++) {
      const { operation, called, result } = this.#operations[index] as JudgedOperation<Operation>;
      if (called > end) return undefined; // another one has returned before
      if (this.#ordered[index] === true) continue;
      const [after, given] = pairOf(this.#model.apply(state, operation));
      if (result !== undefined && canonicalText(given, false) !== result) continue;
      this.#mark(index, true);
      if (this.#isNew(after)) return { index, state: after };
      this.#mark(index, false);
    }
    return undefined;
  }

  #earliestReturn(): number {
    let earliest = Infinity;
    for (let index = this.#first; index < this.#operations.length; index++) {
      const { called, returned } = this.#operations[index] as JudgedOperation<Operation>;
      if (called > earliest) break;
      if (this.#ordered[index] !== true && returned < earliest) earliest = returned;
    }
    return earliest;
  }

  #mark(index: number, ordered: boolean): void {
    this.#ordered[index] = ordered;
    if (this.#operations[index]?.returned !== Infinity) this.#missing += ordered ? -1 : 1;
    if (ordered) while (this.#ordered[this.#first] === true) this.#first += 1;
    else this.#first = Math.min(this.#first, index);
  }

  #isNew(state: State): boolean {
    const beyond: number[] = [];
    for (let index = this.#first + 1; index < this.#ordered.length; index++) {
      if (this.#ordered[index] === true) beyond.push(index);
    }
    const key = `${this.#first} ${beyond.join(" ")} ${canonicalText(state, true)}`;
    return this.#tried.size < this.#tried.add(key).size;
  }
}

function pairOf<T extends readonly [unknown, unknown]>(applied: T): T {
  if (Array.isArray(applied) && applied.length === 2) return applied;
  throw typeError(`apply() returned ${describe(applied)}`, "return [the state afterwards, the result]");
}

interface JudgedOperation<Operation> {
  readonly operation: Operation;
  readonly called: number;
  /** Infinity if it has not returned. */
  readonly returned: number;
  /** The text of the result; undefined if any result is right. */
  readonly result: string | undefined;
}

interface Step<State> {
  readonly index: number;
  readonly before: State;
}
