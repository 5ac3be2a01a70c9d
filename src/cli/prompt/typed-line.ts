import { currentTask, type EventLoop, KeyboardInterrupt, type Runner, type Task } from "../../index.ts";
import type { Typed } from "./read-typed.ts";

/** A line that was typed, and runs in the loop of a prompt as a task. */
export class TypedLine {
  readonly #runner: Runner;
  readonly #typed: Typed;
  #task: Task<unknown> | undefined = undefined;
  #interrupted = false;

  constructor(runner: Runner, typed: Typed) {
    this.#runner = runner;
    this.#typed = typed;
  }

  /**
   * The value of the line, inside an object.
   *
   * @throws {KeyboardInterrupt} If the line was interrupted.
   */
  async run(): Promise<{ readonly value: unknown }> {
    try {
      return await this.#runner.run(() => {
        this.#task = currentTask() ?? undefined;
        if (this.#interrupted) this.#cancel();
        return this.#typed.run();
      });
    } catch (error) {
      this.#task?.cancel(); // a deadlock, say, has not ended it
      throw this.#interrupted ? new KeyboardInterrupt() : error;
    }
  }

  /** Cancel the task, so that `finally` blocks run, and leave it alone if it does not end: nobody can cancel a native promise. */
  interrupt(): void {
    this.#interrupted = true;
    this.#runner.getLoop().callSoonThreadsafe(() => this.#cancel());
  }

  /** Does nothing before the task begins, or once it has ended. */
  #cancel(): void {
    const task = this.#task;
    if (task === undefined) return;
    task.cancel();
    leave(this.#runner.getLoop(), task, turnsToEnd);
  }
}

/** Turns of the loop in which a task may end that was cancelled. */
const turnsToEnd = 10;

function leave(loop: EventLoop, task: Task<unknown>, turns: number): void {
  if (task.done()) return;
  if (turns === 0) loop.stop();
  else loop.callSoon(() => leave(loop, task, turns - 1));
}
