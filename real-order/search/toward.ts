import type { ChoicePoint, SearchStrategy, Strategy } from "timeloom/testing";

/**
 * Looks for an execution in which just what is wanted happens. It tries the executions with the fewest departures from the default
 * order first, and departs no further from one that went astray: what comes after that place makes no difference.
 */
export class Toward {
  /** The choices to begin with, by how often they depart. */
  readonly #waiting: (readonly number[])[][] = [[[]]];
  #path: Path | undefined = undefined;
  #isFound = false;

  /** The strategy for `explore()`. */
  readonly strategy: SearchStrategy = () => ({
    name: "toward",
    next: () => (this.#isFound ? undefined : this.#next()),
    ended: () => this.#ended(),
    claim: () => ({ kind: "none" }),
  });

  get isFound(): boolean {
    return this.#isFound;
  }

  /** The body begins. `explore()` runs it more often than the search asks for, in the default order. */
  begins(): void {
    this.#path?.restart();
  }

  /** What happens now is not what is wanted. */
  astray(): void {
    this.#path?.end();
  }

  /** Just what is wanted has happened. */
  found(): void {
    if (this.#path !== undefined) this.#isFound = true;
  }

  #next(): Strategy | undefined {
    const fewest = this.#waiting.find((paths) => paths.length > 0);
    const begin = fewest?.shift();
    return (this.#path = begin === undefined ? undefined : new Path(begin));
  }

  #ended(): void {
    const path = this.#path;
    this.#path = undefined;
    if (path === undefined) return;
    for (const { at, count } of path.points()) {
      for (let index = 1; index < count; index++) {
        const next = [...path.taken.slice(0, at), index];
        const departures = next.filter((chosen) => chosen > 0).length;
        (this.#waiting[departures] ??= []).push(next);
      }
    }
  }
}

/** One execution: it begins with given choices, and goes on in the default order. */
class Path implements Strategy {
  readonly #begin: readonly number[];
  readonly taken: number[] = [];
  readonly #counts: number[] = [];
  #end: number | undefined = undefined;

  constructor(begin: readonly number[]) {
    this.#begin = begin;
  }

  choose({ count }: ChoicePoint): number {
    const index = Math.min(this.#begin[this.taken.length] ?? 0, count - 1);
    this.taken.push(index);
    this.#counts.push(count);
    return index;
  }

  restart(): void {
    this.#end = undefined;
  }

  /** What comes from here on does not count. */
  end(): void {
    this.#end ??= this.taken.length;
  }

  /** The choice points after the begin that count. */
  *points(): Generator<{ readonly at: number; readonly count: number }> {
    const end = this.#end ?? this.taken.length;
    for (let at = this.#begin.length; at < end; at++) yield { at, count: this.#counts[at] ?? 0 };
  }
}
