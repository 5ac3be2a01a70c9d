import { current, taskHere } from "../../core/context/current.ts";
import type { TimerEntry } from "../../core/contracts/loop-core.ts";
import { hasSucceeded } from "../../core/future-core.ts";
import { unseenWait } from "../../core/native/unseen-wait.ts";
import { Future } from "../../core/future.ts";
import type { Engine } from "../../loop/engine.ts";
import type { Actor } from "../../core/contracts/actor.ts";
import { numbered, titled } from "../../loop/scheduler/choices.ts";
import type { SimulateSettings } from "./simulate-settings.ts";
import { SimulatedCall, type SimulatedResult } from "./simulated-call.ts";

/** A call whose completion comes from a simulated outside world. */
export class Simulated {
  readonly #loop: Engine;
  readonly #call: SimulatedCall;
  readonly #settings: SimulateSettings;
  /** The loop time at which the call has begun. */
  readonly #begun: number;

  /**
   * @param fake - What is simulated.
   * @param signal - Aborts the call: its reason comes instead of the outcome.
   */
  constructor(
    loop: Engine,
    fake: object,
    operation: string,
    settings: SimulateSettings,
    signal: AbortSignal | undefined,
  ) {
    this.#loop = loop;
    this.#call = new SimulatedCall(loop, operation);
    loop.probes.all?.called?.(this.#call, fake);
    this.#settings = settings;
    this.#begun = loop.time();
    if (signal !== undefined) this.#call.follow(signal);
  }

  get result(): SimulatedResult<unknown> {
    return this.#call.result;
  }

  /** Choose whether the call fails; if it does, its failure is on the way. */
  fails(): boolean {
    const { failures = [] } = this.#settings;
    const failure = failures[this.#loop.choose("fault", this.#call, failingAs(failures)) - 1];
    if (failure === undefined) return false;
    this.comesWith(() => this.result.setException(failure));
    return true;
  }

  /** The outcome of the call is on the way as soon as `outcome` has settled. */
  promised(outcome: PromiseLike<unknown>): SimulatedResult<unknown> {
    if (outcome instanceof Future) {
      this.#call.onGivenUp(() => outcome.cancel());
      if (outcome.done()) this.comesWith(() => copy(outcome, this.result));
      else outcome.addDoneCallback(() => this.comesWith(() => copy(outcome, this.result)));
      return this.result;
    }
    current.microtasksDue = true; // its microtasks belong to this turn
    const known = unseenWait(this.#loop, taskHere());
    this.#call.onGivenUp(known);
    const comesWith = (deliver: () => void): void => {
      known();
      this.comesWith(deliver);
    };
    outcome.then(
      (value) => comesWith(() => this.result.setResult(value)),
      (error: unknown) => comesWith(() => this.result.setException(error)),
    );
    return this.result;
  }

  /** The completion is on the way: `deliver` gives `result` its outcome. */
  comesWith(deliver: () => void): void {
    const call = this.#call;
    const loop = this.#loop;
    if (call.result.done() || loop.isClosed()) return;
    call.onArrival(deliver);
    const { latency = [], within } = this.#settings;
    call.latencies = latency;
    const limit = within === undefined ? undefined : { entry: call, within, latest: this.#begun + within };
    const seconds = latency[loop.choose("latency", call, numbered(latency.length))];
    if (seconds === undefined) {
      loop.expectArrival(call, limit);
    } else {
      const now = loop.time();
      call.deadline = Math.max(now, Math.min(now + seconds, limit?.latest ?? Infinity));
      loop.addTimer(call as SimulatedCall & TimerEntry);
    }
  }
}

function copy(from: Future<unknown>, to: Future<unknown>): void {
  if (from.cancelled()) to.cancel();
  else if (hasSucceeded(from)) to.setResult(from.result());
  else to.setException(from.exception());
}

/** The alternatives of a call that may fail, as a schedule writes them: `throw`, `throw.2`. */
function failingAs(failures: readonly Error[]): readonly Actor[] {
  return titled(["0", ...failures.map((_, at) => (at === 0 ? "throw" : `throw.${at + 1}`))]);
}
