/** What the workers of the benchmark do: `n + 1`, counted in small steps. */
export function increment(n: number): number {
  let counted = 0;
  for (let i = 0; i < steps; i++) counted = (counted + 1) % steps;
  return n + 1 + counted;
}

/** A few tenths of a millisecond. */
const steps = 200_000;
