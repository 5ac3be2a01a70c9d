/** The command is wrong: the program was not run. */
export class UsageError extends Error {
  override readonly name: string = "UsageError";

  constructor(text: string, hint: string, cause?: unknown) {
    super(`${text}\n  hint: ${hint}`, { cause });
  }
}
