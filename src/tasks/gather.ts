import { trueOrFalse } from "../core/arguments/kind.ts";
import { type Options, requireOptions } from "../core/arguments/require-options.ts";
import { addWaiter, cancelMessageOf, cancelledErrorOf, hasSucceeded, markRetrieved } from "../core/future-core.ts";
import { quietCancelledError } from "../core/cancellation.ts";
import { runningLoop } from "../core/running-loop.ts";
import { Reaction } from "../core/driving/done-callback.ts";
import { Future } from "../core/future.ts";
import { tellVisible, touch } from "../core/context/touch.ts";
import { getEventLoop } from "../loop/event-loop-policy.ts";
import { ensureFutures, type AwaitableArg, type ResultOf } from "./awaitable-arg.ts";

/**
 * Run awaitables at the same time; the results come in the order of the arguments.
 *
 * The first error is passed on at once, and the others run on. Cancelling the result cancels every child.
 *
 * @throws {TypeError} If an argument cannot be awaited.
 * @see {@link https://docs.python.org/3/library/asyncio-task.html#asyncio.gather | asyncio.gather}
 *
 * @example
 * ```ts
 * await run(async () => {
 *   assert.deepEqual(await gather(sleep(2, "slow"), sleep(1, "fast")), ["slow", "fast"]);
 * }, { loopFactory: virtualLoop() });
 * ```
 */
export function gather<const A extends readonly AwaitableArg<unknown>[]>(
  ...awaitables: A
): Future<{ -readonly [K in keyof A]: ResultOf<A[K]> }>;
export function gather<const A extends readonly AwaitableArg<unknown>[]>(
  ...awaitables: [...A, GatherSettings]
): Future<{ -readonly [K in keyof A]: unknown }>;
export function gather(...args: readonly (AwaitableArg<unknown> | GatherSettings)[]): Future<unknown[]> {
  const last = args.at(-1);
  const settings = isSettings(last) ? last : undefined;
  if (settings !== undefined) requireOptions("gather()", settings, options);
  const awaitables = (settings === undefined ? args : args.slice(0, -1)) as readonly AwaitableArg<unknown>[];
  if (awaitables.length > 0) return new Gathering(awaitables, settings?.returnExceptions ?? false);
  const empty = new Future<unknown[]>(getEventLoop());
  empty.setResult([]);
  return empty;
}

/** Options of `gather()`. */
export interface GatherSettings {
  /** Whether errors count as results. Default: false, and the first error fails the whole. */
  readonly returnExceptions: boolean;
}

const options: Options<GatherSettings> = { returnExceptions: trueOrFalse };

function isSettings(value: unknown): value is GatherSettings {
  return typeof value === "object" && value !== null && "returnExceptions" in value;
}

class Gathering extends Future<unknown[]> {
  readonly #children: readonly Future<unknown>[];
  readonly #returnExceptions: boolean;
  /** Distinct children that are not done. */
  #left: number;
  #cancelRequested = false;

  constructor(awaitables: readonly AwaitableArg<unknown>[], returnExceptions: boolean) {
    const children = ensureFutures(awaitables, runningLoop());
    super(children[0]?.getLoop());
    this.#children = children;
    this.#returnExceptions = returnExceptions;
    const distinct = new Set(children);
    this.#left = distinct.size;
    const done: Future<unknown>[] = [];
    for (const child of distinct) {
      if (child.done()) done.push(child);
      else {
        const react = (): void => {
          tellVisible();
          this.#childDone(child);
        };
        addWaiter(child, new Reaction(react));
      }
    }
    for (const child of done) this.#childDone(child);
  }

  /** Cancel every child. The gather ends when all children have. @returns false if all are done */
  override cancel(message?: string): boolean {
    if (this.done()) return false;
    let requested = false;
    for (const child of this.#children) if (child.cancel(message)) requested = true;
    touch(this, "write");
    if (requested) this.#cancelRequested = true;
    return requested;
  }

  #childDone(child: Future<unknown>): void {
    touch(this, "write");
    this.#left -= 1;
    if (this.done()) {
      markRetrieved(child);
      return;
    }
    if (!this.#returnExceptions && !hasSucceeded(child)) {
      this.setException(child.cancelled() ? cancelledErrorOf(child) : child.exception());
      return;
    }
    if (this.#left > 0) return;
    const results = this.#children.map(outcomeOf);
    // As in CPython, the error comes from the last argument, whichever child was cancelled.
    const last = this.#children.at(-1) ?? child;
    if (this.#cancelRequested) this.setException(cancelledErrorOf(last));
    else this.setResult(results);
  }

  override toString(): string {
    return super.toString().replace("<Future", "<_GatheringFuture");
  }

  override describeWait(): string {
    const pending = this.#children.filter(({ phase }) => phase === "pending"); // a report is no step: it asks nobody
    return `gather(${pending.map((child) => child.describeWait()).join(", ")})`;
  }
}

function outcomeOf(child: Future<unknown>): unknown {
  if (child.cancelled()) return quietCancelledError(cancelMessageOf(child));
  return hasSucceeded(child) ? child.result() : child.exception();
}
