import type { Progress } from "./progress.ts";

/** What an exploration needs from its process. */
export interface SearchHost {
  /** Bytes of heap in use. */
  heapUsed(): number;
  /** Call `interrupt` once, when the user interrupts. @returns a function that stops listening */
  onInterrupt(interrupt: () => void): () => void;
  /** Show the progress; called about every 50 ms. */
  show(progress: Progress): void;
  /** There is nothing more to show. */
  shown(): void;
}
