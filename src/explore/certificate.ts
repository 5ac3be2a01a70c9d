import type { Level } from "../core/strategy.ts";
import type { Claim } from "./search.ts";

/** What an exploration that found nothing has covered. */
export interface Certificate {
  readonly level: Level;
  /** The strategies that were used, as `auto(pct(3), …)`. */
  readonly strategy: string;
  readonly seed: number;
  /** What is claimed; `none` if there was nothing to choose, or too little came to an end. */
  readonly claim: Claim;
  readonly executions: number;
  /** Executions that met a limit: they prove nothing. */
  readonly inconclusive: number;
  /** The most choice points that an execution met; 0 means that there was nothing to explore. */
  readonly choices: number;
  /** Why the search ended. */
  readonly ended: "exhausted" | "executions" | "time" | "memory" | "interrupted";
}
