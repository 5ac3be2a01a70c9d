/**
 * The global object of the code that made `value`. In the pool `vmThreads` of vitest, Node's own code has another one than tests: it keeps
 * the dispatchers of `fetch`.
 */
export function realmOf(value: object): typeof globalThis {
  const { constructor: Code } = value.constructor as { readonly constructor: unknown } as {
    readonly constructor: (text: string) => () => typeof globalThis;
  };
  return Code("return globalThis")();
}
