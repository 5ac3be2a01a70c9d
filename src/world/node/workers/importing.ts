import { AsyncLocalStorage } from "node:async_hooks";

/** Set in the code of a module that a worker is importing: whatever starts workers there would start them for ever. */
export const importing: AsyncLocalStorage<{ readonly module: string }> = new AsyncLocalStorage();
