import type { ChoicePoint, Strategy } from "../../core/contracts/strategy.ts";
import type { Claim, Executed, Search, SearchStrategy } from "./search.ts";
import { FairAfter, FairLimit } from "./estimates/fair-limit.ts";
import { requireSeed, seeded } from "./seeded.ts";

/**
 * Run every order, each once, depth first. If it comes to an end, the certificate is a proof.
 *
 * The search follows executions that are much longer than the default order up to a limit only. The certificate says so, and is
 * no proof then.
 *
 * @see {@link https://doi.org/10.1145/263699.263717 | Godefroid: Model checking for programming languages using VeriSoft, POPL 1997}
 */
export function exhaustive(): SearchStrategy {
  return ({ seed }) => new DepthFirst(seed, new FairLimit());
}

/** The alternative taken at a choice point, and their number. */
interface Branch {
  index: number;
  readonly count: number;
}

/** Runs every order, depth first. */
export class DepthFirst implements Search, Strategy {
  readonly name = "exhaustive";
  readonly #seed: number;
  readonly #fairLimit: FairLimit;
  /** The path to the next execution; during an execution, the path it took. */
  readonly #path: Branch[] = [];
  #at = 0;
  #tail: FairAfter | undefined = undefined;
  #exhausted = false;
  /** Whether an execution was longer than the explored part. */
  #cut = false;
  /** Whether the same choices have led to something else. */
  #strayed = false;

  constructor(seed: number, fairLimit: FairLimit) {
    requireSeed(seed);
    this.#seed = seed;
    this.#fairLimit = fairLimit;
  }

  next(): Strategy | undefined {
    if (this.#exhausted) return undefined;
    this.#at = 0;
    this.#tail = new FairAfter(this, this.#fairLimit.limit, () => seeded(this.#seed, "exhaustive, fair"));
    return this.#tail;
  }

  choose({ count }: ChoicePoint): number {
    const at = this.#at++;
    const known = this.#path[at];
    if (known === undefined) {
      this.#path.push({ index: 0, count });
      return 0;
    }
    if (known.count !== count) this.#strayed = true;
    return Math.min(known.index, count - 1);
  }

  ended(executed: Executed): void {
    if (this.#tail?.reached === true) this.#cut = true;
    if (this.#fairLimit.choices === undefined) this.#fairLimit.learn(executed);
    const path = this.#path;
    if (this.#at < path.length) this.#strayed = true;
    path.length = Math.min(this.#at, this.#fairLimit.limit);
    let last = path.at(-1);
    while (last !== undefined && last.index + 1 >= last.count) {
      path.pop();
      last = path.at(-1);
    }
    if (last === undefined) this.#exhausted = true;
    else last.index += 1;
  }

  claim(): Claim {
    if (!this.#exhausted || this.#strayed) return { kind: "none" };
    if (!this.#cut) return { kind: "proof" };
    return { kind: "bounded-proof", bound: `every order of the first ${this.#fairLimit.limit} choices` };
  }
}
