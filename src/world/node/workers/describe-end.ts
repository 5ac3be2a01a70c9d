/** How a worker has ended, from what workerpool says of it. */
export function describeEnd(error: unknown): string {
  const { message = "", cause } = (error ?? {}) as { readonly message?: string; readonly cause?: unknown };
  const { code } = (cause ?? {}) as { readonly code?: unknown };
  if (code === "ERR_WORKER_OUT_OF_MEMORY") return "a worker ran out of memory";
  const signal = /signalCode: `(SIG\w+)`/.exec(message)?.[1];
  if (signal !== undefined) return `a worker was ended by ${signal}${signal === "SIGABRT" ? ": out of memory?" : ""}`;
  const exitCode = /exitCode: `(\d+)`/.exec(message)?.[1];
  if (exitCode !== undefined) return `a worker has exited with code ${exitCode}`;
  return `a worker has ended: ${message.replace("Workerpool Worker error: ", "")}`;
}
