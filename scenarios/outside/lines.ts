/** A line of text, as it is sent. */
export function line(text: string): Uint8Array {
  return new TextEncoder().encode(`${text}\n`);
}

/** What was received, without the end of its line. */
export function text(data: Uint8Array): string {
  return new TextDecoder().decode(data).trimEnd();
}
