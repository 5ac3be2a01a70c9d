/** A call whose completion comes from outside, as it begins. */
export interface Call {
  /** The index of the step in whose turn it begins. */
  readonly step: number;
  /** Stable path of its completion: `main.0.x0`. */
  readonly path: string;
  readonly name: string;
  /** `file:line`; only in debug mode. */
  readonly place: string | undefined;
}
