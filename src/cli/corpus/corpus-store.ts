/** Where the orders of a corpus are kept, one line of text each: a folder, or a Redis. */
export interface CorpusStore {
  /** What messages call it. */
  readonly name: string;
  /** How many searches have used it before. */
  readonly rounds: number;
  /** The orders, the oldest first. */
  readonly orders: readonly string[];
  /** Where orders of other versions of the program are. */
  readonly others: readonly string[];
  /** What was wrong with what was kept. */
  readonly problems: readonly string[];
  /** Write down that this search has used it. @throws {Error} If that fails */
  write(): void;
  /** @returns whether there was room, and the order is new. @throws {Error} If it cannot be written */
  add(order: string): boolean;
  /** @throws {Error} If it cannot be written */
  remove(order: string): void;
  /** Wait until all is written. @returns what went wrong */
  ended(): Promise<string | undefined>;
}
