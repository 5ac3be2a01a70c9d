/** Add `more` to `counts`. */
export function addCounts(
  counts: Map<string, number> | undefined = new Map(),
  more: ReadonlyMap<string, number>,
): Map<string, number> {
  for (const [name, count] of more) counts.set(name, (counts.get(name) ?? 0) + count);
  return counts;
}
