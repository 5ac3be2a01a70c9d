import { relative, resolve } from "node:path";
import { requireLevel } from "../../core/contracts/level.ts";
import { visibleLine } from "../../core/visible.ts";
import { sliceSeed } from "../../explore/parallel/draw-plan.ts";
import type { Corpus } from "../../explore/strategies/coverage-guided/corpus.ts";
import { resumed } from "../../explore/strategies/coverage-guided/resumed.ts";
import { strategyNamed } from "../../explore/strategies/strategy-named.ts";
import { formatSchedule, parseSchedule, type Schedule, type SearchStrategy, type Shard } from "../../testing.ts";
import { counted } from "../../report/text-width.ts";
import { CorpusFile } from "../../world/node/corpus-file.ts";
import { programHash } from "../program-hash.ts";
import type { CorpusStore } from "./corpus-store.ts";
import { RedisCorpus } from "./redis-corpus.ts";

/** The orders that earlier searches of a program have kept. What happens to them is told on stderr. */
export class ResumedCorpus implements Corpus {
  readonly #store: CorpusStore;
  #added = 0;
  #dropped = 0;
  /** Whether they could not be written: then the search goes on without. */
  #isLost = false;

  private constructor(store: CorpusStore) {
    this.#store = store;
    const { orders, others, problems } = store;
    for (const problem of problems) tell(problem);
    if (others.length > 0) tell(`other versions of the program are left alone: ${others.join(", ")}`);
    const searches = this.rounds === 1 ? "1 earlier search" : `${this.rounds} earlier searches`;
    tell(this.rounds === 0 ? "this is the first search" : `first ${counted(orders.length, "order")} of ${searches}`);
    this.#written(() => this.#store.write()); // this round counts, however it ends
  }

  /**
   * The corpus of a program, in `.timeloom/corpus` or in the Redis of a queue. Each shard of a search has one of its own.
   *
   * @param name - The export that is the program.
   * @throws {UsageError} If Redis is not there.
   */
  static async open(
    file: string,
    name: string,
    queue: string | undefined,
    shard: Shard | undefined,
  ): Promise<ResumedCorpus> {
    const path = relative(process.cwd(), resolve(file)).replaceAll("\\", "/");
    const part = shard && `${shard.index}-of-${shard.count}`;
    const about = { file: path, name, hash: programHash(file, name), shard: part };
    const inFolder = queue === undefined;
    return new ResumedCorpus(inFolder ? new CorpusFile(about, isOrder) : await RedisCorpus.open(queue, about, isOrder));
  }

  get rounds(): number {
    return this.#store.rounds;
  }

  orders(level: string): readonly Schedule[] {
    const own = this.#store.orders.filter((line) => line.startsWith(`${level} `));
    return own.map((line) => parseSchedule(line.slice(level.length + 1)));
  }

  keep(level: string, schedule: Schedule): void {
    this.#written(() => {
      if (this.#store.add(lineOf(level, schedule))) this.#added += 1;
    });
  }

  drop(level: string, schedule: Schedule): void {
    this.#dropped += 1;
    this.#written(() => this.#store.remove(lineOf(level, schedule)));
  }

  /** The search by the strategy with this name, behind the orders of the corpus. */
  strategy(text: string): SearchStrategy {
    return resumed(strategyNamed(text), this, sliceSeed);
  }

  /** Say what has changed, once it is written. */
  async ended(): Promise<void> {
    const { orders, name } = this.#store;
    const problem = await this.#store.ended();
    if (problem !== undefined) tell(problem);
    if (this.#isLost) return;
    const dropped = this.#dropped === 0 ? "" : `, ${this.#dropped} dropped`;
    tell(`${counted(this.#added, "order")} added${dropped}: ${orders.length} in ${name}`);
  }

  #written(write: () => void): void {
    if (this.#isLost) return;
    try {
      write();
    } catch (error) {
      this.#isLost = true;
      tell(`cannot write ${this.#store.name}, so nothing more is kept: ${(error as Error).message}`);
    }
  }
}

function lineOf(level: string, schedule: Schedule): string {
  return `${level} ${formatSchedule(schedule)}`;
}

function isOrder(line: string): boolean {
  const [level = "", schedule = ""] = line.split(" ");
  try {
    requireLevel(level);
    return parseSchedule(schedule).length > 0;
  } catch {
    return false;
  }
}

function tell(text: string): void {
  console.error(visibleLine(`corpus    ${text}`));
}
