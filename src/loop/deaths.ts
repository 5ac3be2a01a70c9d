import { isCancellation } from "../core/errors/cancelled-error.ts";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import { isPrintableError } from "../core/errors/is-printable-error.ts";
import { describe } from "../core/arguments/describe.ts";
import { nativeScope } from "../core/context/native-scope.ts";
import { current, taskHere } from "../core/context/current.ts";
import { UncaughtExceptionError } from "../core/errors/uncaught-exception-error.ts";
import { UnhandledRejectionError } from "../core/errors/unhandled-rejection-error.ts";
import { Handle } from "../core/driving/handle.ts";
import type { DeathRegister, Entry } from "../core/contracts/loop-core.ts";
import type { DeathWatcher } from "../host/host.ts";

/**
 * What would end the process if the program of a virtual loop had one of its own: here it ends the run.
 *
 * An exception ends the run at once. A rejection ends it when the macrotask is over, so that tasks which the macrotask has woken can still
 * handle the promise.
 */
export class Deaths implements DeathRegister {
  /** Rejections that nobody has handled so far, in order. Made at the first. */
  #rejections: Map<object, UnhandledRejectionError> | undefined = undefined;
  #exception: Error | undefined = undefined;
  /** Whether there is anything to judge, now or later. A field, since it is read twice a turn. */
  any = false;
  readonly #wake: () => void;
  /** What the program expects to be unhandled. */
  #expected: ((reason: unknown) => boolean)[] | undefined = undefined;

  /** @param wake - Called at each death: a loop that sleeps has to learn of it. */
  constructor(wake: () => void) {
    this.#wake = wake;
  }

  /** Let errors that `takes` accepts pass. */
  expect(takes: (reason: unknown) => boolean): void {
    (this.#expected ??= []).push(takes);
  }

  /** Whether the program expects one. */
  get areExpected(): boolean {
    return this.#expected !== undefined;
  }

  /** What has ended the process already, if anything. */
  get exception(): Error | undefined {
    return this.#exception;
  }

  /** A macrotask is over. @returns what would have ended the process by now */
  judge(): Error | undefined {
    return this.#exception ?? this.#rejections?.values().next().value;
  }

  /** A macrotask is over. @throws What would have ended the process by now. */
  throwAny(): void {
    const death = this.any ? this.judge() : undefined;
    if (death !== undefined) throw death;
  }

  unhandled(reason: unknown, promise: object, task: string | undefined): void {
    if (this.isExpected(reason)) return;
    (this.#rejections ??= new Map()).set(promise, new UnhandledRejectionError(reason, textOf(reason), task));
    this.#died();
  }

  handled(promise: object): boolean {
    const deleted = this.#rejections?.delete(promise) === true;
    if (this.#rejections?.size === 0) this.any = this.#exception !== undefined;
    return deleted;
  }

  uncaught(error: unknown, task: string | undefined): void {
    if (this.isExpected(error)) return;
    this.#exception ??= new UncaughtExceptionError(error, textOf(error), task);
    this.#died();
  }

  exited(call: string): Error {
    const error = new RuntimeError(`The body called ${call}`, "let the body throw, and let its caller exit");
    this.#exception ??= error;
    this.#died();
    return error;
  }

  /** Whether the program expects `reason` to be unhandled. */
  isExpected(reason: unknown): boolean {
    return this.#expected?.some((takes) => takes(reason)) === true;
  }

  /** Forget the deaths of a run that has ended. */
  clear(): void {
    this.#rejections = undefined;
    this.#exception = undefined;
    this.any = false;
  }

  #died(): void {
    this.any = true;
    this.#wake();
  }
}

/** Cancel the timers and immediates of the host among `entries`. */
export function cancelMacrotasks(entries: readonly Entry[]): void {
  for (const entry of entries) {
    if (entry.isMacrotask === true && entry instanceof Handle) entry.cancel();
  }
}

/** Leads what the host tells to the virtual loop in whose async context it happened; what happens elsewhere is none of ours. */
export const deathRouter: DeathWatcher = {
  unhandled(reason, promise) {
    const deaths = deathsHere();
    if (deaths === undefined) return diedLate(UnhandledRejectionError, reason);
    // Code outside of tasks whose wait was cancelled, at the end of the run, say, ends as quietly as a cancelled task.
    if (isCancellation(reason) && taskHere() === undefined) return true;
    deaths.unhandled(reason, promise, taskName());
    owners.set(promise, deaths);
    return true;
  },
  // The host tells it in nobody's context. It is ours even if the run has ended.
  handled(promise) {
    const deaths = owners.get(promise);
    deaths?.handled(promise);
    return deaths !== undefined;
  },
  uncaught(error) {
    const deaths = deathsHere();
    if (deaths === undefined) return diedLate(UncaughtExceptionError, error);
    deaths.uncaught(error, taskName());
    return true;
  },
};

/** The death by an exception whose async context is lost. */
export function deathOfNobody(error: unknown): UncaughtExceptionError {
  return new UncaughtExceptionError(error, textOf(error), undefined);
}

/** Whose each rejection was that nobody had handled. */
const owners = new WeakMap<object, DeathRegister>();

/** The run is over in whose context it happened. @returns whether somebody waits for that */
function diedLate(kind: typeof UnhandledRejectionError | typeof UncaughtExceptionError, reason: unknown): boolean {
  const loop = nativeScope()?.loop;
  return loop?.diedLate(new kind(reason, textOf(reason), taskName())) === true;
}

/** The task in whose name the caller runs, even if the task has ended. */
function taskName(): string | undefined {
  return (taskHere() ?? nativeScope()?.task)?.getName();
}

/** The program of the virtual loop that runs the caller wants to exit. @returns what to throw instead; undefined outside of such loops */
export function exitHere(call: string): Error | undefined {
  return deathsHere()?.exited(call);
}

function deathsHere(): DeathRegister | undefined {
  // Node 20 and 22 have lost the context of a microtask when they tell what it threw: then it is whose turn it is.
  return (nativeScope()?.loop ?? current.loop)?.deaths;
}

/** What was thrown, in one line. */
function textOf(thrown: unknown): string {
  if (!isPrintableError(thrown)) return describe(thrown);
  const [first = ""] = thrown.message.split("\n");
  return first === "" ? thrown.name : `${thrown.name}: ${first}`;
}
