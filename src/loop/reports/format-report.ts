import { asText } from "../../core/arguments/as-text.ts";
import { isPrintableError } from "../../core/errors/is-printable-error.ts";
import type { EventLoop, ExceptionContext, ExceptionHandler } from "../../core/event-loop.ts";

/** A report as text: the message, a hint, each key on a line of its own, then the error with its stack. */
export function formatReport(report: ExceptionContext): string {
  const { message, exception, context, ...rest } = report;
  const hint = hints.find(([pattern]) => pattern.test(message))?.[1];
  return [
    message,
    ...(hint === undefined ? [] : [`  hint: ${hint}`]),
    ...Object.entries(rest).map(([key, value]) => `${key}: ${asText(value)}`),
    ...(exception === undefined ? [] : [formatError(exception)]),
    ...(context === undefined ? [] : [formatReport(context)]),
  ].join("\n");
}

/** Give a report to `handler`, or to the loop's default one. The default one also receives an error in `handler`. */
export function callHandler(loop: EventLoop, handler: ExceptionHandler | null, context: ExceptionContext): void {
  if (handler === null) {
    loop.defaultExceptionHandler(context);
    return;
  }
  try {
    handler(loop, context);
  } catch (exception) {
    loop.defaultExceptionHandler({ message: "Unhandled error in exception handler", exception, context });
  }
}

/** Hints, by the beginning or the end of the message. */
const hints: readonly (readonly [message: RegExp, hint: string])[] = [
  [/ was never awaited$/, "await it, or run it in the background: createTask(…)"],
  [/ exception was never retrieved$/, "await it, or ask for its exception(), before the loop is closed"],
  [/ destroyed but it is pending!$/, "await it, or cancel it, before the loop is closed"],
  [/^Exception in callback /, "catch it inside the callback: nobody awaits a callback"],
  [/ exception in shielded future$/, "await the shielded task as well, or catch the error inside it"],
  [
    / during asyncio\.run\(\) shutdown$/,
    "a task that is cancelled at the end must not fail: catch the error inside it",
  ],
  [/^Unhandled error in exception handler$/, "catch it inside the handler; what the handler was told follows"],
];

function formatError(error: unknown): string {
  return isPrintableError(error) ? (error.stack ?? String(error)) : asText(error);
}
