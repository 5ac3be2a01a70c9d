import type { EngineParts } from "../engine-parts.ts";

/** Let `seconds` of loop time pass at once: a step takes them, or something arrives between two deadlines. */
export function letPass(parts: Pick<EngineParts, "clock" | "probes">, seconds: number): void {
  if (seconds > 0) passTo(parts, parts.clock.time() + seconds);
}

/** Let loop time pass at once to `when`, which has not passed. */
export function passTo({ clock, probes }: Pick<EngineParts, "clock" | "probes">, when: number): void {
  if (when > clock.time() && clock.pass(when, () => undefined)) probes.all?.advanced?.(when);
}
