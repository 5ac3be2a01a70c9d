/** The first line of an error's message; hints follow on further lines. */
export function textOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0] ?? "";
}
