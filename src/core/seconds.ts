import { textOf } from "./text-of.ts";

/**
 * Seconds of loop time as a person writes them: sums of doubles carry digits that mean nothing, and so does a part of a microsecond.
 *
 * @param time - Anything else than a number, of which somebody has made an error, is shown as it is.
 */
export function seconds(time: unknown): string {
  if (typeof time !== "number") return textOf(time);
  return Math.abs(time) < 0.001 ? `${Number(time.toPrecision(3))}` : `${Number(time.toFixed(6))}`;
}
