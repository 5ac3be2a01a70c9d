import { setTimeout as pause } from "node:timers/promises";
import type { Step } from "./step.ts";

/** Promises that settle after a time, alone and in company. */
export const promises = {
  async raceTimeout(operation, stage) {
    const { delayMs } = operation;
    stage.sets(operation, delayMs);
    stage.sets(operation, delayMs + 250);
    const winner = await Promise.race([pause(delayMs, "fast"), pause(delayMs + 250, "slow")]);
    stage.end(operation, `:${winner}`)();
  },
  async all(operation, stage) {
    stage.sets(operation, operation.delayMs);
    const slow = pause(operation.delayMs, "a");
    const results = await Promise.allSettled([slow, Promise.reject(new Error("b")), Promise.resolve("c")]);
    stage.end(operation, `:${results.map(({ status }) => status.slice(0, 1)).join("")}`)();
  },
  async any(operation, stage) {
    stage.sets(operation, operation.delayMs);
    const first = await Promise.any([Promise.reject(new Error("a")), pause(operation.delayMs, "v")]);
    stage.end(operation, `:${first}`)();
  },
  async rejected(operation, stage) {
    const { number, delayMs, count } = operation;
    stage.sets(operation, delayMs);
    stage.sets(operation, delayMs + 20 * count);
    const late = pause(delayMs).then(() => {
      throw new Error("late");
    });
    late.catch(() => stage.note(`caught${number}`));
    await pause(delayMs + 20 * count);
    stage.end(operation)();
  },
} satisfies Record<string, Step>;
