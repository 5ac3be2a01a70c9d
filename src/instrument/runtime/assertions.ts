/** Node's assertions that look at no part of what they are given, where the host is Node. What they call, they call at once. */
export const assertions: readonly object[] = named(
  ["ok", "fail", "equal", "notEqual", "strictEqual", "notStrictEqual", "ifError", "match", "doesNotMatch"],
  ["throws", "doesNotThrow"],
);

/** Those that look at all of it. */
export const deepAssertions: readonly object[] = named([
  "deepEqual",
  "notDeepEqual",
  "deepStrictEqual",
  "notDeepStrictEqual",
  "partialDeepStrictEqual",
]);

function named(...lists: readonly (readonly string[])[]): object[] {
  // Not imported: browsers have none.
  const node = Reflect.get(globalThis, "process") as Partial<NodeJS.Process> | undefined;
  const assert: unknown = node?.getBuiltinModule?.("node:assert");
  if (typeof assert !== "function") return [];
  const own = lists.flat().map((name) => Reflect.get(assert, name) as unknown);
  const all = lists.flat().includes("ok") ? [assert, Reflect.get(assert, "strict"), ...own] : own;
  return all.filter((assertion) => typeof assertion === "function");
}
