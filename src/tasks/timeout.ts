import type { Body, LoopCore, Wait } from "../core/contracts/loop-core.ts";
import { callBody } from "../core/call-body.ts";
import { withoutStack } from "../core/cancellation.ts";
import { coroutine, type Coroutine } from "../core/coroutine.ts";
import { requireLoop } from "../core/context/current.ts";
import { currentTask, getRunningLoop } from "../core/running-loop.ts";
import { type CancelledError, isCancellation } from "../core/errors/cancelled-error.ts";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import { TimeoutError } from "../core/errors/timeout-error.ts";
import { type Handle, TimerHandle } from "../core/driving/handle.ts";
import { tellMade, tellVisible, touch } from "../core/context/touch.ts";
import { requireSeconds } from "../core/arguments/require-seconds.ts";
import type { Task } from "../core/task.ts";

/**
 * A deadline around a block: when it passes, the block is cancelled, and the cancellation comes out as TimeoutError.
 *
 * Made by `timeout()` and `timeoutAt()`.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-task.html#asyncio.Timeout | asyncio.Timeout}
 */
export class Timeout {
  #when: number | null;
  #state: "created" | "active" | "expiring" | "expired" | "finished" = "created";
  #handle: Handle | undefined = undefined;
  #task: Task<unknown> | undefined = undefined;
  /** The number of cancellation requests when the block began. */
  #cancelling = 0;

  /** @internal */
  constructor(when: number | null) {
    this.#when = when;
    tellMade(this);
  }

  /** The deadline in seconds of loop time, or null. */
  when(): number | null {
    touch(this, "read");
    return this.#when;
  }

  /** Whether the deadline passed while the block ran. */
  expired(): boolean {
    touch(this, "read");
    return this.#state === "expiring" || this.#state === "expired";
  }

  /**
   * Move the deadline.
   *
   * @param when - Seconds of loop time; null for none. If it has passed, the block is cancelled in the next iteration.
   * @throws {RuntimeError} If the block is not running.
   * @throws {ValueError} If `when` is not a number.
   */
  reschedule(when: number | null): void {
    if (when !== null) requireSeconds("when", when);
    if (this.#state === "created") {
      throw new RuntimeError("Timeout has not been entered", "call it inside run(): timeout(1).run(async (cm) => …)");
    }
    if (this.#state !== "active") {
      throw new RuntimeError(`Cannot change state of ${this.#state} Timeout`, "make a new timeout()");
    }
    touch(this, "write");
    this.#when = when;
    this.#handle?.cancel();
    this.#handle = undefined;
    if (when === null) return;
    const loop = getRunningLoop();
    const expire = (): void => this.#expire();
    this.#handle = when <= loop.time() ? loop.callSoon(expire) : new Expiry(requireLoop(), when, expire, this.#task);
  }

  #expire(): void {
    tellVisible();
    touch(this, "write");
    this.#task?.cancel();
    this.#state = "expiring";
    this.#handle = undefined;
  }

  /**
   * Run `body` under the deadline, in the calling task.
   *
   * @throws {TimeoutError} If the deadline passes before `body` ends.
   * @throws {RuntimeError} If the timeout was run before, or is not run inside a task.
   */
  run<T>(body: Body<[Timeout], T>): Coroutine<T> {
    return Timeout.#run(this, body) as Coroutine<T>;
  }

  static readonly #run = coroutine(function* run(
    timeout: Timeout,
    body: Body<[Timeout], unknown>,
  ): Generator<Wait, unknown, void> {
    timeout.#enter();
    let result: unknown;
    try {
      result = yield* callBody(body, timeout);
    } catch (error) {
      timeout.#leave(error);
      throw error;
    }
    timeout.#leave();
    return result;
  });

  #enter(): void {
    if (this.#state !== "created") {
      throw new RuntimeError("Timeout has already been entered", "make a new timeout() for every block");
    }
    const task = currentTask();
    if (task === null) {
      throw new RuntimeError("Timeout should be used inside a task", "run it in createTask() or run()");
    }
    this.#state = "active";
    this.#task = task;
    this.#cancelling = task.cancelling();
    this.reschedule(this.#when);
  }

  #leave(error?: unknown): void {
    touch(this, "write");
    this.#handle?.cancel();
    this.#handle = undefined;
    if (this.#state !== "expiring") {
      this.#state = "finished";
      return;
    }
    this.#state = "expired";
    const left = this.#task?.uncancel() ?? 0;
    // If there is a new request besides ours, the cancellation belongs to the caller.
    if (left <= this.#cancelling && isCancellation(error)) throw timeoutError(error);
  }

  toString(): string {
    return `<Timeout [${this.#state}]${this.#state === "active" ? ` when=${this.#when}` : ""}>`;
  }
}

/** The timer of a timeout, which knows the task inside of the block. */
export class Expiry extends TimerHandle {
  /** The task that is inside the block. */
  readonly inside: Task<unknown> | undefined;

  constructor(loop: LoopCore, when: number, expire: () => void, inside: Task<unknown> | undefined) {
    super(loop, when, expire);
    this.inside = inside;
    loop.addTimer(this);
  }
}

/** The error for a block that ran out of time; with a stack in debug mode only. */
function timeoutError(cause: CancelledError): TimeoutError {
  const make = (): TimeoutError => new TimeoutError("", { cause });
  return getRunningLoop().getDebug() ? make() : withoutStack(make);
}

/**
 * A deadline `delay` seconds from now around a block.
 *
 * @param delay - Seconds; null for none yet.
 * @see {@link https://docs.python.org/3/library/asyncio-task.html#asyncio.timeout | asyncio.timeout}
 *
 * @example
 * ```ts
 * await run(async () => {
 *   await assert.rejects(async () => timeout(2).run(() => sleep(3)), TimeoutError);
 *   assert.equal(getRunningLoop().time(), 2);
 * }, { loopFactory: virtualLoop() });
 * ```
 */
export function timeout(delay: number | null): Timeout {
  if (delay !== null) requireSeconds("delay", delay);
  return new Timeout(delay === null ? null : getRunningLoop().time() + delay);
}

/**
 * A deadline at loop time `when` around a block.
 *
 * @param when - Seconds of loop time; null for none yet.
 * @see {@link https://docs.python.org/3/library/asyncio-task.html#asyncio.timeout_at | asyncio.timeout_at}
 */
export function timeoutAt(when: number | null): Timeout {
  if (when !== null) requireSeconds("when", when);
  return new Timeout(when);
}
