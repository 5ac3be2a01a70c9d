import type { EventLoop, ExceptionContext, ExceptionHandler } from "../core/event-loop.ts";

/** Give a report to `handler`, or to the loop's default one; that one also hears of an error in `handler`. */
export function callHandler(loop: EventLoop, handler: ExceptionHandler | null, context: ExceptionContext): void {
  if (handler === null) {
    loop.defaultExceptionHandler(context);
    return;
  }
  try {
    handler(loop, context);
  } catch (exception) {
    loop.defaultExceptionHandler({ message: "Unhandled error in exception handler", exception });
  }
}

/** A report as text: the message, the error with its stack, then each other key on a line of its own. */
export function formatReport(context: ExceptionContext): string {
  const { message, exception, ...rest } = context;
  const lines = Object.entries(rest).map(([key, value]) => `${key}: ${String(value)}`);
  return [message, ...lines, ...(exception === undefined ? [] : [formatError(exception)])].join("\n");
}

function formatError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? String(error)) : String(error);
}
