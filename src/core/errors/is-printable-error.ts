/** Whether `thrown` is an error with a name, a message and a stack that can be read. */
export function isPrintableError(thrown: unknown): thrown is Error {
  try {
    if (!(thrown instanceof Error)) return false;
    const { name, message, stack } = thrown as { readonly [Key in keyof Error]: unknown };
    return (
      typeof name === "string" && typeof message === "string" && (stack === undefined || typeof stack === "string")
    );
  } catch {
    return false; // a revoked proxy, or a getter that throws
  }
}

/** The cause of `error`; undefined if it has none, or if it cannot be read. */
export function causeOf(error: Error): unknown {
  try {
    return error.cause ?? undefined;
  } catch {
    return undefined; // a getter that throws
  }
}
