import type { Context } from "../context/context.ts";
import type { Future } from "../future.ts";
import { Handle } from "./handle.ts";

/** A done callback: made when it is added, scheduled when the future is done. */
export class DoneCallback extends Handle {
  readonly callback: (future: Future<unknown>) => unknown;

  constructor(future: Future<unknown>, callback: (future: Future<unknown>) => unknown, context: Context) {
    super(future.loop, () => callback(future), context);
    this.callback = callback;
  }
}

/** A done callback of timeloom itself: no context, no error, no microtasks. */
export class Reaction {
  readonly key = "callback";
  readonly skipped = false;
  readonly runTurn: () => void;

  constructor(react: () => void) {
    this.runTurn = react;
  }
}
