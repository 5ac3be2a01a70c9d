/** `words` as a sentence lists them: `a, b and c`. */
export function list(words: readonly string[], last: string = "and"): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1) ?? ""}`;
}
