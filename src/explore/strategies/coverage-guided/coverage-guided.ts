import type { Probe } from "../../../core/contracts/probe.ts";
import type { Strategy } from "../../../core/contracts/strategy.ts";
import type { Entropy } from "../../../core/contracts/entropy.ts";
import { AccessRecorder } from "../../pairs/access-recorder.ts";
import { type CoveredPart, joinPart } from "../../pairs/covered-part.ts";
import { PairCoverage, type UntriedOrder } from "../../pairs/pair-coverage.ts";
import { recorded } from "../../pairs/recorded.ts";
import { Alternatives } from "../alternatives.ts";
import { random } from "../random.ts";
import type { Claim, Executed, Search, SearchSettings, SearchStrategy } from "../search.ts";
import { seeded } from "../seeded.ts";
import { GuidedWalk } from "./guided-walk.ts";

/**
 * Prefer orders that reach what no execution has had: of two accesses that race, the other one first. Every other execution aims at such an
 * order, and holds the one access up until the other has happened; some go on from an execution that reached something new. The others are
 * those that `random()` draws with this seed, so that within 2 n executions all is found that `random()` finds within n, and the claim is
 * that of `random()` about them.
 *
 * It has to know what steps touch, as `dpor()` does: timeloom's primitives, futures and tasks, calls of `simulate()`, what is behind
 * `shared()` or `watch()`, and transformed code. What is not told costs guidance, nothing else.
 *
 * @see {@link https://doi.org/10.1145/2384616.2384651 | Yu, Narayanasamy, Pereira, Pokam: Maple, a coverage-driven testing tool, OOPSLA 2012}
 * @see {@link https://doi.org/10.1145/3620665.3640389 | Wolff, Shi, Duck, Mathur, Roychoudhury: Greybox fuzzing for concurrency testing, ASPLOS 2024}
 */
export function coverageGuided(): SearchStrategy {
  return (settings) => new CoverageGuided(settings);
}

/** A search that knows which orders of conflicting accesses it has had. */
export class CoverageGuided implements Search {
  readonly name = "guided";
  readonly strongest: Claim["kind"] = "sample";
  readonly coverage: PairCoverage = new PairCoverage();
  readonly #drawn: Search;
  readonly #entropy: Entropy;
  readonly #alternatives: Alternatives;
  /** What executions chose that reached something new, the latest last. */
  readonly #reached: (readonly number[])[] = [];
  #executions = 0;
  /** Whether the running execution is one of `random()`. */
  #isDrawn = false;
  /** Passing executions that were drawn as `random()` draws. */
  drawn = 0;

  constructor(settings: SearchSettings) {
    this.#drawn = random()(settings);
    this.#entropy = seeded(settings.seed, "guided");
    this.#alternatives = new Alternatives(this.#entropy, settings.seed, "guided");
  }

  next(): Strategy & Probe {
    const turn = this.#executions++;
    this.coverage.begin();
    const recorder = new AccessRecorder(this.coverage);
    const order = turn % 2 === 0 ? undefined : this.#untried();
    this.#isDrawn = order === undefined;
    if (order === undefined) return recorded(this.#drawn.next() as Strategy & Probe, recorder);
    order.tries += 1;
    this.#alternatives.begin();
    return recorded(new GuidedWalk(order, recorder, this.#prefix(), this.#entropy, this.#alternatives), recorder);
  }

  /** An order that was tried as seldom as any. */
  #untried(): UntriedOrder | undefined {
    const all = [...this.coverage.untried.values()];
    const fewest = Math.min(...all.map(({ tries }) => tries));
    const rarest = all.filter(({ tries }) => tries === fewest);
    return rarest[Math.floor(this.#entropy.random() * rarest.length)];
  }

  /** The beginning of an execution that reached something new, every other time. */
  #prefix(): readonly number[] {
    const entropy = this.#entropy;
    if (this.#reached.length === 0 || entropy.random() < 0.5) return [];
    const taken = this.#reached[Math.floor(entropy.random() * this.#reached.length)] ?? [];
    return taken.slice(0, Math.floor(entropy.random() * taken.length));
  }

  ended(executed: Executed): void {
    this.goOnFrom(executed);
    if (!this.#isDrawn) return;
    this.#drawn.ended(executed);
    if (executed.kind === "passed") this.drawn += 1;
  }

  /** Go on from what other parts of a search know. @param reached - What executions chose that reached something new, the latest last */
  goOn(known: CoveredPart, reached: readonly (readonly number[])[]): void {
    joinPart(this.coverage, known);
    this.#reached.push(...reached);
  }

  /** Take note of an execution, which may be one of an earlier search. */
  goOnFrom({ taken }: Executed): void {
    this.coverage.ended(taken);
    if (this.coverage.news > 0) this.#reached.push(taken);
    if (this.#reached.length > mostReached) this.#reached.shift();
  }

  claim(): Claim {
    return this.#drawn.claim();
  }
}

/** Executions that others may go on from. */
export const mostReached = 64;
