/** The steps that the timeline points out. */
export interface MarkedSteps {
  /** Numbers of the deviations that made a step go first, by its index. */
  readonly first: ReadonlyMap<number, number>;
  /** Numbers of the deviations that a step was overtaken by. */
  readonly overtaken: ReadonlyMap<number, number>;
  /** What a step does to watched objects, by its index. */
  readonly accesses: ReadonlyMap<number, string>;
}
