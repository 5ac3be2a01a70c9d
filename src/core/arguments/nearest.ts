/** The one of `words` that `word` is a misspelling of, if there is one: what most of its letters tell, whatever their case. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const distances = words.map((each) => distance(word.toLowerCase(), each.toLowerCase()));
  const least = Math.min(...distances);
  return least <= Math.max(1, Math.floor(word.length / 3)) ? words[distances.indexOf(least)] : undefined;
}

/** How many letters must be added, left out or replaced to make `a` of `b` (Levenshtein). */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > b.length) return Infinity; // nothing alike, and maybe very long
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [above, letter] of Array.from(a).entries()) {
    const next = [above + 1];
    for (let at = 1; at <= b.length; at++) {
      const replaced = (row[at - 1] ?? 0) + (letter === b[at - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? Infinity;
}
