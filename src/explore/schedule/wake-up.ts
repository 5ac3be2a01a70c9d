/** One turn of an actor: the actor's path, and the number of the turn, from 1. Schedules write it `main.0@3`. */
export interface WakeUp {
  readonly path: string;
  readonly turn: number;
}

/** `main.0@3`. */
export function formatWakeUp(path: string, turn: number): string {
  return `${path}@${turn}`;
}

/** Whether a part of a schedule is a wake-up, rather than an alternative or an intervention. */
export function isWakeUp(text: string): boolean {
  return text.includes("@");
}

/** Read `main.0@3`. */
export function parseWakeUp(text: string): WakeUp {
  const at = text.lastIndexOf("@");
  return { path: text.slice(0, at), turn: Number(text.slice(at + 1)) };
}
