import { AsyncResource, createHook } from "node:async_hooks";
import { adopt, followAccepted } from "./follow-accepted.ts";
import { withoutPromises } from "./addon-watch.ts";
import { FetchWatch, followFetch } from "./fetch-watch.ts";
import { Connection } from "./connection.ts";
import { Connections } from "./connections.ts";
import { ServerWatch } from "./handle-watch.ts";
import type { Operation, OperationOwner, OperationWatch, WatchSettings } from "../../host.ts";
import { BegunOperation, type Watch } from "./watch.ts";
import { traceHere } from "./operation-place.ts";
import type { Resource } from "./resource.ts";
import { type Begun, isConnection, watchFor } from "./watch-for.ts";
import { isOfHttp2, isPartOfStream } from "./write-watch.ts";

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
  readonly #places: () => boolean;
  readonly #socketsAreSimulated: () => boolean;
  readonly #hook: { enable(): unknown; disable(): unknown };
  readonly #unfollow: (() => void)[] = [];
  /** In order of beginning. */
  readonly #operations = new Set<BegunOperation<O>>();
  readonly #connections = new Connections();
  /** How many operations make it worth looking for ended ones. */
  #pruneAt = 64;
  /** Whether something began, ended or was put off since the last macrotask: its callbacks may be only half done. */
  #stirred = false;
  /** Whether the last look found that bytes have moved. */
  #moved = false;

  constructor({ ownerNow, places = () => false, socketsAreSimulated = () => false }: WatchSettings<O>) {
    this.#ownerNow = ownerNow;
    this.#places = places;
    this.#socketsAreSimulated = socketsAreSimulated;
    const init = (asyncId: number, type: string, triggerAsyncId: number, resource: object): void => {
      // The most frequent types by far: the loop itself takes its turns by microtasks and ticks.
      if (type === "PROMISE" || type === "Microtask") return;
      if (type === "TickObject") this.#tick();
      else this.#began({ type, asyncId, triggerAsyncId, resource });
    };
    this.#hook = createHook({ init, ...withoutPromises });
  }

  /** Begin to see operations. Earlier ones stay unseen. */
  start(): void {
    this.#hook.enable();
    if (this.#unfollow.length > 0) return;
    this.#unfollow.push(
      followFetch({
        requested: () => this.#fetchRequested(),
        sent: (request, handle) => this.#fetchSent(request, handle),
      }),
      followAccepted((handle) => {
        const operation = this.#operationOn(this.#connections.of(handle));
        if (operation !== undefined) adopt(handle, operation.type);
      }),
    );
  }

  /** Stop seeing operations, and forget all of them but servers and connections, which a later run may use. */
  stop(): void {
    this.#hook.disable();
    for (const unfollow of this.#unfollow.splice(0)) unfollow();
    for (const operation of this.#operations) {
      const { watch } = operation;
      if (watch instanceof Connection || watch instanceof ServerWatch) continue;
      watch.dispose?.();
      this.#operations.delete(operation);
    }
    this.#stirred = false;
  }

  /** The operations that may still call back, in order of beginning. */
  outstanding(until: "soon" | "ever" = "soon"): Operation<O>[] {
    this.#look();
    const asked = until === "ever" ? isOpen : isUnderway;
    return [...this.#operations].filter(asked);
  }

  /** What may still call back, whether or not Node stays alive for it, in order of beginning. */
  left(): Operation<O>[] {
    return [...this.#operations].filter(({ mayCallBack }) => mayCallBack);
  }

  /**
   * Whether nothing outside can call back, and everything that called back has run to its end.
   *
   * After something has happened, this is true only from the next `onceChanged()` on, since callbacks of this macrotask may
   * not be over. A program that uses nothing of Node never has to wait for a macrotask.
   */
  idle(until: "soon" | "ever" = "soon"): boolean {
    if (this.#operations.size > 0 && this.#look()) return false;
    if (this.#stirred) return false;
    return until === "soon" || ![...this.#operations].some(isOpen);
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
        this.#connections.listened(performanceNow());
        this.#look();
        // A macrotask begins when all ticks and microtasks of the ones before are drained. But what libuv has just delivered may
        // make Node's native code send something, later in this round.
        this.#stirred = this.#moved;
        wake();
      };
      return giveUp;
    });
  }

  #tick(): void {
    if (!this.#stirred && this.#ownerNow() !== undefined) this.#stirred = true;
  }

  #began(begun: Begun): void {
    if (this.#isPartOfConnection(begun)) return;
    const owner = this.#ownerNow();
    if (owner === undefined) {
      if (this.#operations.size > 0) this.#beganOutside(begun);
      return;
    }
    const { type, asyncId, resource } = begun;
    const known = isConnection(type) ? this.#connections.of(resource.handle ?? resource) : undefined;
    if (known !== undefined) this.#handOver(known, { owner, asyncId });
    else this.#keep(asyncId, type, owner, watchFor(begun, owner, this.#connections));
  }

  /** Writes, ends and layers of a connection are no operations of their own: whether their bytes can move depends on the other end. */
  #isPartOfConnection({ type, triggerAsyncId, resource }: Begun): boolean {
    const connections = this.#connections;
    if (type === "TLSWRAP") connections.secures(resource);
    else if (type === "PIPECONNECTWRAP") connections.connects(this.#connectionOf(triggerAsyncId), resource.address);
    else if (type === "HTTP2STREAM") this.#stirred = true;
    else if (type === "SHUTDOWNWRAP" || type === "WRITEWRAP") {
      const { handle } = resource;
      const connection = handle ? connections.below(handle) : this.#connectionOf(triggerAsyncId);
      if (type === "SHUTDOWNWRAP") connection?.end();
      if (!handle) return connection?.isSocket === true;
      if (isOfHttp2(handle)) this.#stirred = true;
      return isPartOfStream(handle, connections);
    }
    return false;
  }

  /**
   * An operation in nobody's context may have been triggered by another one: a connection by its server, and by an addon's work
   * anything that its callback begins, since Node 24 and 26 lose the context there.
   */
  #beganOutside(begun: Begun): void {
    const { type, asyncId, resource } = begun;
    const cause = this.#operationOf(begun.triggerAsyncId);
    if (cause === undefined) return;
    const { owner, watch } = cause;
    if (!(watch instanceof ServerWatch)) this.#keep(asyncId, type, owner, watchFor(begun, owner, this.#connections));
    else if (isConnection(type)) this.#keep(asyncId, type, owner, this.#connections.accepted(resource, watch.handle));
  }

  #connectionOf(asyncId: number): Connection | undefined {
    const watch = this.#operationOf(asyncId)?.watch;
    return watch instanceof Connection ? watch : undefined;
  }

  #operationOf(asyncId: number): BegunOperation<O> | undefined {
    for (const operation of this.#operations) if (operation.asyncId === asyncId) return operation;
    return undefined;
  }

  #operationOn(connection: Connection | undefined): BegunOperation<O> | undefined {
    if (connection === undefined) return undefined;
    for (const operation of this.#operations) if (operation.watch === connection) return operation;
    return undefined;
  }

  /** A kept connection is used again, perhaps by somebody else. */
  #handOver(
    connection: Connection,
    now: { readonly owner: O; readonly asyncId?: number; readonly trace?: Error },
  ): void {
    const operation = this.#operationOn(connection);
    if (operation !== undefined) Object.assign(operation, now);
  }

  #fetchRequested(): FetchWatch<O> | undefined {
    const owner = this.#ownerNow();
    if (owner === undefined || this.#socketsAreSimulated()) return undefined;
    const watch = new FetchWatch(owner);
    this.#add(new BegunOperation(undefined, "fetch", owner, watch, watch.trace));
    return watch;
  }

  #fetchSent(request: FetchWatch<O>, handle: Resource): void {
    const { owner, trace } = request;
    let connection = this.#connections.of(handle);
    if (connection === undefined) {
      connection = this.#connections.opened(handle);
      this.#add(new BegunOperation(undefined, "fetch", owner, connection, trace));
    } else this.#handOver(connection, { owner, trace });
    connection.request = request;
  }

  #keep(asyncId: number | undefined, type: string, owner: O, watch: Watch | undefined): void {
    if (watch === undefined) return;
    // Who has opened a connection is worth its price.
    const trace = this.#places() || watch instanceof Connection ? traceHere() : undefined;
    this.#add(new BegunOperation(asyncId, type, owner, watch, trace));
  }

  #add(operation: BegunOperation<O>): void {
    if (this.#operations.size >= this.#pruneAt) {
      this.#look();
      this.#pruneAt = Math.max(64, 2 * this.#operations.size);
    }
    this.#operations.add(operation);
  }

  /** Ask every operation how far it is, and drop the ended ones. @returns whether one is under way */
  #look(): boolean {
    this.#moved = this.#connections.look();
    if (this.#moved) this.#stirred = true;
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

function isUnderway(operation: BegunOperation<OperationOwner>): boolean {
  return operation.underway;
}

function isOpen({ underway, watch }: BegunOperation<OperationOwner>): boolean {
  return underway || watch.isOpen?.() === true;
}

// Captured when the module loads, so that fake timers cannot stop the loop.
const { setImmediate, clearImmediate, setTimeout, clearTimeout } = globalThis;
const performanceNow = performance.now.bind(performance);

/** Wake-ups start here, so that nobody's context leaks into them. */
const root = new AsyncResource("timeloom.accounting", { requireManualDestroy: true });

/** The longest time that a change without a libuv event (a timer, a closed handle) goes unseen. */
const pollMs = 1;
