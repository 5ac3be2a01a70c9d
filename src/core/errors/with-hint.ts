import { textOf } from "../text-of.ts";

/** `text` with a hint below it, as every error of timeloom shows it. */
export function withHint(text: string, hint: string | undefined): string {
  return hint === undefined ? textOf(text) : `${textOf(text)}\n  hint: ${textOf(hint)}`;
}

/** Options that every error of timeloom takes beside its text. */
export interface ErrorSettings {
  /** The error that led to this one. */
  readonly cause?: unknown;
}

/** Let `error`, whose message ends with `hint`, carry the hint as data too. Consoles do not print it twice. */
export function carryHint<E extends Error>(error: E, hint: string | undefined): E {
  return Object.defineProperty(error, "hint", { value: hint, configurable: true });
}

/** Give `error`, which somebody else has made, a hint: in its message, and in its stack, which is what Node prints. */
export function addHint<E extends Error>(error: E, hint: string): E {
  const { message, stack } = error;
  error.message = withHint(message, hint);
  const start = typeof stack === "string" ? stack.indexOf(message) : -1;
  if (stack !== undefined && start >= 0) {
    error.stack = stack.slice(0, start) + error.message + stack.slice(start + message.length);
  }
  return carryHint(error, hint);
}

/** The hint of `error`, if timeloom made the error. */
export function hintOf(error: Error): string | undefined {
  const { hint } = error as { readonly hint?: unknown };
  return typeof hint === "string" && error.message.endsWith(withHint("", hint)) ? hint : undefined;
}

/** The message of `error` without the hint. */
export function errorText(error: Error): string {
  const hint = hintOf(error);
  return hint === undefined ? error.message : error.message.slice(0, -withHint("", hint).length);
}
