/**
 * What timeloom needs from the JavaScript engine and the platform: everything that the language itself does not
 * provide. A host knows nothing of loops and tasks.
 */
export interface Host {
  /** Milliseconds of real time since some moment; never goes back. */
  nowMs(): number;
  /** A random number in `[0, 1)`. */
  random(): number;
  /** The async context outside of any program. */
  readonly root: CapturedContext;
  /**
   * Prepare to call back, in the caller's async context, when the microtasks are drained, at any depth.
   *
   * @returns a function that requests one such call
   */
  afterMicrotasks(callback: () => void): () => void;
  /** Call back, in the root context, once the host has had its turn. @returns a function that gives up */
  afterMacrotask(callback: () => void): () => void;
  /**
   * Call back, in the root context, after about `delayMs` milliseconds of real time.
   *
   * @returns a function that gives up
   */
  afterDelay(delayMs: number, callback: () => void, settings?: DelaySettings): () => void;
  /** Keep the process alive, whatever else it waits for. @returns a function that lets go */
  keepAlive(): () => void;
  /** Make a variable that follows asynchronous control flow. */
  createStorage<S extends object>(): ContextStorage<S>;
  /** Remember the caller's async context, so that later code can run in it. */
  readonly captureContext: () => CapturedContext;
  /** Count operations of the platform. If it does not show them, virtual time cannot wait for them. */
  readonly watchOperations?: WatchOperations;
}

/** Options of `afterDelay()`. */
export interface DelaySettings {
  /** Whether the process stays alive for it. Default: true. */
  readonly keepsAlive?: boolean;
}

/** A variable that follows asynchronous control flow, in the shape of Node's `AsyncLocalStorage`. */
export interface ContextStorage<S extends object> {
  getStore(): S | undefined;
  run<R>(store: S, body: () => R): R;
  /** Set the variable until the end of the scope that `runInAsyncScope()` has entered. */
  enterWith(store: S): void;
}

/** An async context that can be entered later, in the shape of Node's `AsyncResource`. */
export interface CapturedContext {
  runInAsyncScope<R, A extends unknown[]>(body: (...args: A) => R, thisArg?: unknown, ...args: A): R;
}

/** Begin to count the operations of the platform. */
type WatchOperations = <O extends OperationOwner>(settings: WatchSettings<O>) => OperationWatch<O>;

/** The owner of operations, such as a task. */
export interface OperationOwner {
  /** Whether it has started, has not finished, and waits on nothing that its loop knows. */
  readonly isUnknown: boolean;
  /** Grows whenever it is resumed. */
  readonly moves: number;
}

/** Options of `watchOperations()`. */
export interface WatchSettings<O extends OperationOwner> {
  /** The owner in whose context the caller runs, or undefined if the loop has no such owner. */
  readonly ownerNow: () => O | undefined;
  /** Record where operations are begun, which costs some microseconds each. Default: false. */
  readonly places?: boolean;
}

/** The operations of the platform that have begun and not ended. */
export interface OperationWatch<O> {
  /** Begin to see operations. Earlier ones stay unseen. */
  start(): void;
  /** Stop seeing operations, and forget all of them. */
  stop(): void;
  /** The operations that may still call back, in order of beginning. */
  outstanding(): Operation<O>[];
  /** Whether nothing outside can call back, and everything that called back has run to its end. */
  idle(): boolean;
  /**
   * Call `wake` once, in a macrotask of its own, when something may have changed.
   *
   * @returns a function that gives up
   */
  onceChanged(wake: () => void): () => void;
}

/** Something outside of the loop that may still call back. */
export interface Operation<O> {
  /** What it is, in the words of the platform: `FSREQPROMISE`, `TCPWRAP`, `Timeout`, … or `fetch`. */
  readonly type: string;
  /** The owner that began it; for a connection that is used again, the owner that uses it. */
  readonly owner: O;
  /** Where it began, if places are recorded: the first line of the stack that is not the platform's own. */
  readonly place: string | undefined;
}
