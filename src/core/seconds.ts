/** Seconds of loop time as a person writes them: sums of doubles carry digits that mean nothing, and so does a part of a microsecond. */
export function seconds(time: number): string {
  return Math.abs(time) < 0.001 ? `${Number(time.toPrecision(3))}` : `${Number(time.toFixed(6))}`;
}
