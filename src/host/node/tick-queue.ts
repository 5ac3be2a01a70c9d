/**
 * Node's queues of ticks and microtasks, emptied at once.
 *
 * `process._tickCallback()` does it, at a third of the price of a microtask and a tick. It is not documented, so that it is tried once.
 */
export class TickQueue {
  readonly #tickCallback: (() => void) | undefined;
  readonly #nextTick: (callback: () => void) => void;
  /** Whether it does what is expected; undefined until it was tried. */
  #works: boolean | undefined = undefined;

  constructor(queues: NodeQueues) {
    this.#tickCallback = queues._tickCallback?.bind(queues);
    this.#nextTick = queues.nextTick.bind(queues);
  }

  /** Run ticks and microtasks until there are none. @returns false if that cannot be done at once */
  drain(): boolean {
    this.#works ??= this.#try();
    if (this.#works) this.#tickCallback?.();
    return this.#works;
  }

  /** Whether a microtask, a tick of it and a microtask of that are run. */
  #try(): boolean {
    let isDrained = false;
    void settled.then(() => this.#nextTick(() => void settled.then(() => (isDrained = true))));
    this.#tickCallback?.();
    return isDrained;
  }
}

/** What `process` has of them. */
interface NodeQueues {
  readonly _tickCallback?: () => void;
  nextTick(callback: () => void): void;
}

const settled = Promise.resolve();
