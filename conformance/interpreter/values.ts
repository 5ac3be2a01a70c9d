import { CancelledError, ExceptionGroup, type Future } from "#index";
import type { ExceptionRecord, TraceValue } from "../program.ts";

/** The name under which a task or future was registered last, or undefined. */
export type NameOf = (future: object) => string | undefined;

/** A value as a trace shows it. */
export function show(value: unknown, nameOf: NameOf): TraceValue {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean" || typeof value === "number" || typeof value === "string") return value;
  if (Array.isArray(value)) return value.map((item) => show(item, nameOf));
  if (value instanceof Error) return { exc: describe(value) };
  const name = nameOf(value);
  return name === undefined ? `<${value.constructor.name}>` : { ref: name };
}

/** An exception as a trace shows it: its class and text, and what a group holds. */
export function describe(error: unknown): ExceptionRecord {
  if (!(error instanceof Error)) return [typeof error, String(error)];
  const text = sanitise(textOf(error));
  return error instanceof ExceptionGroup ? [error.name, text, error.errors.map(describe)] : [error.name, text];
}

/** The text without the hint, which only timeloom gives. */
function textOf(error: Error): string {
  if ("text" in error && typeof error.text === "string") return error.text;
  const [text = ""] = error.message.split("\n  hint:");
  return text;
}

/** Replaces every outermost `<Word …>`, the repr of an object, by `<Word>`. */
export function sanitise(text: string): string {
  let clean = "";
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === "<") {
      if (depth === 0) start = at;
      depth++;
    } else if (char === ">" && depth > 0) {
      depth--;
      if (depth === 0) clean += `<${/\S+/.exec(text.slice(start + 1, at))?.[0] ?? ""}>`;
    } else if (depth === 0) {
      clean += char;
    }
  }
  return depth === 0 ? clean : clean + text.slice(start);
}

/** How a task or future stands, as the `state` op and the table of tasks show it. */
export type Settled =
  | readonly ["pending" | "finished", value: unknown]
  | readonly ["cancelled" | "raised", error: unknown];

/** What retrieving the outcome gives. A cancelled task hands out its stored CancelledError once, so this is no pure question. */
export function settle(future: Future<unknown>): Settled {
  if (!future.done()) return ["pending", null];
  try {
    const error = future.exception();
    return error === null ? ["finished", future.result()] : ["raised", error];
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    return ["cancelled", error];
  }
}
