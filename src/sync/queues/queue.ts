import { requireCount } from "../../core/arguments/require-number.ts";
import { asText } from "../../core/arguments/as-text.ts";
import type { Wait } from "../../core/contracts/loop-core.ts";
import { coroutine, type Coroutine } from "../../core/coroutine.ts";
import { QueueEmpty } from "./queue-empty.ts";
import { QueueFull } from "./queue-full.ts";
import { QueueShutDown } from "./queue-shut-down.ts";
import { ValueError } from "../../core/errors/value-error.ts";
import { createFuture } from "../../core/future.ts";
import { LoopBound } from "../loop-bound.ts";
import { Deque } from "./deque.ts";
import type { Store } from "./store.ts";
import { type Waiter, Waiters } from "../waiters.ts";

/**
 * A line of items between tasks: first in, first out, and at most `maxsize` at a time.
 *
 * Tasks that wait in {@link put} are woken in the order of arrival, and so are tasks that wait in {@link get}. An item
 * stays in the queue until a task really takes it, so that no cancellation loses or doubles one: a woken task that is
 * cancelled passes its turn on.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-queue.html#asyncio.Queue | asyncio.Queue}
 *
 * @example A worker that processes items until the queue is shut down
 * ```ts
 * import assert from "node:assert/strict";
 * import { createTask, Queue, QueueShutDown, run } from "timeloom";
 *
 * await run(async () => {
 *   const queue = new Queue<number>(2);
 *   let sum = 0;
 *   const worker = createTask(async () => {
 *     try {
 *       for (;;) sum += await queue.get();
 *     } catch (error) {
 *       if (!(error instanceof QueueShutDown)) throw error;
 *     }
 *   });
 *
 *   for (const item of [1, 2, 3, 4]) await queue.put(item);
 *   queue.shutdown();
 *   await worker;
 *
 *   assert.equal(sum, 10);
 * });
 * ```
 */
export class Queue<T> extends LoopBound {
  readonly #maxsize: number;
  readonly #items: Store<T>;
  readonly #getters = new Waiters(); // a woken waiter leaves the line at once
  readonly #putters = new Waiters(); // here, too
  readonly #joiners = new Waiters();
  #unfinished = 0; // items put for which taskDone() has not been called
  #isShutdown = false;

  /**
   * @param maxsize - How many items it holds; any number if zero or less.
   * @param items - Where the items wait: for subclasses that give them out in another order.
   * @throws {ValueError} If `maxsize` is not a whole number.
   */
  constructor(maxsize = 0, items: Store<T> = new Deque<T>()) {
    super();
    requireCount("maxsize", maxsize);
    this.#maxsize = maxsize;
    this.#items = items;
  }

  /** How many items it may hold; any number if zero or less. */
  get maxsize(): number {
    return this.#maxsize;
  }

  /** How many items it holds. */
  qsize(): number {
    this.touch("read");
    return this.#items.size;
  }

  /** Whether it holds no item. */
  empty(): boolean {
    this.touch("read");
    return this.#items.size === 0;
  }

  /** Whether it holds `maxsize` items. Never, if it may hold any number. */
  full(): boolean {
    return this.#maxsize > 0 && this.qsize() >= this.#maxsize;
  }

  /**
   * Wait until there is room, then put `item` in. Does not yield if there is room at once.
   *
   * @throws {QueueShutDown} If the queue is shut down, or is shut down while the task waits.
   * @throws {CancelledError} If the task is cancelled while it waits. The item is then not in the queue.
   * @throws {RuntimeError} If it has to wait and the queue was used on another loop before.
   */
  put(item: T): Coroutine<void> {
    return Queue.#put(this, item);
  }

  static readonly #put = coroutine(function* put<T>(queue: Queue<T>, item: T): Generator<Wait, void, void> {
    while (queue.full()) {
      if (queue.#isShutdown) throw new QueueShutDown();
      queue.boundLoop();
      queue.touch("write");
      const room = createFuture<void>(queue, "put()");
      const putter = queue.#putters.join(room);
      let isWoken = false;
      try {
        yield* room;
        isWoken = true;
      } finally {
        queue.touch("write");
        if (!isWoken) giveUp(queue.#putters, putter, !queue.full());
      }
    }
    queue.putNowait(item);
  });

