import { AsyncResource, createHook } from "node:async_hooks";
import { withoutPromises } from "./addon-watch.ts";
import { FetchWatch, followFetch } from "./fetch-watch.ts";
import { ServerWatch, StreamWatch } from "./handle-watch.ts";
import type { Operation, OperationOwner, OperationWatch, WatchSettings } from "../../host.ts";
import { BegunOperation, type Watch } from "./watch.ts";
import { traceHere } from "./operation-place.ts";
import type { Resource } from "./resource.ts";
import { watchFor, watchForAccepted } from "./watch-for.ts";

/**
 * Counts the operations of Node that tasks have begun and that have not ended: as long as there is one, something may
 * still arrive from outside, and virtual time must not pass.
 *
 * An `init` hook of `async_hooks` sees what begins. Ends are never announced, but looked up on demand, since the resources
 * themselves know: a hook for `destroy` makes each promise of the process several times slower. Measured on Node 20 / 22 / 24 /
 * 26, `await` of a thenable inside `AsyncLocalStorage`: 233 / 229 / 98 / 92 ns without a hook, 255 / 249 / 97 / 92 ns with this
 * one, 774 / 812 / 626 / 661 ns with `destroy`.
 *
 * The hook does not see `Atomics.waitAsync`, `WebAssembly.compile`, unreferenced timers and sockets, messages from
 * a port or worker that somebody else made, and on Node 20 `FileHandle.readableWebStream()`.
 */
export class Accounting<O extends OperationOwner> implements OperationWatch<O> {
  readonly #ownerNow: () => O | undefined;
  readonly #places: boolean;
  readonly #hook: { enable(): unknown; disable(): unknown };
  #unfollow: (() => void) | undefined = undefined;
  /** In order of beginning. */
  readonly #operations = new Set<BegunOperation<O>>();
  /** How many operations make it worth looking for ended ones. */
  #pruneAt = 64;
  /** Whether something began, ended or was put off since the last macrotask: its callbacks may be only half done. */
  #stirred = false;

  constructor({ ownerNow, places = false }: WatchSettings<O>) {
    this.#ownerNow = ownerNow;
    this.#places = places;
    const init = (asyncId: number, type: string, triggerAsyncId: number, resource: object): void => {
      // The most frequent types by far: the loop itself takes its turns by microtasks and ticks.
      if (type === "PROMISE" || type === "Microtask") return;
      if (type === "TickObject") this.#tick();
      else this.#began(asyncId, type, triggerAsyncId, resource);
    };
    this.#hook = createHook({ init, ...withoutPromises });
  }

  /** Begin to see operations. Earlier ones stay unseen. */
  start(): void {
    this.#hook.enable();
    this.#unfollow ??= followFetch({
      requested: () => this.#fetchRequested(),
      sent: (owner, handle) => this.#fetchSent(owner, handle),
    });
  }

  /** Stop seeing operations, and forget all of them. */
  stop(): void {
    this.#hook.disable();
    this.#unfollow?.();
    this.#unfollow = undefined;
    for (const { watch } of this.#operations) watch.dispose?.();
    this.#operations.clear();
    this.#stirred = false;
  }

  /** The operations that may still call back, in order of beginning. */
  outstanding(): Operation<O>[] {
    this.#look();
    return [...this.#operations].filter((operation) => operation.underway);
  }

  /**
   * Whether nothing outside can call back, and everything that called back has run to its end.
   *
   * After something has happened, this is true only from the next `onceChanged()` on, since callbacks of this macrotask may
   * not be over. A program that uses nothing of Node never has to wait for a macrotask.
   */
  idle(): boolean {
    if (this.#operations.size > 0 && this.#look()) return false;
    return !this.#stirred;
  }

  /**
   * Call `wake` once, in a macrotask of its own and from the root context, when something may have changed.
   *
   * Waiting takes no processor time: anything that libuv delivers wakes it, and a timer looks every millisecond.
   *
   * @returns a function that gives up
   */
  onceChanged(wake: () => void): () => void {
    return root.runInAsyncScope(() => {
      // An unreferenced immediate runs once libuv has delivered something, and does not keep libuv from waiting.
      const immediate = setImmediate(() => changed());
      const timer = this.#stirred ? undefined : setTimeout(() => changed(), pollMs);
      if (!this.#stirred) immediate.unref();
      const giveUp = (): void => {
        clearImmediate(immediate);
        clearTimeout(timer);
      };
      const changed = (): void => {
        giveUp();
        this.#look();
        // A macrotask begins when all ticks and microtasks of the ones before are drained.
        this.#stirred = false;
        wake();
      };
      return giveUp;
    });
  }

  #tick(): void {
    if (!this.#stirred && this.#ownerNow() !== undefined) this.#stirred = true;
  }

  #began(asyncId: number, type: string, triggerAsyncId: number, resource: Resource): void {
    const owner = this.#ownerNow();
    if (owner !== undefined) this.#keep(asyncId, type, owner, watchFor(type, asyncId, resource, owner));
    else if (this.#operations.size > 0) this.#beganOutside(asyncId, type, triggerAsyncId, resource);
  }

  /**
   * An operation in nobody's context may have been triggered by another one: a connection by its server, and by an addon's work
   * anything that its callback begins, since Node 24 and 26 lose the context there.
   */
  #beganOutside(asyncId: number, type: string, triggerAsyncId: number, resource: Resource): void {
    for (const { asyncId: id, owner, watch } of this.#operations) {
      if (id !== triggerAsyncId) continue;
      const isServer = watch instanceof ServerWatch;
      const next = isServer ? watchForAccepted(type, resource) : watchFor(type, asyncId, resource, owner);
      this.#keep(asyncId, type, owner, next);
      return;
    }
  }

  #fetchRequested(): FetchWatch<O> | undefined {
    const owner = this.#ownerNow();
    if (owner === undefined) return undefined;
    const watch = new FetchWatch(owner);
    this.#keep(undefined, "fetch", owner, watch);
    return watch;
  }

  #fetchSent(owner: O, handle: Resource): void {
    for (const operation of this.#operations) {
      if (operation.watch.watches?.(handle) !== true) continue;
      operation.owner = owner;
      return;
    }
    this.#keep(undefined, "fetch", owner, new StreamWatch(handle));
  }

  #keep(asyncId: number | undefined, type: string, owner: O, watch: Watch | undefined): void {
    if (watch === undefined) return;
    if (this.#operations.size >= this.#pruneAt) {
      this.#look();
      this.#pruneAt = Math.max(64, 2 * this.#operations.size);
    }
    this.#operations.add(new BegunOperation(asyncId, type, owner, watch, this.#places ? traceHere() : undefined));
  }

  /** Ask every operation how far it is, and drop the ended ones. @returns whether one is under way */
  #look(): boolean {
    let underway = false;
    for (const operation of this.#operations) {
      const progress = operation.watch.progress();
      if (progress === "underway") {
        underway = true;
        operation.underway = true;
        continue;
      }
      if (operation.underway) this.#stirred = true;
      operation.underway = false;
      if (progress === "ended") {
        operation.watch.dispose?.();
        this.#operations.delete(operation);
      }
    }
    return underway;
  }
}

// Captured when the module loads, so that fake timers cannot stop the loop.
const { setImmediate, clearImmediate, setTimeout, clearTimeout } = globalThis;

/** Wake-ups start here, so that nobody's context leaks into them. */
const root = new AsyncResource("timeloom.accounting", { requireManualDestroy: true });

/** The longest time that a change without a libuv event (a timer, a closed handle) goes unseen. */
const pollMs = 1;
