import type { Context } from "../context/context.ts";
import type { Entry, FutureCore } from "../contracts/loop-core.ts";
import { Handle } from "./handle.ts";

/** A done callback: made when it is added, scheduled when the future is done. */
export class DoneCallback<F extends FutureCore> extends Handle {
  readonly callback: (future: F) => unknown;

  constructor(future: F, callback: (future: F) => unknown, context: Context) {
    super(future.loop, () => callback(future), context);
    this.callback = callback;
  }
}

/** A done callback of timeloom itself: no context, no error, no microtasks. */
export class Reaction implements Entry {
  readonly kind = "callback";
  readonly title = "a callback";
  readonly runTurn: () => void;
  readonly hears: FutureCore | undefined;

  /** @param hears - Whose failure `react` takes note of. It counts as heard also if the loop ends before this turn. */
  constructor(react: () => void, hears?: FutureCore) {
    this.runTurn = react;
    this.hears = hears;
  }
}
