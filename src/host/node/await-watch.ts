import { createHook, executionAsyncId } from "node:async_hooks";
import type { AwaitWatcher } from "../host.ts";

/**
 * Finds awaits of native promises that settle by themselves: code after such an `await` goes on within the same turn.
 *
 * An `await` makes a promise of its own, whose trigger is the awaited promise, and which has a `before` event when the code goes on. An
 * `await` of something else wraps the value in another promise first, at the same place; the wrapper has a `before` event only if the value
 * is a thenable, as everything of timeloom is. The hook costs microseconds per promise.
 */
export class AwaitWatch {
  readonly #watcher: AwaitWatcher;
  readonly #hook: { enable(): unknown; disable(): unknown };
  /** Awaits whose code has not gone on, by the id of their promise. */
  readonly #awaits = new Map<number, Await>();
  /** Wrappers of what is no promise, by id. */
  readonly #wrappers = new Set<number>();
  #last: { readonly id: number; readonly frame: string } | undefined = undefined;
  /** How many promises it has looked at. */
  #looked = 0;
  /** How many thenables were awaited. */
  #thenables = 0;

  constructor(watcher: AwaitWatcher) {
    this.#watcher = watcher;
    this.#hook = createHook({
      init: (id, type, trigger) => type === "PROMISE" && this.#made(id, trigger),
      before: (id) => this.#goesOn(id),
    });
  }

  start(): void {
    this.#hook.enable();
  }

  stop(): void {
    this.#hook.disable();
    this.#awaits.clear();
    this.#wrappers.clear();
  }

  #made(id: number, trigger: number): void {
    const turn = this.#watcher.turnHere();
    const last = this.#last;
    this.#last = undefined;
    // The promise that an async function returns is triggered by its caller.
    if (turn === undefined || trigger === executionAsyncId()) return;
    if (this.#looked++ >= mostLooked) {
      this.#hook.disable();
      return;
    }
    const { stack, frame } = stackHere();
    if (last?.id === trigger && last.frame === frame) {
      this.#awaits.delete(trigger);
      this.#wrappers.add(trigger);
    } else if (!frame.endsWith("(<anonymous>)") && !frame.includes("node:")) {
      this.#awaits.set(id, { turn, thenables: this.#thenables, stack });
      this.#last = { id, frame };
    }
  }

  #goesOn(id: number): void {
    if (this.#wrappers.delete(id)) this.#thenables += 1;
    const begun = this.#awaits.get(id);
    if (begun === undefined) return;
    this.#awaits.delete(id);
    const { turn, thenables, stack } = begun;
    if (turn === this.#watcher.turnHere() && thenables === this.#thenables) this.#watcher.settled(stack);
  }
}

interface Await {
  /** The turn in which it began. */
  readonly turn: number;
  /** How many thenables had been awaited then. */
  readonly thenables: number;
  readonly stack: string;
}

/** The stack of the code that made a promise, and its innermost frame. */
function stackHere(): { readonly stack: string; readonly frame: string } {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = depth;
  const lines = (new Error().stack ?? "").split("\n").slice(1);
  Error.stackTraceLimit = limit;
  // Above the code are this function, the hook and what Node calls the hook from.
  const first = lines.findIndex((line, at) => at >= ownFrames && !line.includes("node:internal/async_hooks"));
  return { stack: ["Error", ...lines.slice(first)].join("\n"), frame: lines[first] ?? "" };
}

/** Promises that are looked at: more would tell no more, and hold up a body that runs for long. */
const mostLooked = 5_000;
/** Frames that are looked at. */
const depth = 20;
/** `stackHere()`, `#made()` and the hook. */
const ownFrames = 3;
