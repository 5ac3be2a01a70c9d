/** The lines of a stack below the message. */
export function framesOf(error: Error | undefined): string[] {
  return (error?.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
}

/** `file:line` as the lines of a stack. */
export function frameAt(place: string | undefined): string[] {
  return place === undefined ? [] : [`    at ${place.replace(/^file:\/\//, "")}:1`];
}
