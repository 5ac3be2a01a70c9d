import {
  auto,
  coverageGuided,
  delayBounded,
  dpor,
  exhaustive,
  pct,
  pos,
  random,
  type SearchStrategy,
  urw,
} from "timeloom/testing";

/** The strategies that are compared, by the name that `--strategies` takes. */
export const contenders: Readonly<Record<string, () => SearchStrategy>> = {
  auto: () => auto({ allDeclared: true }),
  random: random,
  guided: coverageGuided,
  urw: urw,
  pos: pos,
  "pct-2": () => pct({ depth: 2 }),
  "pct-3": () => pct({ depth: 3 }),
  "delays-2": () => delayBounded({ delays: 2 }),
  exhaustive: exhaustive,
  dpor: () => dpor({ allDeclared: true }),
};

/** What is compared unless something else is asked for. */
export const usual: readonly string[] = ["auto", "random", "urw", "pos", "pct-2", "pct-3", "delays-2"];