  /**
   * Put `item` in at once.
   *
   * @throws {QueueFull} If there is no room.
   * @throws {QueueShutDown} If the queue is shut down.
   */
  putNowait(item: T): void {
    this.touch("write");
    if (this.#isShutdown) throw new QueueShutDown();
    if (this.full()) throw new QueueFull();
    this.#items.add(item);
    this.#unfinished += 1;
    wakeNext(this.#getters);
  }

  /**
   * Wait until there is an item, then take it out. Does not yield if there is one at once.
   *
   * @throws {QueueShutDown} If the queue is empty and shut down, or is shut down while the task waits.
   * @throws {CancelledError} If the task is cancelled while it waits. No item is taken then.
   * @throws {RuntimeError} If it has to wait and the queue was used on another loop before.
   */
  get(): Coroutine<T> {
    return Queue.#get(this);
  }

  static readonly #get = coroutine(function* get<T>(queue: Queue<T>): Generator<Wait, T, void> {
    while (queue.empty()) {
      if (queue.#isShutdown) throw new QueueShutDown();
      queue.boundLoop();
      queue.touch("write");
      const arrival = createFuture<void>(queue, "get()");
      const getter = queue.#getters.join(arrival);
      let isWoken = false;
      try {
        yield* arrival;
        isWoken = true;
      } finally {
        queue.touch("write");
        if (!isWoken) giveUp(queue.#getters, getter, !queue.empty());
      }
    }
    return queue.getNowait();
  });

  /**
   * Take an item out at once.
   *
   * @throws {QueueEmpty} If there is none.
   * @throws {QueueShutDown} If there is none and the queue is shut down.
   */
  getNowait(): T {
    this.touch("write");
    if (this.empty()) {
      throw this.#isShutdown ? new QueueShutDown() : new QueueEmpty();
    }
    const item = this.#items.take();
    wakeNext(this.#putters);
    return item;
  }

  /**
   * Say that the work on a taken item is done. After as many calls as items were put in, {@link join} ends.
   *
   * @throws {ValueError} If it is called more often than items were put in.
   */
  taskDone(): void {
    this.touch("write");
    if (this.#unfinished <= 0) {
      throw new ValueError("task_done() called too many times", "call taskDone() once per item that get() returned");
    }
    this.#unfinished -= 1;
    if (this.#unfinished === 0) this.#finish();
  }

  /**
   * Wait until {@link taskDone} was called for every item that was put in. Does not yield if it was.
   *
   * @throws {CancelledError} If the task is cancelled while it waits.
   * @throws {RuntimeError} If it has to wait and the queue was used on another loop before.
   */
  join(): Coroutine<void> {
    return Queue.#join(this);
  }

  static readonly #join = coroutine(function* join(queue: Queue<unknown>): Generator<Wait, void, void> {
    queue.touch("read");
    if (queue.#unfinished === 0) return;
    queue.boundLoop();
    const finished = createFuture<void>(queue, "join()");
    const joiner = queue.#joiners.join(finished);
    try {
      yield* finished;
    } catch (error) {
      queue.touch("read"); // taskDone() no longer meets who is cancelled
      throw error;
    } finally {
      queue.#joiners.leave(joiner);
    }
  });

  /**
   * Refuse items from now on, and fail every wait for an item or for room with QueueShutDown.
   *
   * The items that are in the queue can still be taken out; {@link get} fails once there are none.
   *
   * @param immediate - Throw the items away as well, as if each had been taken out and marked as done.
   */
  shutdown(immediate = false): void {
    this.touch("write");
    this.#isShutdown = true;
    if (immediate) {
      while (!this.empty()) {
        this.#items.take();
        if (this.#unfinished > 0) this.#unfinished -= 1;
      }
      if (this.#unfinished === 0) this.#finish();
    }
    while (wakeNext(this.#getters));
    while (wakeNext(this.#putters));
  }

  override toString(): string {
    let text = `<${this.constructor.name} maxsize=${this.#maxsize}`;
    if (this.#items.size > 0) text += ` _queue=${show([...this.#items])}`;
    if (this.#getters.size > 0) text += ` _getters[${this.#getters.size}]`;
    if (this.#putters.size > 0) text += ` _putters[${this.#putters.size}]`;
    if (this.#unfinished > 0) text += ` tasks=${this.#unfinished}`;
    if (this.#isShutdown) text += " shutdown";
    return `${text}>`;
  }

  #finish(): void {
    while (this.#joiners.wakeNext());
  }
}

function show(item: unknown): string {
  if (Array.isArray(item)) return `[${item.map(show).join(", ")}]`;
  return typeof item === "string" ? `'${item}'` : asText(item);
}

/** Take waiters out of the line until one is woken. Cancelled waiters do not count. */
function wakeNext(line: Waiters): boolean {
  for (let waiter = line.shift(); waiter !== undefined; waiter = line.shift()) {
    if (waiter.done()) continue;
    waiter.setResult();
    return true;
  }
  return false;
}

/** Leave the line without going on. If we were woken and `another` could go on in our place, wake it (bpo-23812). */
function giveUp(line: Waiters, waiter: Waiter, another: boolean): void {
  waiter.future.cancel();
  line.leave(waiter);
  if (another && !waiter.future.cancelled()) wakeNext(line);
}
