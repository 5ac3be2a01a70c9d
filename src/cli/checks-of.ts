import type { Check } from "../testing.ts";

/** The values of `--check`. */
export function checksOf(names: readonly string[] | undefined): readonly Check[] | "all" | undefined {
  return names?.includes("all") === true ? "all" : (names as readonly Check[] | undefined);
}
