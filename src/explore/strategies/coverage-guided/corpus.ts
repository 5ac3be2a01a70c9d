import type { Schedule } from "../../schedule/schedule.ts";

/** Orders of one program that were the first to reach something, kept from one search to the next. */
export interface Corpus {
  /** How many searches came before. */
  readonly rounds: number;
  /** The orders of a level, as they were kept. */
  orders(level: string): readonly Schedule[];
  /** Keep an order, unless there are too many. */
  keep(level: string, schedule: Schedule): void;
  /** Forget an order: others reach all that it reaches. */
  drop(level: string, schedule: Schedule): void;
}
