import { describe } from "../core/arguments/describe.ts";
import { ValueError } from "../core/errors/value-error.ts";

/**
 * Where a standard stream of a child comes from or goes to: {@link PIPE}, {@link DEVNULL}, `"inherit"` for where this process has its own,
 * or the descriptor of an open file.
 */
export type Stdio = typeof PIPE | typeof DEVNULL | "inherit" | number;

/**
 * A pipe to the child.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-subprocess.html#asyncio.subprocess.PIPE | asyncio.subprocess.PIPE}
 */
export const PIPE = "pipe";

/**
 * As `stderr`: where the output goes.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-subprocess.html#asyncio.subprocess.STDOUT | asyncio.subprocess.STDOUT}
 */
export const STDOUT = "stdout";

/**
 * Nowhere: reading finds the end, what is written is lost.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-subprocess.html#asyncio.subprocess.DEVNULL | asyncio.subprocess.DEVNULL}
 */
export const DEVNULL = "ignore";

/** @throws {ValueError} If `value` is no place for the stream `name` of a child. */
export function requireStdio(name: "stdin" | "stdout" | "stderr", value: unknown): void {
  if (value === PIPE || value === DEVNULL || value === "inherit" || (value === STDOUT && name === "stderr")) return;
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return;
  const hint = `use PIPE, DEVNULL, ${name === "stderr" ? "STDOUT, " : ""}"inherit" or the descriptor of an open file`;
  throw new ValueError(`Invalid ${name}: ${describe(value)}`, hint);
}
