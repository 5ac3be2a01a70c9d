import { tellVisible } from "../../../../core/context/touch.ts";
import type { LoopCore, TimerEntry } from "../../../../core/contracts/loop-core.ts";
import type { Passage } from "../../../../core/contracts/actor.ts";

/** The moment at which a sender gives up, because nobody has answered. */
export class Patience implements TimerEntry {
  readonly kind = "arrival";
  readonly isMacrotask = true;
  readonly isTold = true;
  readonly title: string;
  /** What is given up, if it is on a network. */
  passage: Passage | undefined = undefined;
  readonly runTurn: () => void;
  readonly deadline: number;
  scheduled = false;
  skipped = false;

  /** @param gaveUp - Called at `deadline`, unless the patience has ended before. */
  constructor(title: string, deadline: number, gaveUp: () => void) {
    this.title = title;
    this.deadline = deadline;
    this.runTurn = () => {
      tellVisible();
      gaveUp();
    };
  }

  get says(): string {
    return this.passage === undefined ? this.title : `${this.title} is given up`;
  }

  /** There is an answer. */
  end(loop: LoopCore): void {
    if (this.skipped) return;
    this.skipped = true;
    loop.cancelled(this);
  }
}
