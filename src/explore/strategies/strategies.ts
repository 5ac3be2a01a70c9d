import { auto } from "./auto.ts";
import { coverageGuided } from "./coverage-guided/coverage-guided.ts";
import { delayBounded } from "./delay-bounded.ts";
import { dpor } from "./dpor/dpor.ts";
import { exhaustive } from "./exhaustive.ts";
import { fifoOnly } from "./fifo-only.ts";
import { pct } from "./pct.ts";
import { pos } from "./pos.ts";
import { random } from "./random.ts";
import type { SearchStrategy } from "./search.ts";
import { urw } from "./urw.ts";

/** Every strategy, one per line, with its name on the command line and in tests. */
export const strategies: readonly NamedStrategy[] = [
  { name: "auto", make: () => auto() },
  { name: "exhaustive", make: exhaustive },
  { name: "dpor", make: () => dpor() },
  { name: "delays", make: (delays) => delayBounded({ delays }), example: 2 },
  { name: "pct", make: (depth) => pct({ depth }), example: 3 },
  { name: "urw", make: urw },
  { name: "pos", make: pos },
  { name: "random", make: random },
  { name: "guided", make: coverageGuided },
  { name: "fifo", make: fifoOnly },
];

/** A strategy and its name. */
export interface NamedStrategy {
  readonly name: string;
  /** @param number - The number after the name, as in `pct:3`. */
  readonly make: (number?: number) => SearchStrategy;
  /** An example of a number after the name, if the strategy takes one. */
  readonly example?: number;
}
