/** Numbers that follow from a seed, by xorshift: `draw(n)` is one of 0 to n - 1. */
export function random(seed: number): (n: number) => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return (n) => {
    state = (state ^ (state << 13)) >>> 0;
    state ^= state >>> 17;
    state = (state ^ (state << 5)) >>> 0;
    return state % n;
  };
}
