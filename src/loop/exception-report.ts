import type { ExceptionContext } from "../core/event-loop.ts";

/** A report as text: the message, the error with its stack, then each other key on a line of its own. */
export function formatReport(context: ExceptionContext): string {
  const { message, exception, ...rest } = context;
  const lines = Object.entries(rest).map(([key, value]) => `${key}: ${String(value)}`);
  return [message, ...lines, ...(exception === undefined ? [] : [formatError(exception)])].join("\n");
}

function formatError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? String(error)) : String(error);
}
