import { carryHint, withHint } from "../core/errors/with-hint.ts";
import type { SpawnRequest } from "./processes.ts";

/** The error for a program that cannot be started, as Node makes it, with a hint. */
export function spawnError(code: keyof typeof numbers, { program, args }: SpawnRequest, hint: string): Error {
  const syscall = `spawn ${program}`;
  const error = new Error(withHint(`${syscall} ${code}`, hint));
  return carryHint(
    Object.assign(error, { errno: numbers[code], code, syscall, path: program, spawnargs: [...args] }),
    hint,
  );
}

const numbers = { ENOENT: -2, EACCES: -13 } as const;
