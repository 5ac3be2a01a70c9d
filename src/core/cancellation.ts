import { CancelledError } from "./errors/cancelled-error.ts";

/** The cancellation requests of a task. Made at the first request. */
export class Cancellation {
  #requests = 0;
  /** Whether the task must get CancelledError at its next turn, because no wait took the last request. */
  #due = false;
  #message: string | undefined = undefined;
  #ending: CancelledError | undefined = undefined;
  #controller: AbortController | undefined = undefined;
  /** The last walk down a chain of waiting tasks that came by. */
  walk: object | undefined = undefined;

  /** The number of requests that were not taken back. */
  get requests(): number {
    return this.#requests;
  }

  /** Whether the task must get CancelledError at its next turn. */
  get due(): boolean {
    return this.#due;
  }

  /** Text of the CancelledError that is due. */
  get message(): string | undefined {
    return this.#message;
  }

  /** Count a request. */
  request(message: string | undefined): void {
    this.#requests += 1;
    this.#abort(message);
  }

  /** No wait of the task took the request: the error is due. */
  postpone(message: string | undefined): void {
    this.#due = true;
    this.#message = message;
  }

  /** The error that is due is thrown now, or comes too late. @returns whether one was due */
  take(): boolean {
    const due = this.#due;
    this.#due = false;
    return due;
  }

  /** Take back one request. Without a request no error is due. @returns the number of requests that remain */
  withdraw(): number {
    if (this.#requests === 0) return 0;
    this.#requests -= 1;
    if (this.#requests === 0) {
      this.#due = false;
      this.#controller = undefined; // from now on `signal` is a fresh one
    }
    return this.#requests;
  }

  /** Aborted by a request, even by one from before the first access. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#requests > 0) this.#abort(this.#message);
    }
    return this.#controller.signal;
  }

  /** The task has ended with `error`. */
  endWith(error: CancelledError): void {
    this.#ending = error;
  }

  /** The error that ended the task. Handed out once. */
  takeEnding(): CancelledError | undefined {
    const ending = this.#ending;
    this.#ending = undefined;
    return ending;
  }

  #abort(message: string | undefined): void {
    this.#controller?.abort(quietCancelledError(message));
  }
}

/** A CancelledError without a stack: it is raised at every cancelled wait, and its stack would show the loop only. */
export function quietCancelledError(message?: string): CancelledError {
  return withoutStack(() => new CancelledError(message));
}

/** Make an error without a stack. The stack would cost more than the rest of a cancelled wait. */
export function withoutStack<E extends Error>(make: () => E): E {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  const error = make();
  Error.stackTraceLimit = limit;
  return error;
}
