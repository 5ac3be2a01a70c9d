import type { Progress } from "./progress.ts";

/** What an exploration wants of the process that it runs in. */
export interface SearchHost {
  /** Bytes of heap in use. */
  heapUsed(): number;
  /** Call `interrupt` once, when the user wants an end. @returns a function that gives up */
  onInterrupt(interrupt: () => void): () => void;
  /** Show how far it has come; called about every 50 ms. */
  show(progress: Progress): void;
  /** There is nothing more to show. */
  shown(): void;
}
