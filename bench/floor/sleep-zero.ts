import { AsyncLocalStorage } from "node:async_hooks";
import { TickQueue } from "#host/node/tick-queue";
import { now, type Program } from "../program.ts";

/** The least that a loop of generators does: take one from its queue, resume it, put it back. */
export const bareYield: Program = (n) => {
  const queue = new Ring<Generator<void, void, void>>();
  queue.push(yieldForever());
  const start = now();
  for (let i = 0; i < n; i += 1) {
    const generator = queue.shift();
    if (generator === undefined) throw new Error("the queue is empty");
    if (generator.next().done !== true) queue.push(generator);
  }
  return now() - start;
};

function* yieldForever(): Generator<void, void, void> {
  for (;;) yield;
}

/** A queue on a circular array that grows when it is full. */
class Ring<T> {
  #places = Array.from<T | undefined>({ length: 16 }); // its length is a power of two
  #head = 0;
  #tail = 0;

  push(item: T): void {
    if (this.#tail - this.#head === this.#places.length) this.#grow();
    this.#places[this.#tail++ & (this.#places.length - 1)] = item;
  }

  shift(): T | undefined {
    if (this.#head === this.#tail) return undefined;
    const at = this.#head++ & (this.#places.length - 1);
    const item = this.#places[at];
    this.#places[at] = undefined;
    return item;
  }

  #grow(): void {
    const { length } = this.#places;
    const at = this.#head & (length - 1);
    this.#places = [...this.#places.slice(at), ...this.#places.slice(0, at), ...Array.from<undefined>({ length })];
    this.#head = 0;
    this.#tail = length;
  }
}

/**
 * The least that a loop does which runs async functions one turn at a time: each await ends after the whole microtask
 * queue, and the function has an async context of its own.
 */
export const nativeTurn: Program = (n) => new AsyncLocalStorage<object>().run({}, awaitTurns, n);

async function awaitTurns(n: number): Promise<number> {
  const turn: Turn = {
    then(next: (value: undefined) => void): void {
      queueMicrotask(() => process.nextTick(next));
    },
  };
  return await timed(turn, n);
}

/**
 * The same where a turn ends as on a virtual loop: Node's queues are emptied at once, outside of microtasks, and then the function
 * goes on.
 */
export const drainedTurn: Program = async (n) => {
  let next: (() => void) | undefined;
  const turn: Turn = {
    then(goOn: (value: undefined) => void): void {
      next = () => goOn(undefined);
    },
  };
  const queues = new TickQueue(process);
  const took = new AsyncLocalStorage<object>().run({}, timed, turn, n);
  await new Promise<void>((resolve) => {
    setImmediate(() => {
      while (next !== undefined) {
        const goOn = next;
        next = undefined;
        goOn();
        if (!queues.drain()) throw new Error("Node's queues cannot be emptied at once");
      }
      resolve();
    });
  });
  return await took;
};

async function timed(turn: Turn, n: number): Promise<number> {
  const start = now();
  for (let i = 0; i < n; i += 1) await turn;
  return now() - start;
}

/** What an await needs: something that says when to go on. */
interface Turn {
  then(next: (value: undefined) => void): void;
}
