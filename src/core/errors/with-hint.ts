/** `text` with a hint below it, as every error of timeloom shows it. */
export function withHint(text: string, hint: string | undefined): string {
  return hint === undefined ? text : `${text}\n  hint: ${hint}`;
}

/** Options that every error of timeloom takes beside its text. */
export interface ErrorSettings {
  /** The error that led to this one. */
  readonly cause?: unknown;
}

/** The message of an error without the hint that timeloom adds below CPython's text. */
export function errorText(error: Error): string {
  const { message } = error;
  const end = message.indexOf("\n  hint: ");
  return end === -1 ? message : message.slice(0, end);
}
