import { isThenable } from "../../../core/call-body.ts";
import { current } from "../../../core/context/current.ts";
import type { Entry, TimerEntry } from "../../../core/contracts/loop-core.ts";
import { unseenWait } from "../../../core/native/unseen-wait.ts";
import { type Answer, answerOf } from "../../../executors/travel/answer-of.ts";
import { recordOf, revive } from "../../../executors/travel/thrown.ts";
import type { Border } from "../../../executors/travel/require-cloneable.ts";
import type { CallEvents, WorkerCall } from "../../../executors/workers.ts";
import type { Engine } from "../../../loop/engine.ts";
import { numbered } from "../../../loop/scheduler/choices.ts";
import { secondsOf, type WorkerSettings } from "./worker-settings.ts";

/**
 * A call in a simulated worker. The function is called when the call arrives at its end: what it does, and what it returns, happens
 * then.
 */
export class SimulatedJob implements Entry {
  readonly kind = "arrival";
  readonly isMacrotask = true;
  readonly title: string;
  readonly #loop: Engine;
  readonly #call: WorkerCall;
  readonly #events: CallEvents;
  readonly #border: Border;
  readonly #ended: () => void;
  #isLost = false;
  /** When the call ends, in seconds of loop time, if its duration is given. */
  deadline: number | undefined = undefined;
  /** Whether the call is among the timers of the loop. */
  scheduled = false;

  /** @param ended - Called when the worker is free again. */
  constructor(loop: Engine, call: WorkerCall, events: CallEvents, border: Border, ended: () => void) {
    this.title = `end of ${call.name}()`;
    this.#loop = loop;
    this.#call = call;
    this.#events = events;
    this.#border = { ...border, to: "back from a worker" };
    this.#ended = ended;
  }

  start(duration: WorkerSettings["duration"]): void {
    this.#events.started();
    const loop = this.#loop;
    const list = typeof duration === "function" ? duration(this.#call) : duration;
    const choices = list === undefined ? [] : secondsOf(list);
    const seconds = choices[loop.choose("latency", this, numbered(choices.length))];
    if (seconds === undefined) return loop.expectArrival(this);
    this.deadline = loop.time() + seconds;
    loop.addTimer(this as SimulatedJob & TimerEntry);
  }

  /** Nothing comes of the call any more. */
  lose(reason: string): void {
    this.#isLost = true;
    this.#loop.cancelled(this);
    this.#loop.face.callSoon(() => this.#events.lost(reason));
  }

  get skipped(): boolean {
    return this.#isLost;
  }

  runTurn(): void {
    if (this.#isLost) return;
    current.task = null;
    try {
      const answer = answerOf(this.#call, this.#border, this.#loop);
      if (!isThenable(answer)) return this.#deliver(answer);
      current.microtasksDue = true; // its microtasks belong to this turn
      const known = unseenWait(this.#loop, undefined);
      void this.#later(answer, known);
    } finally {
      current.task = undefined;
    }
  }

  async #later(answer: PromiseLike<Answer>, known: () => void): Promise<void> {
    const settled = await answer;
    known();
    this.#deliver(settled);
  }

  #deliver(answer: Answer): void {
    if (this.#isLost || this.#loop.isClosed()) return;
    const copy = this.#copyOf(answer);
    if ("thrown" in copy) this.#events.failed(revive(copy.thrown));
    else this.#events.succeeded(copy.value);
    this.#ended();
  }

  #copyOf(answer: Answer): Answer {
    try {
      return structuredClone(answer);
    } catch (error) {
      return { thrown: recordOf(error, this.#border) }; // a proxy, which only the copying finds
    }
  }
}
