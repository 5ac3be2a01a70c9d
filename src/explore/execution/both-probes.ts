import type { Probe } from "../../core/contracts/probe.ts";

/** Tells two probes, the first one first. */
export function both(one: Probe, other: Probe): Probe {
  return {
    created(task): void {
      one.created?.(task);
      other.created?.(task);
    },
    scheduled(entry): void {
      one.scheduled?.(entry);
      other.scheduled?.(entry);
    },
    turn(entry, time): void {
      one.turn?.(entry, time);
      other.turn?.(entry, time);
    },
    advanced(time): void {
      one.advanced?.(time);
      other.advanced?.(time);
    },
    ended(): void {
      one.ended?.();
      other.ended?.();
    },
  };
}
