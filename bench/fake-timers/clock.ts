import { createClock } from "@sinonjs/fake-timers";

/** What `await sleep(seconds)` is under fake-timers, and the clock that ends it. */
export function fakeTime(): {
  sleep: (milliseconds: number) => Promise<void>;
  runAll: () => Promise<number>;
  now: () => number;
} {
  const clock = createClock(0, Number.MAX_SAFE_INTEGER); // the default limit of 1,000 timers is for endless loops
  return {
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        clock.setTimeout(() => resolve(), milliseconds);
      }),
    runAll: () => clock.runAllAsync(),
    now: () => clock.now,
  };
}
