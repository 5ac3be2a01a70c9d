import { Context, currentValues } from "../../core/context/context.ts";
import { current, taskHere } from "../../core/context/current.ts";
import { captureForLoop } from "../../core/context/native-scope.ts";
import { Reaction } from "../../core/driving/done-callback.ts";
import type { Engine } from "../../loop/engine.ts";

/**
 * Whose socket or server it is: its events run in the async context in which it was connected or began to listen, on the host and with the
 * context variables of that moment.
 */
export class OwnerScope {
  readonly engine: Engine;
  readonly #enter: (callback: () => unknown) => unknown;
  readonly #task: string | undefined;

  constructor(engine: Engine) {
    this.engine = engine;
    this.#enter = captureForLoop(engine, new Context(currentValues()));
    this.#task = taskHere()?.getName();
  }

  /** Call `body` in the scope. What it throws is the caller's. */
  enter<T>(body: () => T): T {
    const { task, context } = current;
    current.task = undefined;
    current.context = undefined;
    current.microtasksDue = true; // Node goes on in ticks, which belong to this turn
    try {
      return this.#enter(body) as T;
    } finally {
      current.task = task;
      current.context = context;
    }
  }

  /** Call `event` in the scope, as Node calls back: nobody catches what it throws. Nothing happens once the loop is closed. */
  call(event: () => unknown): void {
    if (this.engine.isClosed()) return;
    try {
      this.enter(event);
    } catch (error) {
      this.engine.deaths?.uncaught(error, this.#task);
    }
  }

  /** As {@link call}, in a turn of its own. */
  callSoon(event: () => unknown): void {
    if (!this.engine.isClosed()) this.engine.enqueue(new Reaction(() => this.call(event)));
  }
}
