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
  /**
   * Run all that waits in the host's own queues, ticks and microtasks at any depth, before this returns. Only for callers that the
   * host has called itself, not from inside a microtask.
   *
   * @returns false if the host cannot: then a macrotask does it
   * @throws What a tick throws; the rest of the queues is left to the host then.
   */
  drain(): boolean;
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
  /**
   * Call back, in the root context, whenever the process gets `signal`, such as `"SIGTERM"`. It does not end the process then.
   *
   * @returns a function that gives up
   * @throws {Error} If the signal cannot be caught.
   */
  onSignal(signal: string, callback: () => void): () => void;
  /** Whether signals come to this thread. */
  readonly hearsSignals: boolean;
  /** The signals that the platform has, by name, with their numbers. */
  readonly signals: Readonly<Record<string, number>>;
  /** Ask `watcher` about all that would end the process, before anybody else. @returns a function that ends the watch */
  watchDeaths(watcher: DeathWatcher): () => void;
  /** Make a variable that follows asynchronous control flow. */
  createStorage<S extends object>(): ContextStorage<S>;
  /** Remember the caller's async context, so that later code can run in it. */
  readonly captureContext: () => CapturedContext;
  /** Count operations of the platform. If it does not show them, virtual time cannot wait for them. */
  readonly watchOperations?: WatchOperations;
  /** Make a watch for awaits of native promises that settle by themselves, if the platform shows promises. */
  readonly watchAwaits?: (watcher: AwaitWatcher) => AwaitWatch;
  /** Watch what the program waits for that is no operation of the platform, if there is such a thing. */
  readonly watchForeignWork?: () => ForeignWork | undefined;
}

/** Hears of awaits of native promises. */
export interface AwaitWatcher {
  /** The number of the turn that runs; undefined for code that is not of interest. */
  turnHere(): number | undefined;
  /** Code has gone on after an `await` of a native promise, in the turn in which the await began. @param stack - Where it stands. */
  settled(stack: string): void;
}

/** Watches awaits from `start()` to `stop()`. */
export interface AwaitWatch {
  start(): void;
  stop(): void;
}

/** Work that somebody else does for the program, such as a test runner that loads its modules. */
export interface ForeignWork {
  /** Whether an answer is to come. @param isAwaited - Whether somebody waits for a promise that nobody has been seen to settle. */
  any(isAwaited: boolean): boolean;
  /** One line for each answer that is to come. */
  describe(): readonly string[];
}

/** Takes what would end the process, if it knows whose it is. Called in the async context in which it happened. */
export interface DeathWatcher {
  /** Nobody has handled `promise` so far, which is rejected with `reason`. @returns whether it is taken */
  unhandled(reason: unknown, promise: object): boolean;
  /** Somebody has, after all. */
  handled(promise: object): boolean;
  /** Nobody has caught `error`. */
  uncaught(error: unknown): boolean;
  /** Nobody has caught `error`, and nobody has taken it: the host has lost the async context in which it was thrown. */
  lost?(error: unknown): boolean;
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
  /** Whether to record where operations are begun, which costs some microseconds each. Default: no. */
  readonly places?: () => boolean;
  /** Whether the sockets of the caller are simulated, so that nothing of `fetch` is outside. Default: no. */
  readonly socketsAreSimulated?: () => boolean;
}

/** The operations of the platform that have begun and not ended. */
export interface OperationWatch<O> {
  /** Begin to see operations. Earlier ones stay unseen. */
  start(): void;
  /** Stop seeing operations, and forget all of them. */
  stop(): void;
  /**
   * The operations that may still call back, in order of beginning.
   *
   * @param until - `"soon"`: something is on its way. `"ever"`: also those that a stranger may wake, such as an idle connection.
   * Default: `"soon"`.
   */
  outstanding(until?: "soon" | "ever"): Operation<O>[];
  /** What has begun and may still call back, whether or not the process stays alive for it, in order of beginning. */
  left(): Operation<O>[];
  /** Whether nothing outside can call back, and everything that called back has run to its end. */
  idle(until?: "soon" | "ever"): boolean;
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
  /** What is to come of it, in words, if the platform knows more than its type. */
  readonly awaited: string | undefined;
  /** Whether it may still call back, as of now. */
  readonly mayCallBack: boolean;
  /** Where it began, if places are recorded: the first line of the stack that is not the platform's own. */
  readonly place: string | undefined;
}
