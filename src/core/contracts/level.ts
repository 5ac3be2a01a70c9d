import { asText } from "../arguments/as-text.ts";
import { ValueError } from "../errors/value-error.ts";

/** What may be reordered. Each level allows more than the one before, except that `jitter` and `any-order` do not compare. */
export type Level = "fifo" | "env" | "jitter" | "any-order";

const levels: readonly unknown[] = ["fifo", "env", "jitter", "any-order"] satisfies Level[];

/** @throws {ValueError} If `level` is not one of the levels. */
export function requireLevel(level: unknown): void {
  if (levels.includes(level)) return;
  throw new ValueError(`Invalid level: ${asText(level)}`, 'use "fifo", "env", "jitter" or "any-order"');
}
