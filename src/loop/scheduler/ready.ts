import type { Entry } from "../../core/contracts/loop-core.ts";

/** Entries that wait for their turn, in the order in which they came. */
export interface Ready {
  readonly length: number;
  /** The entry that is next in line. */
  readonly first: Entry | undefined;
  push(entry: Entry): void;
  /** Take out the entry that is next in line. */
  shift(): Entry | undefined;
  toArray(): Entry[];
  clear(): void;
}
