/** Options of `simulate()`. */
export interface SimulateSettings {
  /**
   * Seconds that the completion of a call takes: the first by default, any of them where the level lets latencies vary.
   * Without latencies, a call completes at any time, in any order with other calls and with the clock.
   */
  readonly latency?: readonly number[];
  /**
   * Seconds that a call takes at most, at every level: loop time does not pass the call any further. Without `latency`, it completes
   * at any time up to there. Counts from the call (of a coroutine: from its first step), so that what the fake itself waits is part
   * of the time; if the fake waits longer, the call completes at once after it.
   */
  readonly within?: number;
  /**
   * Errors with which a call may fail; by default no call fails. If it fails, an async method or coroutine is not called; a plain
   * function that returns a promise was called, and its answer is lost.
   */
  readonly failures?: readonly Error[];
}
