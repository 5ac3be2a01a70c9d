import type { Level } from "../../../core/contracts/level.ts";
import { RollingHash } from "../../rolling-hash.ts";
import { formatSchedule, parseSchedule } from "../../schedule/schedule.ts";
import type { Corpus } from "../../strategies/coverage-guided/corpus.ts";
import type { Claim } from "../../strategies/search.ts";
import type { Plan, PlanSettings } from "../plan.ts";
import type { Reached, ScheduleSlice, Slice, SliceResult } from "../slice.ts";

/** Slices of a corpus, then those of another plan. It keeps the orders of which it learns that they reach something new. */
export class CorpusPlan implements Plan {
  readonly most: number;
  readonly #corpus: Corpus;
  readonly #level: Level;
  readonly #plan: Plan;
  /** The default order, which a search must know, and the orders of the corpus. */
  readonly #schedules: readonly string[];
  /** How many slices hold them, how many of those were made, and how many have come back. */
  readonly #count: number;
  #made = 0;
  #tried = 0;

  /** @param planOf - Makes the plan behind the corpus. */
  constructor(corpus: Corpus, level: Level, settings: PlanSettings, planOf: (settings: PlanSettings) => Plan) {
    const { seed, executions } = settings;
    const all = [[], ...corpus.orders(level)].map(formatSchedule);
    this.#corpus = corpus;
    this.#level = level;
    this.#schedules = all.slice(0, executions);
    this.#count = Math.ceil(this.#schedules.length / schedulesOfSlice);
    const rest = executions - this.#schedules.length;
    this.#plan = planOf({ ...settings, seed: roundSeed(seed, corpus.rounds), executions: rest });
    this.most = this.#plan.most + this.#schedules.length;
  }

  get name(): string {
    const { name } = this.#plan;
    return this.#corpus.rounds === 0 ? name : `${name}, round ${this.#corpus.rounds + 1}`;
  }

  get exhausted(): boolean {
    return this.#plan.exhausted;
  }

  next(): Slice | undefined {
    if (this.#made < this.#count) return this.#ofCorpus(this.#made++);
    if (this.#tried < this.#count) return undefined; // the plan may want to know what they reach
    const slice = this.#plan.next();
    return slice && this.#moved(slice, 1);
  }

  #ofCorpus(position: number): ScheduleSlice {
    const before = position * schedulesOfSlice;
    const schedules = this.#schedules.slice(before, before + schedulesOfSlice);
    return { kind: "schedules", position, before, schedules };
  }

  /** A slice of the other plan, with its place in the whole search, or back again. */
  #moved(slice: Slice, direction: 1 | -1): Slice {
    const { position, before } = slice;
    const executions = before === undefined ? undefined : before + direction * this.#schedules.length;
    return { ...slice, position: position + direction * this.#count, before: executions };
  }

  committed(slice: Slice, result: SliceResult, executions: number): void {
    const reached = result.reached ?? [];
    if (slice.kind === "schedules") {
      this.#tried += 1;
      return this.#judge(slice, reached, result.executions);
    }
    for (const { schedule = "v1:" } of reached) {
      const order = parseSchedule(schedule);
      if (order.length > 0) this.#corpus.keep(this.#level, order);
    }
    this.#plan.committed(this.#moved(slice, -1), result, executions);
  }

  /** Drop what has passed and reaches nothing more than those before it. */
  #judge({ schedules }: ScheduleSlice, reached: readonly Reached[], executions: number): void {
    const others = new Set(reached.map(({ before }) => before));
    for (const [number, text] of schedules.slice(0, executions).entries()) {
      const order = parseSchedule(text);
      if (!others.has(number) && order.length > 0) this.#corpus.drop(this.#level, order);
    }
  }

  claim(): Claim {
    return this.#plan.claim();
  }
}

/** Orders of one slice: so many that a message is worth it, and so few that all workers have some. */
const schedulesOfSlice = 20;

/** The seed of a later round: none of its slices draws what a slice of an earlier round drew. */
function roundSeed(seed: number, round: number): number {
  if (round === 0) return seed;
  const hash = new RollingHash();
  hash.add(`round ${round} of ${seed}`);
  return Number.parseInt(hash.digest().slice(0, 8), 16);
}
