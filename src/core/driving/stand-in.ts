/** Say that `stand` runs `original`, and else only code of timeloom: who wants to know what is known of `stand` asks of `original`. */
export function standIn<T extends object>(stand: T, original: object): T {
  originals.set(stand, original);
  return stand;
}

/** What `stand` runs; undefined if it was not said. */
export function originalOf(stand: object): object | undefined {
  return originals.get(stand);
}

const originals = new WeakMap<object, object>();
