import { sleep, type Wait } from "timeloom";
import { shared } from "timeloom/testing";

/** A thread that has tried in vain as many times gives up, so that every order comes to an end. */
export const tries = 5;
/** In place of an item: there is none. */
export const none = -1;

/** Items are numbers; what a stack knows of them is which one follows. */
export interface Stack {
  /** Take the top item, or give up and return `none`. */
  pop(): Generator<Wait, number, void>;
  /** Put an item on top, or give up and return false. */
  push(item: number): Generator<Wait, boolean, void>;
}

/** Writes the successor of its own items only, and tags the head, so that no exchange mistakes it for an older one. */
export class TaggedStack implements Stack {
  readonly #top = shared({ head: { item: 0 } }); // a new object for every change is the tag
  readonly #next = shared<Record<number, number>>({ 0: 1, 1: 2, 2: none });

  *pop(): Generator<Wait, number, void> {
    for (let attempt = 0; attempt < tries; attempt++) {
      yield* sleep(0);
      const head = this.#top.head;
      if (head.item === none) return none;
      yield* sleep(0);
      const next = this.#next[head.item] ?? none;
      yield* sleep(0);
      if (this.#top.head !== head) continue;
      this.#top.head = { item: next };
      return head.item;
    }
    return none;
  }

  *push(item: number): Generator<Wait, boolean, void> {
    for (let attempt = 0; attempt < tries; attempt++) {
      yield* sleep(0);
      const head = this.#top.head;
      yield* sleep(0);
      this.#next[item] = head.item;
      yield* sleep(0);
      if (this.#top.head !== head) continue;
      this.#top.head = { item };
      return true;
    }
    return false;
  }
}
