import { current } from "../core/current.ts";
import { OutsideWaitError } from "../core/errors.ts";
import type { EventLoop } from "../core/event-loop.ts";
import type { NativeActivity } from "../core/native-activity.ts";
import { nativeTask } from "../core/native-context.ts";
import type { Task } from "../core/task.ts";
import { afterMacrotask } from "../core/turns.ts";
import { Accounting } from "./accounting.ts";
import { blockedTasks } from "./diagnosis.ts";

/** The world outside a virtual loop: virtual time does not pass while something there is outstanding. */
export interface Outside {
  /** A run begins. */
  start(): void;
  /** A run has ended. */
  stop(): void;
  /**
   * Wait, before time passes to `when`, for what is outstanding; `Infinity` means that no timer is pending.
   *
   * @returns a function that gives up, or undefined if nothing is outstanding
   */
  wait(when: number, wake: () => void): (() => void) | undefined;
  /** Whether something is outstanding. */
  outstanding(): boolean;
  /** What is outstanding, a line each. */
  describe(): string[];
}

/** Macrotasks that a foreign promise is given to settle by itself before time passes without it. */
const graceTurns = 2;

/** Waits for the operations of Node that the loop's tasks have begun. */
export class AwaitedOutside implements Outside {
  readonly #loop: EventLoop;
  readonly #accounting: Accounting<NativeActivity>;
  #grace = graceTurns;

  constructor(loop: EventLoop) {
    this.#loop = loop;
    this.#accounting = new Accounting({ ownerNow: () => ownerIn(loop)?.native, places: loop.getDebug() });
  }

  start(): void {
    this.#accounting.start();
  }

  stop(): void {
    this.#accounting.stop();
  }

  outstanding(): boolean {
    return !this.#accounting.idle();
  }

  wait(_when: number, wake: () => void): (() => void) | undefined {
    if (!this.#accounting.idle()) return this.#accounting.onceChanged(wake);
    if (this.#loop.unknown > 0 && this.#grace > 0) {
      this.#grace -= 1;
      return afterMacrotask(wake);
    }
    this.#grace = graceTurns;
    return undefined;
  }

  describe(): string[] {
    return this.#accounting.outstanding().map(({ type, owner, place }) => {
      return `${owner.task.getName()}  began ${type}${place === undefined ? "" : ` (${place})`}`;
    });
  }
}

/** The task of `loop` in whose name the caller acts, whichever way it is written. */
function ownerIn(loop: EventLoop): Task<unknown> | undefined {
  const task = current.task === undefined ? nativeTask() : current.task;
  return task?.loop === loop ? task : undefined;
}

/** Allows no wait outside: a program under exploration must be the same in every run. */
export class ForbiddenOutside implements Outside {
  readonly #loop: EventLoop;

  constructor(loop: EventLoop) {
    this.#loop = loop;
  }

  start(): void {}

  stop(): void {}

  outstanding(): boolean {
    return false;
  }

  /** @throws {OutsideWaitError} If a task waits on a native promise, and no timer is left that could settle it. */
  wait(when: number): undefined {
    if (when !== Infinity || this.#loop.unknown === 0) return;
    throw new OutsideWaitError(
      this.#loop.time(),
      blockedTasks([...this.#loop.tasks].filter((task) => task.native.isUnknown)),
    );
  }

  describe(): string[] {
    return [];
  }
}
