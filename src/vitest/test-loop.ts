import type { Wait } from "../core/contracts/awaitable.ts";
import { type BlockedTask, DeadlockError } from "../core/errors/errors.ts";
import type { EventLoop, ExceptionContext } from "../core/event-loop.ts";
import type { Probe } from "../core/contracts/probe.ts";
import { Task } from "../core/task.ts";
import { ExploredLoop } from "../explore/execution/explored-loop.ts";
import { type Check, checksOf, type Failure } from "../explore/checks/failure.ts";
import { judge } from "../explore/checks/judge.ts";
import { Leftovers } from "../explore/checks/leftovers.ts";
import { blockedTasks } from "../loop/reports/blocked-tasks.ts";
import { SeededEntropy } from "../loop/clock/entropies.ts";
import { AwaitedOutside, ForbiddenOutside } from "../loop/outside/outside.ts";
import { ReportsAtClose } from "../loop/reports/forgotten-at-close.ts";
import { type VirtualClock, virtualClock } from "../loop/clock/virtual-clock.ts";
import { frameIn, framesOf } from "./frames.ts";

/** What the loop of a test is made of. */
export interface TestLoopSettings {
  /** Seed of `loop.random()`. Default: 0. */
  readonly seed?: number | undefined;
  /** What happens when a task waits for the outside world: time waits for it too, or the test fails. Default: `"wait"`. */
  readonly io?: "wait" | "forbid" | undefined;
  /** Remember the file and line of every wait, which costs microseconds each, to name them in errors. Default: true. */
  readonly debug?: boolean | undefined;
}

/** Iterations after which a test is stopped. */
const maxIterations = 10_000_000;

/** The virtual loop of one test: its body is the main task, and what it leaves behind is cleaned up when all fixtures are. */
export class TestLoop {
  readonly clock: VirtualClock = virtualClock();
  readonly loop: ExploredLoop;
  readonly #reports: ExceptionContext[] = [];
  #setProbe: (probe: Probe) => void = () => undefined;
  #watching: Leftovers | undefined = undefined;
  #running: Promise<unknown> | undefined = undefined;
  #passed = false;

  constructor({ seed = 0, io = "wait", debug = true }: TestLoopSettings = {}) {
    this.loop = new ExploredLoop((own) => {
      const parts = {
        clock: this.clock,
        outside: io === "wait" ? new AwaitedOutside(own) : new ForbiddenOutside(own),
        forgotten: new ReportsAtClose(),
        probe: undefined as Probe | undefined,
        entropy: new SeededEntropy(seed),
        maxIterations,
        maxTime: Infinity,
      };
      this.#setProbe = (probe) => (parts.probe = probe);
      return parts;
    });
    this.loop.setExceptionHandler((_, context) => this.#reports.push(context));
    this.loop.setDebug(debug);
    this.loop.slowCallbackDuration = Infinity;
  }

  /** From now on look for what `checks` say. */
  watch(checks: ReadonlySet<Check>): void {
    const watching = Leftovers.of(checks);
    if (watching === undefined) return;
    this.#watching = watching;
    this.#setProbe(watching);
    watching.watch(this.loop);
  }

  /**
   * Run `body` as the main task.
   *
   * @param signal - Stops the loop: the test has timed out.
   */
  async run(body: () => unknown, signal: AbortSignal): Promise<void> {
    const { loop } = this;
    const stop = (): void => loop.stop();
    signal.addEventListener("abort", stop, { once: true });
    try {
      this.#running = loop.runUntilComplete(new Task(() => settled(body()), { name: "main", loop }));
      await this.#running;
      loop.monitored?.look();
    } catch (error) {
      throw placed(error);
    } finally {
      signal.removeEventListener("abort", stop);
    }
    this.#passed = true;
  }

  /**
   * Cancel the tasks that are left, and close the loop.
   *
   * @throws {Error} If the body passed, and something was forgotten or left behind.
   */
  async close(signal: AbortSignal): Promise<void> {
    const { loop } = this;
    // A test that has timed out is over before its loop has stopped.
    await this.#running?.catch(() => undefined);
    if (loop.isClosed()) return;
    const pending = blockedTasks(loop.tasks);
    const leftovers = this.#watching?.found(loop) ?? [];
    const { monitored } = loop;
    monitored?.end();
    const unmet = monitored?.unmet ?? [];
    const stuck = signal.aborted ? undefined : await cancelAll(loop, pending);
    loop.close();
    if (!this.#passed) return;
    const reports = this.#reports;
    const failure = judge({ loop, error: undefined, pending, reports, unmet, leftovers, stuck });
    if (failure !== undefined) throw errorOf(failure);
  }
}

/** The checks of a test: `leaks` means what is left behind. */
export function checksFor(leaks: boolean, checks: readonly Check[] | "all"): ReadonlySet<Check> {
  const asked = checksOf(checks);
  return leaks ? new Set([...asked, "leaked-task", "leaked-timer"]) : asked;
}

/** What a body returns, as a coroutine: a body need not wait for anything. */
function settled(result: unknown): Generator<Wait, unknown, void> | PromiseLike<unknown> {
  if (typeof result !== "object" || result === null) return Promise.resolve(result);
  if ("then" in result && typeof result.then === "function") return result as PromiseLike<unknown>;
  if ("next" in result && Symbol.iterator in result) return result as Generator<Wait, unknown, void>;
  return Promise.resolve(result);
}

async function cancelAll(loop: EventLoop, pending: readonly BlockedTask[]): Promise<Error | undefined> {
  if (pending.length === 0) return undefined;
  const left = [...loop.tasks];
  for (const task of left) task.cancel();
  try {
    await loop.runUntilComplete(function* (): Generator<Wait, void, void> {
      for (const task of left) {
        try {
          yield* task;
        } catch {
          // What it ends with after the body is told to the exception handler, if nobody looks.
        }
      }
    });
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/** A deadlock is where its tasks wait. */
function placed(error: unknown): unknown {
  if (!(error instanceof DeadlockError)) return error;
  const places = error.blocked.flatMap(({ place }) => (place === undefined ? [] : [`    at ${place}:1`]));
  if (places.length > 0) error.stack = [`${error.name}: ${error.message}`, ...places].join("\n");
  return error;
}

/** The place that vitest shows is where the cause was thrown, or that of what is left. */
function errorOf({ message, error }: Failure): Error {
  const failure = error === undefined ? new Error(message) : new Error(message, { cause: error });
  failure.stack = [`Error: ${message}`, ...(error === undefined ? frameIn(message) : framesOf(error))].join("\n");
  return failure;
}
