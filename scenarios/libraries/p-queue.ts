import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import PQueue from "p-queue";
import type { Library, Stopwatch } from "./behaviour.ts";

export const pQueueLibrary: Library = {
  name: "p-queue 9.3.5",
  behaviours: [
    {
      title: "runs as many jobs at a time as concurrency says",
      async program(time) {
        const queue = new PQueue({ concurrency: 2 });
        const ends = await Promise.all([1, 2, 3, 4].map(() => queue.add(() => worked(time, 200))));
        time.were(ends, [0.2, 0.2, 0.4, 0.4]);
      },
    },
    {
      title: "starts at most intervalCap jobs per interval",
      async program(time) {
        const queue = new PQueue({ intervalCap: 2, interval: 500 });
        const starts = await Promise.all([1, 2, 3, 4, 5].map(() => queue.add(() => time.read())));
        time.were(starts, [0, 0, 0.5, 0.5, 1]);
      },
    },
    {
      title: "rejects a job at its timeout, and starts the next one then",
      async program(time) {
        const queue = new PQueue({ concurrency: 1, timeout: 300 });
        const slow = assert.rejects(queue.add(() => pause(500)), { name: "TimeoutError" }); // oxfmt-ignore
        const next = queue.add(() => time.read());
        await slow;
        time.were([await next], [0.3]);
      },
    },
    {
      title: "starts nothing while it is paused, and is idle when all jobs have ended",
      async program(time) {
        const queue = new PQueue({ autoStart: false });
        const end = queue.add(() => worked(time, 200));
        await pause(300);
        queue.start();
        await queue.onIdle();
        time.is(0.5);
        time.were([await end], [0.5]);
      },
    },
  ],
};

/** When some work has ended. */
async function worked(time: Stopwatch, ms: number): Promise<number> {
  await pause(ms);
  return time.read();
}
