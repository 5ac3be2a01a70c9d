/** How far an exploration has come. */
export interface Progress {
  /** What it does: sweeps, looks for a failure, or makes the one that it has found small. */
  readonly phase: "sweeping" | "searching" | "shrinking";
  /** Executions so far, those of all phases. */
  readonly executions: number;
  /** Executions that the search may take. */
  readonly most: number;
  /** Executions per second of real time. */
  readonly perSecond: number;
  /** Seconds of real time since it began. */
  readonly elapsed: number;
  /** The most choice points that an execution has met. */
  readonly choices: number;
  /** Executions that met a limit. */
  readonly inconclusive: number;
  /** The strategies that were used so far. */
  readonly strategy: string;
}
