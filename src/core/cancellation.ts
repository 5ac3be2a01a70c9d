import { CancelledError } from "./errors/errors.ts";

/** What cancelling a task leaves behind; made at the first request. */
export class Cancellation {
  /** Requests that were not taken back by `uncancel()`. */
  requests = 0;
  /** Text of the CancelledError that is still to be thrown. */
  message: string | undefined = undefined;
  /** The error that ended the task. */
  ending: CancelledError | undefined = undefined;
  #controller: AbortController | undefined = undefined;

  /** Aborted by the requests, also by those that came before it was asked for. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.requests > 0) this.abort(this.message);
    }
    return this.#controller.signal;
  }

  /** The requests are taken back: whoever asks for the signal from now on gets a fresh one. */
  renewSignal(): void {
    this.#controller = undefined;
  }

  /** The error that ended the task, which is handed out once. */
  takeEnding(): CancelledError | undefined {
    const { ending } = this;
    this.ending = undefined;
    return ending;
  }

  /** Abort the signal, if somebody asked for it. */
  abort(message: string | undefined): void {
    this.#controller?.abort(quietCancelledError(message));
  }
}

/** A CancelledError without a stack: it is raised at every cancelled wait, and its stack would show the loop only. */
export function quietCancelledError(message?: string): CancelledError {
  return withoutStack(() => new CancelledError(message));
}

/** Make an error without a stack, which costs more than all else about a wait that is cut short. */
export function withoutStack<E extends Error>(make: () => E): E {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  const error = make();
  Error.stackTraceLimit = limit;
  return error;
}
