import type { Access } from "./access.ts";

/** The conflicts of an execution: first the conflicts about a stale value, the latest first. */
export function conflictsIn(accesses: readonly Access[]): Conflict[] {
  const found: Conflict[] = [];
  for (const [property, sameProperty] of byProperty(accesses)) found.push(...conflictsOf(property, sameProperty));
  const lateFirst = found.toSorted((a, b) => b.second.step - a.second.step);
  return [...lateFirst.filter(({ stale }) => stale), ...lateFirst.filter(({ stale }) => !stale)];
}

/** Two accesses to one property by different tasks with none in between, at least one of them a write. */
export interface Conflict {
  readonly property: string;
  /** The read whose value was out of date when it was used. */
  readonly stale: Access | undefined;
  readonly first: Access;
  readonly second: Access;
}

/** What touches a whole object is among the accesses to each of its parts. */
function byProperty(accesses: readonly Access[]): Map<string, Access[]> {
  const sorted = new Map<string, Access[]>();
  const wholes = accesses.some(({ whole }) => whole !== undefined);
  for (const { property } of accesses) sorted.set(property, []);
  for (const access of accesses) {
    if (!wholes || access.whole === undefined) sorted.get(access.property)?.push(access);
    else for (const [property, same] of sorted) if (isPartOf(access.whole, property)) same.push(access);
  }
  return sorted;
}

function isPartOf(whole: string, property: string): boolean {
  return (
    property === whole ||
    (property.startsWith(whole) && /^(?:\[[^[\]]*\]|\.#?[^.[]+)$/.test(property.slice(whole.length)))
  );
}

function conflictsOf(property: string, accesses: readonly Access[]): Conflict[] {
  const found: Conflict[] = [];
  /** The last access of each task before `first`. */
  const before = new Map<string, Access>();
  let first: Access | undefined;
  for (const second of accesses) {
    if (first !== undefined && first.path !== second.path && (first.kind === "write" || second.kind === "write")) {
      // `second` may write a value that its task derived from a read before `first` wrote.
      const own = before.get(second.path);
      const stale = first.kind === "write" && second.kind === "write" && own?.kind === "read" ? own : undefined;
      found.push({ property, stale, first, second });
    }
    if (first !== undefined) before.set(first.path, first);
    first = second;
  }
  return found;
}
