import type { Strand, TaskCore, WaitSource } from "../contracts/loop-core.ts";

/**
 * What the native code of a task awaits at present, and who gets a cancellation of it.
 *
 * An `await` never tells the loop whether anybody still listens to it: `Promise.race` leaves its losers behind. Awaits of one
 * era began without one of them ending in between; the awaits of the last era are the latest.
 *
 * | Native code | Awaits, the latest in brackets | A cancellation goes to |
 * | --- | --- | --- |
 * | `await a` | `[a]` | a |
 * | `await Promise.all([a, b])` | `[a b]` | a and b: the first that ends rejects the whole |
 * | the same, after a has ended | `[b]` | b; perhaps `all` was left by an error, so look afterwards |
 * | `await Promise.race([a, b])` | `[a b]` | a and b |
 * | the same, after a has won and `await c` has begun | `b [c]` | b and c; c is listened to |
 * | the same, `await native` instead of c | `b` | b; nobody may listen, so look afterwards |
 * | `b` was woken in its last era and has not resumed | `[b]` | b, when it resumes: instead of its result |
 *
 * "Look afterwards": when the microtasks are drained and the task has not moved, a leftover took the cancellation, and the next
 * wait of the task gets it once more.
 */
export class LeftoverAwaits {
  readonly #task: TaskCore;
  /** The awaits in progress, in order of beginning: none, one, or (`Promise.all`) several. */
  #awaits: Strand | Set<Strand> | undefined = undefined;
  /** Grows when native code goes on to its next await. */
  #era = 0;
  /** Whether an await has ended since the last one began: native code may have gone on. */
  #mayHaveGoneOn = false;
  /** Whether the last cancellation went only to awaits that nobody may listen to. */
  #owed = false;
  /** Grows whenever the task's native code is seen to move. */
  moves = 0;

  constructor(task: TaskCore) {
    this.#task = task;
  }

  add(strand: Strand): void {
    this.moves += 1;
    this.goesOn(strand);
    if (this.#awaits === undefined) this.#awaits = strand;
    else if (this.#awaits instanceof Set) this.#awaits.add(strand);
    else this.#awaits = new Set([this.#awaits, strand]);
  }

  /** Native code goes on to `strand`, or by it. */
  goesOn(strand: Strand): void {
    if (this.#mayHaveGoneOn) {
      this.#mayHaveGoneOn = false;
      this.#era += 1;
    }
    strand.era = this.#era;
  }

  /** @returns false if `strand` was not in progress: a task that has ended left it behind */
  delete(strand: Strand): boolean {
    this.#mayHaveGoneOn = true;
    const awaits = this.#awaits;
    if (awaits instanceof Set) {
      const had = awaits.delete(strand);
      if (awaits.size === 0) this.#awaits = undefined;
      return had;
    }
    if (awaits !== strand) return false;
    this.#awaits = undefined;
    return true;
  }

  /** The awaits in progress, in order of beginning. */
  list(): Strand[] {
    if (this.#awaits === undefined) return [];
    return this.#awaits instanceof Set ? [...this.#awaits] : [this.#awaits];
  }

  /** The awaits on the loop, without nested native code. */
  #onLoop(): Strand[] {
    return this.list().filter(({ waitingOn }) => waitingOn?.isNative !== true);
  }

  /** What a single unwoken await waits on, for `Task.cancel()` to go on there. The await takes the cancellation. */
  passOn(): WaitSource | undefined {
    const [only, another] = this.#onLoop();
    if (only?.waitingOn?.woken() !== false || another !== undefined) return undefined;
    this.take(only);
    return only.waitingOn;
  }

  /**
   * Cancel all awaits.
   *
   * @returns whether the cancellation is on its way
   */
  cancel(message: string | undefined): boolean {
    const awaits = this.#onLoop();
    const latest = awaits.filter((strand) => this.#isLatest(strand));
    // An await that is woken but has not resumed gets the error instead of its result.
    const isWoken = latest.some(({ waitingOn }) => waitingOn === undefined || waitingOn.woken());
    const takers = (isWoken ? latest : awaits).filter(({ waitingOn }) => waitingOn?.cancelWait(message) === true);
    if (isWoken || takers.length === 0) return false;
    this.#owed = this.#mayHaveGoneOn || !takers.some((strand) => latest.includes(strand));
    return true;
  }

  /** An await takes the cancellation that was due. */
  take(strand: Strand): void {
    this.#owed = this.#mayHaveGoneOn || !this.#isLatest(strand);
  }

  /** The cancelled await may be a leftover: it was one if the task has not moved when the microtasks are drained. */
  settleDebt(): void {
    if (!this.#owed) return;
    this.#owed = false;
    const before = this.moves;
    this.#task.loop.turn.afterDrain(() => {
      const { cancellation } = this.#task;
      if (this.#task.done() || !cancellation || cancellation.requests === 0 || this.moves !== before) return;
      if (!this.cancel(cancellation.message)) cancellation.postpone(cancellation.message);
    });
  }

  /** Whether native code has not gone on to another await since it began `strand`: it may still listen. */
  #isLatest(strand: Strand): boolean {
    return strand.era === this.#era;
  }
}
