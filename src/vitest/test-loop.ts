import { RuntimeError } from "../core/errors/runtime-error.ts";
import { printableError } from "../core/arguments/printable-error.ts";
import type { Wait } from "../core/contracts/loop-core.ts";
import type { ExceptionContext } from "../core/event-loop.ts";
import { Task } from "../core/task.ts";
import { checksAsked, type CheckName } from "../explore/checks/checks.ts";
import type { Failure } from "../explore/checks/failure.ts";
import { judge } from "../explore/checks/judge.ts";
import { Leftovers } from "../explore/checks/leftovers.ts";
import { monitored, type Monitors } from "../explore/checks/monitors/monitors.ts";
import { assemble } from "../loop/assemble.ts";
import type { BaseEventLoop } from "../loop/base-event-loop.ts";
import { cancelAll } from "../loop/cancel-all.ts";
import { JumpingClock } from "../loop/clock/jumping-clock.ts";
import type { MakeService } from "../loop/engine-parts.ts";
import { forbiddenWorld, type World } from "../loop/world.ts";
import { AwaitedOutside, ForbiddenOutside } from "../loop/outside/outside-work.ts";
import { blockedTasks } from "../loop/reports/blocked-tasks.ts";
import { withHint } from "../core/errors/with-hint.ts";
import { frameAt, framesOf } from "../core/errors/stack-of-reason.ts";
import { DrivenByFakeTimers } from "./fake-timers/driven-by-fake-timers.ts";
import type { TestWorldSettings } from "./test-world.ts";
import { TimeOutReport } from "./time-out-report.ts";

/** The virtual loop of one test: the body is the main task, and its leftovers are cleaned up after all fixtures. */
export class TestLoop {
  readonly clock: JumpingClock = new JumpingClock(0);
  readonly loop: BaseEventLoop;
  readonly #reports: ExceptionContext[] = [];
  #monitors: Monitors | undefined = undefined;
  /** Makes what the loop asks for of the world outside. */
  #outside: MakeService;
  /** The part of the world that was asked for first. */
  #used: string | undefined = undefined;
  #watching: Leftovers | undefined = undefined;
  #running: Promise<unknown> | undefined = undefined;
  #passed = false;
  /** What the loop was doing when the time of the test was up. */
  #timedOut: Error | undefined = undefined;

