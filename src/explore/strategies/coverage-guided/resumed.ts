import type { Probe } from "../../../core/contracts/probe.ts";
import type { Strategy } from "../../../core/contracts/strategy.ts";
import { ProbeList } from "../../../loop/probe-list.ts";
import { AccessRecorder } from "../../pairs/access-recorder.ts";
import type { PairCoverage } from "../../pairs/pair-coverage.ts";
import { recorded } from "../../pairs/recorded.ts";
import { Names } from "../../schedule/names.ts";
import { RecordingStrategy } from "../../schedule/recording-strategy.ts";
import type { Schedule } from "../../schedule/schedule.ts";
import { ScheduleStrategy } from "../../schedule/schedule-strategy.ts";
import type { Claim, Executed, Search, SearchStrategy } from "../search.ts";
import type { Corpus } from "./corpus.ts";
import { CoverageGuided } from "./coverage-guided.ts";
import { coverageOf, covered } from "./covered.ts";

/**
 * Run the orders of a corpus first, then go on by `strategy`, and keep the orders that reach something new.
 *
 * @param seedOf - The seed of the strategy in a later round, so that it does not draw again what it drew before.
 */
export function resumed(
  strategy: SearchStrategy,
  corpus: Corpus,
  seedOf: (seed: number, round: number) => number,
): SearchStrategy {
  return ({ seed, level }) => {
    const search = covered(strategy({ seed: seedOf(seed, corpus.rounds), level }));
    return new ResumedSearch(search, corpus, level);
  };
}

class ResumedSearch implements Search {
  readonly coverage: PairCoverage;
  readonly #search: Search;
  readonly #corpus: Corpus;
  readonly #level: string;
  /** The default order, which a search must know, and the orders of the corpus; and how many of them have begun. */
  readonly #orders: readonly Schedule[];
  #begun = 0;
  /** The order of the corpus that runs; undefined if the strategy has made the order. */
  #order: Schedule | undefined = undefined;
  #recording: RecordingStrategy | undefined = undefined;

  constructor(search: Search, corpus: Corpus, level: string) {
    this.#search = search;
    this.coverage = coverageOf(search) as PairCoverage;
    this.#corpus = corpus;
    this.#level = level;
    this.#orders = [[], ...corpus.orders(level)];
  }

  get name(): string {
    const { name } = this.#search;
    return this.#corpus.rounds === 0 ? name : `${name}, round ${this.#corpus.rounds + 1}`;
  }

  get strongest(): Claim["kind"] {
    return this.#search.strongest ?? "proof";
  }

  next(): (Strategy & Probe) | undefined {
    const names = new Names();
    this.#order = this.#orders[this.#begun++];
    if (this.#order !== undefined) {
      this.coverage.begin();
      return this.#written(new ScheduleStrategy(this.#order, names), names, new AccessRecorder(this.coverage));
    }
    const strategy = this.#search.next();
    return strategy === undefined ? undefined : this.#written(strategy, names, strategy);
  }

  /** `strategy`, whose choices are written down as a schedule. */
  #written(strategy: Strategy, names: Names, probe: Probe): Strategy & Probe {
    this.#recording = new RecordingStrategy(strategy, names);
    return recorded(this.#recording, new ProbeList([names, probe]).all as Probe);
  }

  ended(executed: Executed): void {
    const order = this.#order;
    if (order === undefined) this.#search.ended(executed);
    else if (this.#search instanceof CoverageGuided) this.#search.goOnFrom(executed);
    else this.coverage.ended(executed.taken);
    // What fails is kept as a failure, and what never ends reaches nothing.
    if (executed.kind !== "passed") return;
    const isNew = this.coverage.news > 0;
    if (order !== undefined && order.length > 0 && !isNew) this.#corpus.drop(this.#level, order);
    const deviations = this.#recording?.deviations ?? [];
    if (order === undefined && isNew && deviations.length > 0) this.#corpus.keep(this.#level, deviations);
  }

  claim(): Claim {
    return this.#search.claim();
  }
}
