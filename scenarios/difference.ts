import type { Outcome } from "./replay.ts";
import type { Expectation } from "./scenario.ts";

/**
 * How an outcome differs from what was expected, one line each: `-` expected only, `+` happened only.
 *
 * @returns an empty list if they agree.
 */
export function difference(expected: Expectation, actual: Outcome): string[] {
  const lines = describe(expected);
  const others = describe(actual);
  const same = lines.length === others.length && lines.every((line, i) => line === others[i]);
  return same ? [] : edits(lines, others);
}

function describe({ output, duration, verdict, error }: Expectation): string[] {
  return [...output, `= ${verdict} after ${duration} s${error === undefined ? "" : `: ${error}`}`];
}

/** The shortest edit from one list to the other, by their longest common subsequence. */
function edits(from: readonly string[], to: readonly string[]): string[] {
  const common = commonLengths(from, to);
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  const result: string[] = [];
  let i = 0;
  let j = 0;
  while (i < from.length || j < to.length) {
    if (i < from.length && j < to.length && from[i] === to[j]) {
      result.push(`  ${from[i]}`);
      i += 1;
      j += 1;
    } else if (i < from.length && (j === to.length || at(i + 1, j) >= at(i, j + 1))) {
      result.push(`- ${from[i]}`);
      i += 1;
    } else {
      result.push(`+ ${to[j]}`);
      j += 1;
    }
  }
  return result;
}

/** `result[i][j]` is the length of the longest common subsequence of `from` after i and `to` after j. */
function commonLengths(from: readonly string[], to: readonly string[]): number[][] {
  const lengths = Array.from({ length: from.length + 1 }, () => Array.from({ length: to.length + 1 }, () => 0));
  for (let i = from.length - 1; i >= 0; i -= 1) {
    for (let j = to.length - 1; j >= 0; j -= 1) {
      const row = lengths[i] ?? [];
      const below = lengths[i + 1] ?? [];
      row[j] = from[i] === to[j] ? 1 + (below[j + 1] ?? 0) : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}
