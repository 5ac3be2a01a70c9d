/**
 * Mark a request of Node as answered, for the accounting of what is outside: a request is over once its native side is freed, and one that
 * goes to the simulated network has none that anybody outside could answer.
 */
export function disown(request: object): void {
  Object.defineProperty(request, "getAsyncId", { value: () => -1, configurable: true });
}
