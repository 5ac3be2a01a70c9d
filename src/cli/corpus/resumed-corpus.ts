import { relative, resolve } from "node:path";
import { requireLevel } from "../../core/contracts/level.ts";
import { visibleLine } from "../../core/visible.ts";
import { sliceSeed } from "../../explore/parallel/draw-plan.ts";
import type { Corpus } from "../../explore/strategies/coverage-guided/corpus.ts";
import { resumed } from "../../explore/strategies/coverage-guided/resumed.ts";
import { strategyNamed } from "../../explore/strategies/strategy-named.ts";
import { formatSchedule, parseSchedule, type Schedule, type SearchStrategy } from "../../testing.ts";
import { counted } from "../../report/text-width.ts";
import { CorpusFile } from "../../world/node/corpus-file.ts";
import { programHash } from "../program-hash.ts";

/** The orders that earlier searches of a program have kept in `.timeloom/corpus`. What happens to them is told on stderr. */
export class ResumedCorpus implements Corpus {
  readonly #file: CorpusFile;
  #added = 0;
  #dropped = 0;
  /** Whether the file could not be written: then the search goes on without. */
  #isLost = false;

  /** @param name - The export that is the program. */
  constructor(file: string, name: string) {
    const path = relative(process.cwd(), resolve(file)).replaceAll("\\", "/");
    this.#file = new CorpusFile({ file: path, name, hash: programHash(file, name) }, isOrder);
    const { orders, others, problems } = this.#file;
    for (const problem of problems) tell(problem);
    if (others.length > 0) tell(`other versions of the program are left alone: ${others.join(", ")}`);
    const searches = this.rounds === 1 ? "1 earlier search" : `${this.rounds} earlier searches`;
    tell(this.rounds === 0 ? "this is the first search" : `first ${counted(orders.length, "order")} of ${searches}`);
    this.#written(() => this.#file.write()); // this round counts, however it ends
  }

  get rounds(): number {
    return this.#file.rounds;
  }

  orders(level: string): readonly Schedule[] {
    const own = this.#file.orders.filter((line) => line.startsWith(`${level} `));
    return own.map((line) => parseSchedule(line.slice(level.length + 1)));
  }

  keep(level: string, schedule: Schedule): void {
    this.#written(() => {
      if (this.#file.add(lineOf(level, schedule))) this.#added += 1;
    });
  }

  drop(level: string, schedule: Schedule): void {
    this.#dropped += 1;
    this.#written(() => this.#file.remove(lineOf(level, schedule)));
  }

  /** The search by the strategy with this name, behind the orders of the corpus. */
  strategy(text: string): SearchStrategy {
    return resumed(strategyNamed(text), this, sliceSeed);
  }

  /** Say what has changed. */
  ended(): void {
    const { orders, name } = this.#file;
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
      tell(`cannot write ${this.#file.name}, so nothing more is kept: ${(error as Error).message}`);
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
