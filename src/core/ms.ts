/** Milliseconds as seconds, the unit of every time here: `sleep(ms(250))`. */
export function ms(milliseconds: number): number {
  return milliseconds / 1000;
}
