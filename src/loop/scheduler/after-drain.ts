import { current } from "../../core/context/current.ts";
import type { ParkedCreator, Turn } from "../../core/contracts/loop-core.ts";

/** The rest of a turn whose microtasks are drained: callbacks, and creators of eager children. */
export class AfterDrain implements Turn {
  number = 0;
  readonly #wake: () => void;
  readonly #parked: ParkedCreator[] = [];
  #callbacks: (() => void)[] = [];

  /** @param wake - Wakes the loop, if it waits: native code also goes on between turns. */
  constructor(wake: () => void) {
    this.#wake = wake;
  }

  /** Whether nothing is left to do. */
  get isEmpty(): boolean {
    return this.#callbacks.length === 0 && this.#parked.length === 0;
  }

  park(creator: ParkedCreator): void {
    this.#parked.push(creator);
    this.#wake();
  }

  afterDrain(callback: () => void): void {
    current.microtasksDue = true;
    this.#callbacks.push(callback);
    this.#wake();
  }

  /** Call the callbacks, then let one creator go on, inside the same turn. @returns whether one did: the turn is not over */
  resume(): boolean {
    const callbacks = this.#callbacks;
    if (callbacks.length > 0) {
      this.#callbacks = [];
      for (const callback of callbacks) callback();
    }
    const parked = this.#parked;
    if (parked.length === 0) return false;
    // A child that is itself a parked creator has not ended its first step.
    const at = parked.findLastIndex(({ child }) => !parked.some(({ creator }) => creator === child));
    if (at === -1) return false;
    const [creator] = parked.splice(at, 1);
    creator?.resume();
    return true;
  }

  clear(): void {
    if (this.#parked.length > 0) this.#parked.length = 0;
  }
}
