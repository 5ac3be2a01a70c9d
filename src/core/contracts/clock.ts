/** Where a loop's time comes from, and how it passes. */
export interface Clock {
  /** Whether time jumps instead of taking its time. */
  readonly isVirtual: boolean;
  /** Seconds since some fixed moment; never goes back. */
  time(): number;
  /**
   * Let time pass up to `when`, in seconds; `Infinity` means that no timer is pending.
   *
   * @param wake - Called later, from the host, if time takes time here.
   * @returns true if time has passed already (a virtual jump); for `Infinity`, that nothing can ever happen again
   */
  pass(when: number, wake: () => void): boolean;
  /** Give up the wait that `pass` began. */
  interrupt(): void;
  /** Whether the host has work for this loop, so that a busy program must let it in now and then. */
  servesHost(): boolean;
  /** Keep time from passing until it is released, if time can be kept here. */
  hold(): { release(): void };
}
