import { isPrintableError } from "../../../core/errors/is-printable-error.ts";
import { describe, nameOf } from "../../../core/arguments/describe.ts";
import { RuntimeError } from "../../../core/errors/runtime-error.ts";
import { typeError } from "../../../core/errors/type-error.ts";
import { virtualEngineHere } from "../../../loop/engine.ts";
import { eventually } from "./eventually.ts";

/**
 * Say that the run is expected to leave an error unhandled: a rejection without a handler, or an exception that nobody can catch. Such an
 * error does not end the run. In an exploration, a replay or a test of `timeloom/vitest` the run fails if no such error comes.
 *
 * @param expected - A class of errors, a part of the message, a pattern for the message, or a function that accepts the error.
 * @throws {RuntimeError} If no virtual loop is running.
 * @throws {TypeError} If `expected` is something else.
 *
 * @example
 * ```ts
 * await explore(async () => {
 *   expectUnhandled("connection lost");
 *   void Promise.reject(new Error("connection lost"));
 *   await sleep(1);
 * });
 * ```
 */
export function expectUnhandled(expected: ExpectedError): void {
  const takes = matcherOf(expected);
  const engine = virtualEngineHere();
  if (engine === undefined) {
    throw new RuntimeError(
      "Cannot expect an unhandled error: no virtual loop is running",
      "call expectUnhandled() in the body of explore(), of a test, or of run() with virtualLoop()",
    );
  }
  let hasCome = false;
  engine.deaths?.expect((error) => {
    const fits = takes(error);
    hasCome ||= fits;
    return fits;
  });
  eventually(() => hasCome, `an unhandled error, ${labelOf(expected)}`);
}

/** What an expected error is known by. */
export type ExpectedError = string | RegExp | (abstract new (...args: never) => Error) | ((error: unknown) => boolean);

function matcherOf(expected: ExpectedError): (error: unknown) => boolean {
  if (typeof expected === "string") return (error) => messageOf(error).includes(expected);
  if (expected instanceof RegExp) return (error) => expected.test(messageOf(error));
  if (isErrorClass(expected)) return (error) => isPrintableError(error) && error instanceof expected;
  if (typeof expected === "function") return (error) => (expected as (error: unknown) => unknown)(error) === true;
  throw typeError(
    `expectUnhandled() needs an error class, a text, a pattern or a function, got ${describe(expected)}`,
    'expectUnhandled("connection lost")',
  );
}

function isErrorClass(expected: unknown): expected is abstract new (...args: never) => Error {
  return typeof expected === "function" && (expected === Error || expected.prototype instanceof Error);
}

function messageOf(error: unknown): string {
  return isPrintableError(error) ? error.message : describe(error);
}

function labelOf(expected: ExpectedError): string {
  return typeof expected === "function" ? (nameOf(expected) ?? "a function") : describe(expected);
}
