/** One turn of an actor: its path, and which of its turns it is, from 1. Schedules write it `main.0@3`. */
export interface WakeUp {
  readonly path: string;
  readonly turn: number;
}

/** `main.0@3`. */
export function formatWakeUp(path: string, turn: number): string {
  return `${path}@${turn}`;
}

/** Whether a part of a schedule is a wake-up, rather than an alternative or what is done to a task. */
export function isWakeUp(text: string): boolean {
  return text.includes("@");
}

/** What `main.0@3` stands for. */
export function parseWakeUp(text: string): WakeUp {
  const at = text.lastIndexOf("@");
  return { path: text.slice(0, at), turn: Number(text.slice(at + 1)) };
}
