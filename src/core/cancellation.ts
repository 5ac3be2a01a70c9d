import { CancelledError } from "./errors.ts";

/** What cancelling a task leaves behind; made at the first request. */
export class Cancellation {
  /** Requests that were not taken back by `uncancel()`. */
  requests = 0;
  /** Text of the CancelledError that is still to be thrown. */
  message: string | undefined = undefined;
  /** The error that ended the task, handed out once. */
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

  /** Abort the signal, if somebody asked for it. */
  abort(message: string | undefined): void {
    this.#controller?.abort(quietCancelledError(message));
  }
}

/** A CancelledError without a stack: it is raised at every cancelled wait, and its stack would show the loop only. */
export function quietCancelledError(message?: string): CancelledError {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  const error = new CancelledError(message);
  Error.stackTraceLimit = limit;
  return error;
}
