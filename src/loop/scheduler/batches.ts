import type { Entry, FutureCore } from "../../core/contracts/loop-core.ts";
import { addWaiter, takeWaiters, waitersOf } from "../../core/future-core.ts";
import { isNativeAwait } from "../../core/native/await-in-task.ts";
import type { EngineParts } from "../engine-parts.ts";
import type { Ready } from "./ready.ts";

/**
 * What shares one turn: completions that come in one macrotask, and the native code that awaits one of them, or all. Node settles all of
 * their promises before it runs a microtask, and then runs every reaction, so nothing is drained in between.
 *
 * Only the first of a batch stands in line.
 */
export class Batches {
  /** What shares the turn of an entry, behind it. */
  readonly #behind = new Map<Entry, Entry[]>();

  /** From now on `entry` shares the turn of `first`. */
  join(first: Entry, entry: Entry): void {
    const others = this.#behind.get(first);
    if (others === undefined) this.#behind.set(first, [entry]);
    else others.push(entry);
  }

  /** Take the turns of `first` and of what shares it. Microtasks come first: the native code that they wake shares a turn before other wake-ups. */
  takeTurns(
    first: Entry,
    ready: Ready,
    { probes }: Pick<EngineParts, "probes">,
    takeTurn: (entry: Entry) => void,
  ): void {
    const others = this.#behind.get(first);
    if (others === undefined) return takeTurn(first);
    this.#behind.delete(first);
    const left = [first, ...others];
    const woken: Wake[] = [];
    for (let entry = left.shift(); entry !== undefined; entry = left.shift()) {
      const waiters = waitsFor(entry);
      try {
        takeTurn(entry);
      } catch (error) {
        // The run fails, but what it leaves behind must still be cleaned up.
        for (const { waiter, future } of waiters) addWaiter(future, waiter);
        for (const each of [...woken.map(({ waiter }) => waiter), ...left]) ready.push(each);
        throw error;
      }
      for (const { waiter } of waiters) probes.all?.scheduled?.(waiter);
      woken.push(...waiters);
      if (left.length > 0) probes.all?.joins?.();
    }
    this.wake(woken, ready);
  }

  /** Put who waited at the end of the line: the native code in one turn, as its microtasks come before the turns of all else. */
  wake(woken: readonly Wake[], ready: Ready): void {
    let leader: Entry | undefined = undefined;
    for (const { waiter, future } of woken) {
      if (!isNativeAwait(waiter, future)) continue;
      if (leader !== undefined) this.join(leader, waiter);
      else ready.push((leader = waiter));
    }
    for (const { waiter, future } of woken) if (!isNativeAwait(waiter, future)) ready.push(waiter);
  }

  /** What stands in no line. */
  toArray(): Entry[] {
    return [...this.#behind.values()].flat();
  }
}

/** An entry that waits for a future. */
interface Wake {
  readonly waiter: Entry;
  readonly future: FutureCore;
}

/** Take out who waits for what `entry` settles, if it is a completion. */
function waitsFor({ arrives: future }: Entry): readonly Wake[] {
  return future === undefined ? [] : takeWaiters(future).map((waiter) => ({ waiter, future }));
}

/** Whether native code awaits what a completion settles: only then does it matter what else comes in one macrotask with it. */
export function wakesNativeCode({ arrives }: Entry): boolean {
  return arrives !== undefined && waitersOf(arrives).some((waiter) => isNativeAwait(waiter, arrives));
}
