/** A property of a global object or of a module of Node, and what stands in its place. */
export type Patch = Place & (Replacement | Reading);

interface Place {
  readonly on: object;
  readonly property: PropertyKey;
}

interface Replacement {
  /** Makes the new value. @param original - The replaced value, which is called outside of virtual loops. */
  readonly replace: (original: never) => unknown;
}

interface Reading {
  /** Gives the value at each access. @param original - The replaced value, which is given outside of virtual loops. */
  readonly read: (original: never) => unknown;
}

/** Apply every patch that has something to replace. @returns a function that restores the originals in any case */
export function apply(patches: readonly Patch[]): () => void {
  const undo: (() => void)[] = [];
  const restore = (): void => {
    for (const step of undo.toReversed()) step();
  };
  try {
    for (const patch of patches) {
      const { on, property } = patch;
      const descriptor = Object.getOwnPropertyDescriptor(on, property);
      const original: unknown = Reflect.get(on, property);
      if (original === undefined) continue; // requestAnimationFrame, outside of a browser
      undo.push(() => {
        if (descriptor === undefined) Reflect.deleteProperty(on, property);
        else Object.defineProperty(on, property, descriptor);
      });
      Object.defineProperty(on, property, {
        configurable: true,
        enumerable: descriptor?.enumerable ?? true,
        ...("read" in patch
          ? { get: () => patch.read(original as never) }
          : { writable: true, value: patch.replace(original as never) }),
      });
    }
  } catch (error) {
    restore();
    throw error;
  }
  return restore;
}
