/** Options of `simulate()`. */
export interface SimulateSettings {
  /**
   * Seconds that the completion of a call takes: the first by default, any of them where the level lets latencies vary.
   * Without latencies, a call completes at any time, in any order with other calls and with the clock.
   */
  readonly latency?: readonly number[];
  /**
   * Errors with which a call may fail; by default no call fails. If it fails, an async method or coroutine is not called; a plain
   * function that returns a promise was called, and its answer is lost.
   */
  readonly failures?: readonly Error[];
}
