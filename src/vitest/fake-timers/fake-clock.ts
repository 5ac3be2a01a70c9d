/** The part of a clock of fake-timers that timeloom reads. vitest, sinon and Jest have such clocks. */
export interface FakeClock {
  readonly setTimeout: (callback: () => void, ms: number) => unknown;
  readonly clearTimeout: (timer: unknown) => void;
  /** Milliseconds since it was installed, whatever date it was set to. */
  readonly hrtime: () => readonly [seconds: number, nanoseconds: number];
  /** Set if it advances with the time of the host. */
  readonly attachedInterval?: unknown;
  readonly tickMode?: { readonly mode: string };
}

/** The clock of the fake timers that are installed now, if `setTimeout()` is among the faked functions. */
export function fakeClock(): FakeClock | undefined {
  // oxlint-disable-next-line eslint/no-restricted-properties -- only asks who has replaced it
  return (globalThis.setTimeout as { readonly clock?: FakeClock }).clock;
}
