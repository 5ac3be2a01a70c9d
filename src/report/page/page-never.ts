import type { ConflictPairs } from "../../explore/pairs/conflict-pairs.ts";

/** What a search never tried, as a page shows it; undefined if nobody asked. @param placeName - Makes the places in a text short. */
export function pageNever(
  pairs: ConflictPairs | undefined,
  placeName: (text: string) => string,
): PageNever | undefined {
  if (pairs === undefined) return undefined;
  const { seen, untried, never } = pairs;
  return {
    seen,
    untried,
    rows: never.map(({ first, before }) => ({ first: placeName(first), before: placeName(before) })),
  };
}

/** How many orders of conflicting steps were seen, and which never. */
export interface PageNever {
  readonly seen: number;
  readonly untried: number;
  /** The first of those that were never seen. */
  readonly rows: readonly { readonly first: string; readonly before: string }[];
}
