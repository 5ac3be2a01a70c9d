import type { Appointment } from "./stage.ts";

/**
 * Whether the order of a program is luck on a real machine: two of its timers come so close to each other that lateness decides, or an immediate comes
 * so shortly before a timer that the machine's speed does. Timers of one operation and one instant stay in order on every machine.
 */
export function isLucky(appointments: readonly Appointment[]): boolean {
  const timers = appointments.filter(({ isTimer }) => isTimer).toSorted((one, other) => one.dueMs - other.dueMs);
  return timers.some((timer, at) => {
    const before = timers[at - 1];
    const gapMs = before === undefined ? Infinity : timer.dueMs - before.dueMs;
    return (
      (gapMs < leastMs && !(gapMs === 0 && before?.operation === timer.operation)) || comesLate(timer, appointments)
    );
  });
}

/** Whether there is an immediate shortly before `timer`. */
function comesLate(timer: Appointment, appointments: readonly Appointment[]): boolean {
  return appointments.some(({ isTimer, dueMs }) => !isTimer && dueMs < timer.dueMs && timer.dueMs - dueMs < leastMs);
}

/** How far apart what happens has to be for the order to be certain, in milliseconds. */
const leastMs = 15;
