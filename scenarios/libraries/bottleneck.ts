import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import Bottleneck from "bottleneck";
import type { Library } from "./behaviour.ts";

export const bottleneckLibrary: Library = {
  name: "bottleneck 2.19.5",
  ownTime: 0.01,
  behaviours: [
    {
      title: "starts jobs at least minTime apart",
      async program(time) {
        const limiter = new Bottleneck({ minTime: 300 });
        const starts = await Promise.all([1, 2, 3].map(() => limiter.schedule(async () => time.read())));
        time.were(starts, [0, 0.3, 0.6]);
      },
    },
    {
      title: "runs at most maxConcurrent jobs at a time",
      async program(time) {
        const limiter = new Bottleneck({ maxConcurrent: 2 });
        const work = async (): Promise<number> => {
          await pause(200);
          return time.read();
        };
        const ends = await Promise.all([1, 2, 3].map(() => limiter.schedule(work)));
        time.were(ends, [0.2, 0.2, 0.4]);
      },
    },
    {
      title: "drops a job at its expiration",
      async program(time) {
        const limiter = new Bottleneck();
        const slow = limiter.schedule({ expiration: 300 }, () => pause(500));
        await assert.rejects(slow, { message: "This job timed out after 300 ms." });
        time.is(0.3);
      },
    },
    {
      title: "runs a failed job again after the milliseconds that the listener returns",
      async program(time) {
        const limiter = new Bottleneck();
        const attempts: number[] = [];
        limiter.on("failed", async (_, { retryCount }) => (retryCount < 2 ? 250 : undefined));
        const job = limiter.schedule(async () => {
          attempts.push(time.read());
          throw new Error("down");
        });
        await assert.rejects(job, { message: "down" });
        time.were(attempts, [0, 0.25, 0.5]);
      },
    },
    {
      title: "fills its reservoir every reservoirRefreshInterval",
      async program(time) {
        const limiter = new Bottleneck({
          reservoir: 2,
          reservoirRefreshAmount: 2,
          reservoirRefreshInterval: 5_000, // as often as it looks, every 5 s
        });
        const starts = await Promise.all([1, 2, 3].map(() => limiter.schedule(async () => time.read())));
        time.were(starts, [0, 0, 5]);
      },
    },
  ],
};
