import type { Level } from "../../core/contracts/level.ts";
import { follow } from "../../core/contracts/strategy.ts";
import type { Executions, Verdict } from "../execution/executions.ts";
import { AuditedOutside } from "./audited-outside.ts";

/**
 * A deadlock that something outside would end is none: run once more, and look for operations outside.
 *
 * @throws {OutsideWaitError} If the body has begun such an operation.
 */
export async function requireInside(executions: Executions, level: Level, { failure, taken }: Verdict): Promise<void> {
  if (failure?.check !== "deadlock") return;
  await executions.run(level, follow(taken), { outside: (loop) => new AuditedOutside(loop) });
}
