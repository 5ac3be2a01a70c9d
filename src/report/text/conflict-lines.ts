import type { Conflict } from "../../explore/recording/conflicts-in.ts";
import type { Access } from "../../explore/recording/access.ts";
import type { Recording } from "../../explore/recording/trace.ts";
import { titleOf } from "../title-of.ts";

/** Who accessed what, in order, and which read became stale. */
export function conflictLines(
  conflicts: readonly Conflict[],
  { names }: Recording,
  place: (at: string) => string,
): string[] {
  return conflicts.flatMap(({ property, stale, first, second }) => {
    const rows: (readonly [Access, string])[] =
      stale === undefined
        ? [
            [first, verb(first)],
            [second, verb(second)],
          ]
        : [
            [stale, "reads it"],
            [first, "writes it: what was read is stale now"],
            [second, "writes what it made of the stale value"],
          ];
    const texts = rows.map(([access, text]) => [`${titleOf(access.path, names)} ${text}`, access.place] as const);
    const width = Math.max(...texts.map(([text]) => text.length));
    return [
      `conflict on ${property}`,
      ...texts.map(([text, at]) => `  ${at === undefined ? text : `${text.padEnd(width)}  ${place(at)}`}`),
    ];
  });
}

/** A longer list would say less. */
const mostConflicts = 3;

/** The conflicts worth telling: only conflicts about stale values, if there are any. */
export function tellable(conflicts: readonly Conflict[]): readonly Conflict[] {
  const stale = conflicts.filter((conflict) => conflict.stale !== undefined);
  const worthTelling = stale.length > 0 ? stale : conflicts;
  const properties = new Set<string>();
  // One conflict per property: others would repeat it.
  return worthTelling
    .filter(({ property }) => !properties.has(property) && properties.add(property))
    .slice(0, mostConflicts);
}

function verb({ kind }: Access): string {
  return kind === "read" ? "reads it" : "writes it";
}

/** What each step does to the properties in conflict, in few words, by the index of the step. */
export function accessTexts(conflicts: readonly Conflict[]): Map<number, string> {
  const texts = new Map<number, string>();
  for (const { property, stale, first, second } of conflicts) {
    for (const access of [stale, first, second]) {
      if (access === undefined) continue;
      const text = `${access.kind}s ${property}`;
      const known = texts.get(access.step);
      if (known === undefined) texts.set(access.step, text);
      else if (!known.split(", ").includes(text)) texts.set(access.step, `${known}, ${text}`);
    }
  }
  return texts;
}
