import type { PreconditionFailure, PropertyFailure } from "fast-check";
import type { Wait } from "../core/contracts/loop-core.ts";
import type { ExceptionContext } from "../core/event-loop.ts";
import { withHint } from "../core/errors/with-hint.ts";
import { judge } from "../explore/checks/judge.ts";
import type { BaseEventLoop } from "../loop/base-event-loop.ts";
import { cancelAll } from "../loop/cancel-all.ts";

/** One run of a property as the main task of a loop. */
export class PropertyRun {
  readonly #loop: BaseEventLoop;
  readonly #reports: ExceptionContext[] = [];

  constructor(loop: BaseEventLoop) {
    this.#loop = loop;
    loop.setExceptionHandler((_, context) => this.#reports.push(context));
  }

  /**
   * Run `body` on the loop. What `body` returns at once is returned at once, unless another loop has to end its turn first. Never throws.
   */
  outcomeOf(body: () => Outcome | Promise<Outcome>): Outcome | Promise<Outcome> {
    const begun: { outcome?: Outcome | Promise<Outcome> } = {};
    const main = (): Promise<Outcome> | Generator<Wait, Outcome, void> => {
      const outcome = (begun.outcome = body());
      return outcome instanceof Promise ? outcome : returned(outcome);
    };
    const ended = new Promise<Error | undefined>((resolve) => this.#loop.core.runEagerly(main, resolve));
    const { outcome } = begun;
    if (outcome === undefined || outcome instanceof Promise) return this.#whenEnded(ended, begun);
    return this.#endedAtOnce(outcome);
  }

  async #whenEnded(
    ended: Promise<Error | undefined>,
    begun: { readonly outcome?: Outcome | Promise<Outcome> },
  ): Promise<Outcome> {
    const error = await ended;
    const stuck = await this.#cancelRest();
    if (error === undefined) return this.#judged((await begun.outcome) ?? null, stuck);
    this.#loop.close();
    return { error };
  }

  #endedAtOnce(outcome: Outcome): Outcome {
    try {
      const left = cancelAll(this.#loop.core);
      if (left !== undefined) this.#loop.runSync(left.haveEnded);
    } catch (error) {
      return { error };
    }
    return this.#judged(outcome, undefined);
  }

  /** Cancel the tasks that are left, and let the host tell of rejections. @returns why they do not end */
  async #cancelRest(): Promise<Error | undefined> {
    try {
      const left = cancelAll(this.#loop.core);
      await this.#loop.runUntilComplete(left?.haveEnded ?? nothing);
      left?.report();
      return undefined;
    } catch (error) {
      return error as Error;
    }
  }

  /** Close the loop. If the body passed, what nobody heard of is the failure. */
  #judged(outcome: Outcome, stuck: Error | undefined): Outcome {
    const engine = this.#loop.core;
    this.#loop.close();
    if (outcome !== null) return outcome;
    const failure = judge({
      engine,
      error: undefined,
      pending: [],
      reports: this.#reports,
      unmet: [],
      leftovers: [],
      stuck,
    });
    if (failure === undefined) return null;
    const { message, hint, error } = failure;
    return { error: new Error(withHint(message, hint), error === undefined ? {} : { cause: error }) };
  }
}

/** What fast-check knows of a run: null is a success. */
export type Outcome = PreconditionFailure | PropertyFailure | null;

/** A body that waits for nothing. */
// oxlint-disable-next-line require-yield -- it has nothing to wait for
function* returned(outcome: Outcome): Generator<Wait, Outcome, void> {
  return outcome;
}

function* nothing(): Generator<Wait, void, void> {}
