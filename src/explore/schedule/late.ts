import type { Deviation } from "./schedule.ts";

/** How a schedule writes that time passes `times` deadlines before a completion: `main.x0@1=late.3`, one deviation. */
export function late(times: number): string {
  return `late.${times}`;
}

/** How many deadlines time passes before the subject of a deviation, which earlier versions wrote `main.x0@1=clock@2` for one. */
export function timesLate({ value }: Pick<Deviation, "value">): number {
  if (value.startsWith("clock@")) return 1;
  const [, times] = /^late\.(\d+)$/.exec(value) ?? [];
  return Number(times ?? 0);
}
