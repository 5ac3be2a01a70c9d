import { visible } from "../core/visible.ts";

/** The command is wrong: the program was not run. */
export class UsageError extends Error {
  override readonly name: string = "UsageError";

  /** @param hint - What to do; undefined if `text` says it already. */
  constructor(text: string, hint?: string, cause?: unknown) {
    super(visible(hint === undefined ? text : `${text}\n  hint: ${hint}`), { cause });
  }
}
