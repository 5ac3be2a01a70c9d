export * from "timeloom/testing";

/** Declares nothing: what tasks share is plain fields and variables. */
export function shared<T extends object>(object: T): T {
  return object;
}
