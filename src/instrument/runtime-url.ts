/** What instrumented modules import. */
export const runtimeUrl: URL = new URL("runtime/runtime.js", import.meta.url);
