import { CancelledError } from "./errors/cancelled-error.ts";

/** What cancelling a task leaves behind; made at the first request. */
export class Cancellation {
  #requests = 0;
  /** Whether nothing took the last request, so that CancelledError is to be thrown into the task at its next turn. */
  #due = false;
  #message: string | undefined = undefined;
  #ending: CancelledError | undefined = undefined;
  #controller: AbortController | undefined = undefined;

  /** Requests that were not taken back. */
  get requests(): number {
    return this.#requests;
  }

  /** Whether CancelledError is to be thrown into the task at its next turn. */
  get due(): boolean {
    return this.#due;
  }

  /** Text of the CancelledError that is due. */
  get message(): string | undefined {
    return this.#message;
  }

  /** One more request. */
  request(message: string | undefined): void {
    this.#requests += 1;
    this.#abort(message);
  }

  /** Nothing that the task waits on took the request. */
  postpone(message: string | undefined): void {
    this.#due = true;
    this.#message = message;
  }

  /** Whatever is due is thrown now, or comes too late. @returns whether something was */
  take(): boolean {
    const due = this.#due;
    this.#due = false;
    return due;
  }

  /** One request is taken back; with the last one nothing is due any more. @returns the requests that remain */
  withdraw(): number {
    if (this.#requests === 0) return 0;
    this.#requests -= 1;
    if (this.#requests === 0) {
      this.#due = false;
      this.#controller = undefined; // whoever asks for the signal from now on gets a fresh one
    }
    return this.#requests;
  }

  /** Aborted by the requests, also by those that came before it was asked for. */
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

  /** The error that ended the task, which is handed out once. */
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

/** Make an error without a stack, which costs more than all else about a wait that is cut short. */
export function withoutStack<E extends Error>(make: () => E): E {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  const error = make();
  Error.stackTraceLimit = limit;
  return error;
}
