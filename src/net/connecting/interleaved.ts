import type { Address } from "../network.ts";

/**
 * `addresses` with families that take turns, that of the first address first.
 *
 * @param first - How many addresses of this family come before the first of another.
 */
export function interleaved(addresses: readonly Address[], first: number): readonly Address[] {
  const families = [...new Set(addresses.map(({ family }) => family))];
  const lists = families.map((family) => addresses.filter((address) => address.family === family));
  const head = lists[0]?.splice(0, first - 1) ?? [];
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  const rounds = Array.from({ length: longest }, (_, round) => lists.flatMap((list) => list.slice(round, round + 1)));
  return [...head, ...rounds.flat()];
}
