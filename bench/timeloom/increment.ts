/** What the workers of the benchmark do: next to nothing. */
export function increment(n: number): number {
  return n + 1;
}
