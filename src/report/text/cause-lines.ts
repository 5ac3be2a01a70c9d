import { describe } from "../../core/arguments/describe.ts";
import { causeOf, isPrintableError } from "../../core/errors/is-printable-error.ts";
import { errorText, hintOf } from "../../core/errors/with-hint.ts";
import { visible } from "../../core/visible.ts";

/**
 * What led to `error`, one line for each cause, or for the first error of a group that has none: `caused by Error: read ECONNRESET`.
 *
 * @param told - What the report says already: a cause that it names has no line.
 */
export function causeLines(error: Error, told: string): string[] {
  const lines: string[] = [];
  const seen = new Set<unknown>([error]);
  for (let at = innerOf(error); at !== undefined; at = innerOf(at)) {
    if (seen.has(at)) return [...lines, "  caused by an error above: the causes form a circle"];
    if (lines.length >= mostLines) return [...lines, "  caused by more errors, which are not shown"];
    seen.add(at);
    const text = causeText(at);
    if (isPrintableError(at) && told.includes(text)) continue;
    lines.push(`  caused by ${text}`);
    const hint = isPrintableError(at) ? hintOf(at) : undefined;
    if (hint !== undefined) lines.push(`    hint: ${firstLine(hint)}`);
  }
  return lines;
}

/** Lines about causes. A longer chain says little more. */
const mostLines = 8;

function innerOf(error: unknown): unknown {
  if (!isPrintableError(error)) return undefined;
  return causeOf(error) ?? firstOf(error);
}

function firstOf(error: Error): unknown {
  const errors = propertyOf(error, "errors");
  return error instanceof AggregateError && Array.isArray(errors) ? (errors as unknown[])[0] : undefined;
}

/** The name and the first line of an error, with its code if they do not tell it: `SocketError: other side closed (UND_ERR_SOCKET)`. */
function causeText(cause: unknown): string {
  if (!isPrintableError(cause)) return describe(cause);
  const message = firstLine(errorText(cause));
  const text = [firstLine(cause.name), message].filter((part) => part !== "").join(": ");
  const code = propertyOf(cause, "code");
  return typeof code !== "string" || text.includes(code) ? text : `${text} (${firstLine(code)})`;
}

function propertyOf(error: Error, name: "code" | "errors"): unknown {
  try {
    return (error as { readonly code?: unknown; readonly errors?: unknown })[name];
  } catch {
    return undefined; // a getter that throws
  }
}

function firstLine(text: string): string {
  return visible(text).trimStart().split("\n")[0] ?? "";
}
