/** `file:line` as the lines of a stack. */
export function frameAt(place: string | undefined): string[] {
  return place === undefined ? [] : [`    at ${place.replace(/^file:\/\//, "")}:1`];
}