  /** @param world - Undefined for the real one. */
  constructor({ seed = 0, io = "wait", debug = true }: Omit<TestLoopSettings, "world"> = {}, world?: World) {
    this.#outside = world?.services() ?? (io === "forbid" ? forbiddenWorld : () => undefined);
    this.loop = assemble({
      clock: this.clock,
      outside: (loop) => (io === "wait" ? new AwaitedOutside(loop) : new ForbiddenOutside(loop)),
      seed,
      services: monitored(
        (made) => {
          this.#monitors = made;
          this.loop.core.parts.probes.addFirst(made);
        },
        (key, core) => {
          if (key.isOutside) this.#used ??= key.name;
          return this.#outside(key, core);
        },
      ),
      maxIterations,
    });
    DrivenByFakeTimers.attach(this.loop.core, this.clock);
    this.loop.setExceptionHandler((_, context) => this.#reports.push(context));
    this.loop.setDebug(debug);
    this.loop.slowCallbackDuration = Infinity;
  }

  /**
   * Give the test a world of its own.
   *
   * @throws {RuntimeError} If a fixture or a hook has used that of the other tests.
   */
  enterWorld(world: World | undefined): void {
    if (this.#used === undefined) {
      this.#outside = world?.services() ?? (() => undefined);
      return;
    }
    throw new RuntimeError(
      `Cannot give the test a world of its own: a fixture or a hook has used the ${this.#used} of its loop already`,
      "give all tests of the file the world: createTest({ world })",
    );
  }

  /** From now on watch for `checks`. */
  watch(checks: ReadonlySet<CheckName>): void {
    this.#watching = Leftovers.of(checks);
    for (const watch of this.#watching?.watches ?? []) this.loop.core.parts.probes.add(watch);
  }

  /**
   * Run `body` as the main task.
   *
   * @param signal - Stops the loop: the test has timed out.
   */
  async run(body: () => unknown, signal: AbortSignal): Promise<void> {
    const { loop } = this;
    const report = new TimeOutReport(loop.core);
    loop.core.parts.probes.add(report);
    const stop = (): void => {
      this.#timedOut = report.error();
      loop.stop();
    };
    signal.addEventListener("abort", stop, { once: true });
    try {
      this.#running = loop.runUntilComplete(new Task(() => settled(body()), { name: "main" }, loop.core));
      await this.#running;
      this.#monitors?.look();
    } catch (error) {
      throw printableError(error, "The test threw");
    } finally {
      signal.removeEventListener("abort", stop);
    }
    this.#passed = true;
  }

  /**
   * Cancel the tasks that are left, and close the loop.
   *
   * @throws {Error} If the body passed, and something was forgotten or left behind; or what the loop was doing when the test timed out.
   */
  async close(signal: AbortSignal): Promise<void> {
    const { loop } = this;
    // A test that has timed out is over before its loop has stopped.
    await this.#running?.catch(() => undefined);
    if (loop.isClosed()) return;
    const engine = loop.core;
    const pending = blockedTasks(engine.tasks);
    const leftovers = this.#watching?.found(engine) ?? [];
    this.#monitors?.end();
    const unmet = this.#monitors?.unmet ?? [];
    const stuck = signal.aborted ? undefined : await this.#cancelRest();
    loop.close();
    if (this.#timedOut !== undefined) throw this.#timedOut;
    if (!this.#passed) return;
    const reports = this.#reports;
    const failure = judge({ engine, error: undefined, pending, reports, unmet, leftovers, stuck });
    if (failure !== undefined) throw errorOf(failure);
  }

  /** Cancel the tasks that are left. The exception handler gets errors that nobody retrieves. @returns why they do not end */
  async #cancelRest(): Promise<Error | undefined> {
    const left = cancelAll(this.loop.core);
    try {
      if (left !== undefined) {
        await this.loop.runUntilComplete(left.haveEnded);
        left.report();
      }
      return undefined;
    } catch (error) {
      return error as Error;
    }
  }
}

/** Options of the loop of a test. */
export interface TestLoopSettings extends TestWorldSettings {
  /** Seed of `loop.random()`. Default: 0. */
  readonly seed?: number | undefined;
  /** What happens when a task waits for the outside world: time waits for it too, or the test fails. Default: `"wait"`. */
  readonly io?: "wait" | "forbid" | undefined;
  /** Remember the file and line of every wait, which costs microseconds each, to name them in errors. Default: true. */
  readonly debug?: boolean | undefined;
}

/** Iterations after which a test is stopped. */
const maxIterations = 10_000_000;

/** The checks of a test: `leaks` means the checks for leftovers. */
export function checksFor(leaks: boolean, checks: readonly CheckName[] | "all"): ReadonlySet<CheckName> {
  const asked = checksAsked(checks);
  return leaks ? new Set([...asked, "leaked-task", "leaked-timer"]) : asked;
}

/** The result of a body, as a coroutine: a body need not wait for anything. */
function settled(result: unknown): Generator<Wait, unknown, void> | PromiseLike<unknown> {
  if (typeof result !== "object" || result === null) return Promise.resolve(result);
  if ("then" in result && typeof result.then === "function") return result as PromiseLike<unknown>;
  if ("next" in result && Symbol.iterator in result) return result as Generator<Wait, unknown, void>;
  return Promise.resolve(result);
}

/** An error whose stack shows where the cause was thrown, or the place of the leftover. */
function errorOf({ message: text, hint, place, error }: Failure): Error {
  const message = withHint(text, hint);
  const failure = error === undefined ? new Error(message) : new Error(message, { cause: error });
  failure.stack = [`Error: ${message}`, ...(error === undefined ? frameAt(place) : framesOf(error))].join("\n");
  return failure;
}
