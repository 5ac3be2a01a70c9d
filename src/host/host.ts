/**
 * What timeloom wants of the JavaScript engine around it and of the platform: everything that the language itself does not
 * give. Knows nothing of loops and tasks.
 */
export interface Host {
  /** Milliseconds of real time since some moment; never goes back. */
  nowMs(): number;
  /** A number in `[0, 1)`, by chance. */
  random(): number;
  /** The async context outside of any program. */
  readonly root: CapturedContext;
  /**
   * Prepare to call back, in the caller's async context, when the microtasks are drained, at any depth.
   *
   * @returns what asks for one such call
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
  /** Remember the caller's async context, so that it reaches what runs in it later. */
  readonly captureContext: () => CapturedContext;
  /** Count operations of the platform, if it shows them; else virtual time cannot wait for them. */
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
  /** Set it until the end of the scope that `runInAsyncScope()` has entered. */
  enterWith(store: S): void;
}

/** An async context that can be entered later, in the shape of Node's `AsyncResource`. */
export interface CapturedContext {
  runInAsyncScope<R, A extends unknown[]>(body: (...args: A) => R, thisArg?: unknown, ...args: A): R;
}

/** Begin to count the operations of the platform. */
type WatchOperations = <O extends OperationOwner>(settings: WatchSettings<O>) => OperationWatch<O>;

/** Who begins operations: a task is one. */
export interface OperationOwner {
  /** Whether it has started, has not finished, and waits on nothing that its loop knows. */
  readonly isUnknown: boolean;
  /** Grows whenever it is resumed. */
  readonly moves: number;
}

/** Options of `watchOperations()`. */
export interface WatchSettings<O extends OperationOwner> {
  /** The owner in whose context the caller runs, or undefined if that is nobody of this loop. */
  readonly ownerNow: () => O | undefined;
  /** Record where operations are begun, which costs some microseconds each. Default: false. */
  readonly places?: boolean;
}

/** The operations of the platform that have begun and not ended. */
export interface OperationWatch<O> {
  /** Begin to see operations. Those of before stay unseen. */
  start(): void;
  /** Stop seeing operations, and forget those that were seen. */
  stop(): void;
  /** What may still call back, in order of beginning. */
  outstanding(): Operation<O>[];
  /** Whether nothing outside can call back, and everything that did has run to its end. */
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
  /** Who began it, or for a connection that is used again: who uses it. */
  readonly owner: O;
  /** Where it was begun, if places are recorded: the first line of the stack that is not the platform's own. */
  readonly place: string | undefined;
}
