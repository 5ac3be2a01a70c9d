import { requireNumber } from "./arguments/require-number.ts";

/** Milliseconds as seconds, the unit of every time here: `sleep(ms(250))`. @throws {ValueError} If it is not a number. */
export function ms(milliseconds: number): number {
  requireNumber("milliseconds", milliseconds, () => true, "pass a number of milliseconds");
  return milliseconds / 1000;
}
