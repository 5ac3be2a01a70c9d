/** How far an exploration has come. */
export interface Progress {
  /** What the exploration does: it sweeps, looks for a failure, or shrinks the failure that it found. */
  readonly phase: "sweeping" | "searching" | "shrinking";
  /** Executions so far, of all phases. */
  readonly executions: number;
  /** The most executions of the search. */
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
