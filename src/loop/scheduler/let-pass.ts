import type { EngineParts } from "../engine-parts.ts";

/** Let `seconds` of loop time pass at once: a step takes them, or something arrives between two deadlines. */
export function letPass({ clock, probes }: Pick<EngineParts, "clock" | "probes">, seconds: number): void {
  if (seconds === 0 || !clock.pass(clock.time() + seconds, () => undefined)) return;
  probes.all?.advanced?.(clock.time());
}
