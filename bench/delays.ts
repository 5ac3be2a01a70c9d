/**
 * The delays of the row `random-sleeps`, in whole milliseconds from 1 to 10,000, because fake-timers knows no others.
 * `python/random_sleeps.py` draws the same ones.
 */
export function randomDelays(count: number): number[] {
  let state = 20_261_101;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return 1 + Math.floor((state * 10_000) / 2 ** 32);
  });
}
