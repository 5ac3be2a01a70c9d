import assert from "node:assert/strict";
import { assert as assertProperty, asyncProperty, scheduler as anyScheduler, type Scheduler } from "fast-check";
import { now, type Program } from "../program.ts";

/** `n` random orders of three async actors that await five scheduled steps each, as `fc.scheduler` runs any program. */
export const waitFor: Program = (n) => orders(n, (scheduler, actors) => scheduler.waitFor(Promise.all(actors)));

/** Faster, but a program with one more `await` between two steps is left in the middle. */
export const waitAll: Program = (n) => orders(n, (scheduler) => scheduler.waitAll());

async function orders(
  n: number,
  wait: (scheduler: Scheduler, actors: readonly Promise<void>[]) => Promise<unknown>,
): Promise<number> {
  let steps = 0;
  async function act(scheduler: Scheduler): Promise<void> {
    for (let step = 0; step < 5; step += 1) {
      await scheduler.schedule(Promise.resolve());
      steps += 1;
    }
  }
  const start = now();
  await assertProperty(
    asyncProperty(anyScheduler(), async (scheduler) => {
      await wait(scheduler, [act(scheduler), act(scheduler), act(scheduler)]);
    }),
    { numRuns: n },
  );
  const elapsed = now() - start;
  assert.equal(steps, n * 15);
  return elapsed;
}
