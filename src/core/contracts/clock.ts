/** Where a loop's time comes from, and how it passes. */
export interface Clock {
  /** Whether time jumps, instead of passing by itself. */
  readonly isVirtual: boolean;
  /** Seconds since some fixed moment; never goes back. */
  time(): number;
  /**
   * Let time pass up to `when`, in seconds; `Infinity` means that no timer is pending.
   *
   * @param wake - The host calls it later, if time does not jump.
   * @returns true if time has passed already (a virtual jump); for `Infinity`: true if nothing can ever happen again
   */
  pass(when: number, wake: () => void): boolean;
  /** Give up the wait that `pass` began. */
  interrupt(): void;
  /** Whether the host has work for this loop, so that a busy program must let the host run now and then. */
  servesHost(): boolean;
  /** Who moves time by hand at present: then no deadline is reached by itself. */
  driver?(): TimeDriver | undefined;
  /** Keep time from passing until `release()`, if this clock can stand still. */
  hold(): { release(): void };
}

/** Fake timers that move the time of a loop by hand. */
export interface TimeDriver {
  /** Seconds that were driven, ever. Never fewer than before. */
  driven(): number;
  /** Every task waits: let the deadlines of the loop be among those that are driven to. */
  adopt(): void;
  /** Whether time moves now and then without a hand, in callbacks of the host. */
  movesByItself(): boolean;
}
