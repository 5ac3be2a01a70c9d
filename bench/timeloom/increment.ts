/** What the workers of the benchmark do: a short computation, of which `n + 1` comes. */
export function increment(n: number): number {
  let sum = 0;
  for (let i = 0; i < steps; i++) sum = (31 * sum + i) | 0;
  return n + 1 + 0 * sum;
}

/** A few tenths of a millisecond. */
const steps = 200_000;
