import { current, taskHere } from "../context/current.ts";
import type { Awaitable, Strand, TaskCore, Wait, WaitSource } from "../contracts/loop-core.ts";
import { goOn } from "../driving/resume.ts";
import { suspended } from "../driving/suspended.ts";
import { isInFirstStep, nativeOf } from "./native-activity.ts";

/**
 * The value of `task.started`: parks the creator, inside its own turn, until an eager native child has run its first step.
 *
 * The child's first step has ended when the microtask queue is empty: the child then waits, or is done.
 */
export class FirstStep implements Awaitable<void>, WaitSource {
  readonly #child: TaskCore;
  #over = false;

  constructor(child: TaskCore) {
    this.#child = child;
  }

  [Symbol.iterator](): Iterator<Wait, void, void> {
    return {
      next: () => (this.#over || !isInFirstStep(this.#child) ? { done: true, value: undefined } : suspended(this)),
      throw: (error: unknown) => {
        throw error;
      },
    };
  }

  suspend(strand: Strand): Error | undefined {
    this.#park(strand.task, () => goOn(strand));
    return undefined;
  }

  #park(creator: TaskCore, resume: () => void): void {
    current.microtasksDue = true;
    const go = (): void => {
      this.#over = true;
      nativeOf(this.#child).firstStepEnded?.();
      resume();
    };
    this.#child.loop.turn.park({ child: this.#child, creator, resume: go });
  }

  cancelWait(): boolean {
    return false;
  }

  woken(): boolean {
    return this.#over;
  }

  raisesCancelled(): boolean {
    return false;
  }

  describeWait(): string {
    return `the start of ${this.#child.getName()}`;
  }

  // eslint-disable-next-line unicorn/no-thenable -- being awaitable is what it is for
  then<A = void, B = never>(
    onFulfilled?: ((value: void) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    const creator = taskHere();
    const started = new Promise<void>((resolve) => {
      if (creator === undefined || !isInFirstStep(this.#child)) resolve();
      else {
        nativeOf(creator).awaits.moves += 1;
        this.#park(creator, resolve);
      }
    });
    return started.then(onFulfilled, onRejected);
  }
}
