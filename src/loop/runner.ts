/// <reference lib="esnext.disposable" preserve="true" />
import { type Options, requireOptions } from "../core/arguments/require-options.ts";
import { aFunction, anything, trueOrFalse } from "../core/arguments/kind.ts";
import { describe } from "../core/arguments/describe.ts";
import { type Context, contextKind, copyContext } from "../core/context/context.ts";
import { loopHere } from "../core/context/current.ts";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import { typeError } from "../core/errors/type-error.ts";
import { type BlockedTask } from "../core/errors/blocked-task.ts";
import { coreOf, type EventLoop } from "../core/event-loop.ts";
import { isfuture } from "../core/future.ts";
import { isSpawnable, type Spawnable } from "../core/spawnable.ts";
import { isThenable } from "../core/call-body.ts";
import { blockedTasks } from "./reports/blocked-tasks.ts";
import { cancelAll } from "./cancel-all.ts";
import { newEventLoop } from "./event-loop-policy.ts";
import { interruptible } from "./signals/interruptible.ts";
import type { LoopFactory } from "./virtual-loop.ts";

/**
 * Runs several main tasks, one after the other, in one loop and one context.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-runner.html#asyncio.Runner | asyncio.Runner}
 *
 * @example
 * ```ts
 * await using runner = new Runner({ loopFactory: virtualLoop() });
 * await runner.run(() => sleep(1));
 * await runner.run(() => sleep(2));
 * assert.equal(runner.getLoop().time(), 3);
 * ```
 */
export class Runner implements AsyncDisposable {
  readonly #settings: RunnerSettings;
  #loop: EventLoop | undefined = undefined;
  #context: Context | undefined = undefined;
  #closed = false;

  constructor(settings: RunnerSettings = {}) {
    requireOptions("Runner", settings, runnerOptions);
    this.#settings = settings;
  }

  /** The loop, made on first use. @throws {RuntimeError} If the runner is closed. */
  getLoop(): EventLoop {
    if (this.#closed) throw new RuntimeError("Runner is closed", "make a new Runner");
    if (this.#loop === undefined) {
      this.#loop = makeLoop(this.#settings.loopFactory ?? newEventLoop);
      if (this.#settings.debug !== undefined) this.#loop.setDebug(this.#settings.debug);
      this.#context = copyContext();
    }
    return this.#loop;
  }

  /**
   * Run `main` as a task until it is done, and resolve or reject with its outcome. A promise, or a future of the runner's loop, is awaited.
   *
   * @param settings - `context`: the context variables that `main` sees. Default: the runner's own, kept from run to run.
   * @throws {TypeError} If `main` cannot be awaited.
   * @throws {RuntimeError} If called inside a running task, or if the runner is closed.
   * @throws {KeyboardInterrupt} If Ctrl-C has cancelled `main`, with `handleSigint`.
   */
  async run<T>(main: Spawnable<T> | PromiseLike<T>, settings: { readonly context?: Context } = {}): Promise<T> {
    if (loopHere() !== undefined) {
      throw new RuntimeError(
        "Runner.run() cannot be called from a running event loop",
        "await the coroutine, or createTask() it",
      );
    }
    requireOptions("Runner.run()", settings, { context: contextKind });
    const loop = this.getLoop();
    const task = loop.createTask(spawnable(main), { context: settings.context ?? this.#context });
    const outcome = (): Promise<T> => loop.runUntilComplete(task);
    return await (this.#settings.handleSigint === true ? interruptible(task, outcome) : outcome());
  }

  /** Cancel the tasks that are left, wait for them, and close the loop. Calling it twice does nothing. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const loop = this.#loop;
    if (loop === undefined) return;
    try {
      const leaked = blockedTasks(coreOf(loop).tasks);
      if (leaked.length > 0) this.#settings.onLeak?.(leaked);
      await cancelAllTasks(loop);
      for (const ending of coreOf(loop).endings ?? []) await loop.runUntilComplete(ending);
    } finally {
      loop.close();
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** Options of `run()` and `Runner`. */
export interface RunnerSettings {
  /** Makes the loop. Default: the policy's, on the host's clock. */
  readonly loopFactory?: LoopFactory | undefined;
  /** Debug mode of the loop. Default: the loop's own setting. */
  readonly debug?: boolean | undefined;
  /**
   * Whether Ctrl-C cancels the main task, so that its `finally` blocks run, and the run then rejects with `KeyboardInterrupt`. A second
   * Ctrl-C ends the process at once. Default: false, since SIGINT belongs to the program.
   */
  readonly handleSigint?: boolean | undefined;
  /** Called with the tasks that were still pending when the main task had ended, and what each waited for. */
  readonly onLeak?: ((tasks: readonly BlockedTask[]) => void) | undefined;
}

const runnerOptions: Options<RunnerSettings> = {
  loopFactory: anything, // makeLoop() says more
  debug: trueOrFalse,
  handleSigint: trueOrFalse,
  onLeak: aFunction,
};

/**
 * Run `main` in a new loop, and resolve or reject with its outcome. A promise is awaited. Tasks that are left behind are cancelled.
 *
 * @throws {TypeError} If `main` cannot be awaited.
 * @throws {RuntimeError} If called inside a running task.
 * @see {@link https://docs.python.org/3/library/asyncio-runner.html#asyncio.run | asyncio.run}
 *
 * @example
 * ```ts
 * const answer = await run(async () => {
 *   await sleep(86_400);
 *   return 42;
 * }, { loopFactory: virtualLoop() });
 * assert.equal(answer, 42);
 * ```
 */
export async function run<T>(main: Spawnable<T> | PromiseLike<T>, settings: RunnerSettings = {}): Promise<T> {
  if (loopHere() !== undefined) {
    throw new RuntimeError(
      "asyncio.run() cannot be called from a running event loop",
      "await the coroutine, or createTask() it",
    );
  }
  requireOptions("run()", settings, runnerOptions);
  const runner = new Runner(settings);
  let result: T;
  try {
    result = await runner.run(main);
  } catch (error) {
    // An error while closing must not hide why the run failed.
    await runner.close().catch(() => undefined);
    throw error;
  }
  await runner.close();
  return result;
}

/** What a task can be made of to await `main`. */
function spawnable<T>(main: Spawnable<T> | PromiseLike<T>): Spawnable<T> {
  if (isSpawnable<T>(main)) return main;
  if (isfuture(main)) return async () => await main;
  if (isThenable(main)) {
    const promise = Promise.resolve(main);
    promise.catch(() => undefined); // the task awaits it a turn later
    return async () => await promise;
  }
  throw typeError(
    `An asyncio.Future, a coroutine or an awaitable is required, got ${describe(main)}`,
    "pass a coroutine, a function, a future or a promise",
  );
}

function makeLoop(factory: LoopFactory): EventLoop {
  const loop: unknown = typeof factory === "function" ? factory() : factory;
  if (typeof factory === "function" && typeof loop === "object" && loop !== null && "runUntilComplete" in loop) {
    if (!(loop as EventLoop).isRunning()) return loop as EventLoop;
    throw new RuntimeError("This event loop is already running", "let loopFactory make a new loop for every run");
  }
  throw typeError(
    `loopFactory must be a function that returns an event loop, got ${describe(loop)}`,
    "call virtualLoop() once: run(main, { loopFactory: virtualLoop() })",
  );
}

async function cancelAllTasks(loop: EventLoop): Promise<void> {
  const cancelled = cancelAll(coreOf(loop));
  if (cancelled === undefined) return;
  await loop.runUntilComplete(cancelled.haveEnded);
  cancelled.report();
}
