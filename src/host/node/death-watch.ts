import { executionAsyncId } from "node:async_hooks";
import type { DeathWatcher } from "../host.ts";

/**
 * Asks watchers about what would end the process, before anybody else hears of it.
 *
 * Node tells it by `process.emit()`, which is replaced while somebody watches: a listener could neither keep what it knows from
 * the others, nor leave to Node what it does not know.
 *
 * @see {@link https://nodejs.org/api/process.html#event-unhandledrejection | process: unhandledRejection}
 */
export class DeathWatch {
  readonly #watchers: DeathWatcher[] = [];
  /** The function that `#asking` stood for last. */
  #emit: Emit | undefined = undefined;
  #isInstalled = false;
  readonly #asking: Emit = (event, ...args) =>
    this.#takes(event, args) || this.#emit?.call(process, event, ...args) === true;

  /** @returns a function that ends the watch */
  watch(watcher: DeathWatcher): () => void {
    this.#watchers.push(watcher);
    if (this.#watchers.length === 1) this.#install();
    return () => {
      // Most often the last to begin is the first to end: that is quick.
      if (this.#watchers.at(-1) === watcher) this.#watchers.pop();
      else this.#watchers.splice(this.#watchers.indexOf(watcher), 1);
      if (this.#watchers.length === 0) this.#uninstall();
    };
  }

  #install(): void {
    // Whoever has wrapped it meanwhile still calls it.
    if (this.#isInstalled) return;
    // oxlint-disable-next-line typescript/unbound-method -- called with the process as its receiver
    this.#emit = process.emit as Emit;
    process.emit = this.#asking as typeof process.emit;
    this.#isInstalled = true;
  }

  #uninstall(): void {
    if (process.emit !== this.#asking) return;
    process.emit = this.#emit as typeof process.emit;
    this.#isInstalled = false;
  }

  #takes(event: unknown, [first, second]: readonly unknown[]): boolean {
    switch (event) {
      case "unhandledRejection":
        return this.#watchers.some((watcher) => watcher.unhandled(first, second as object));
      case "rejectionHandled":
        return this.#watchers.some((watcher) => watcher.handled(first as object));
      case "uncaughtException":
        return (this.#watchers.some((watcher) => watcher.uncaught(first)) || this.#takesLost(first)) && goOn();
      default:
        return false;
    }
  }

  /** Of a callback of `queueMicrotask()` Node 20 and 22 have left the async context when they tell what it threw, and are in none. */
  #takesLost(error: unknown): boolean {
    return losesContext && executionAsyncId() === 0 && this.#watchers.some((watcher) => watcher.lost?.(error) === true);
  }
}

const losesContext = Number.parseInt(process.versions.node, 10) < 24;

/**
 * Node goes on with its ticks after an exception that somebody takes, in an immediate. It asks `node:timers` for one, which may be a fake.
 */
function goOn(): true {
  setImmediate(() => undefined);
  return true;
}

// Captured when the module loads, so that somebody's fake timers cannot stop the host.
const { setImmediate } = globalThis;

type Emit = (event: unknown, ...args: readonly unknown[]) => boolean;
