import { EventEmitter } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import type { Operation } from "../programs/make-program.ts";
import type { Stage } from "../programs/stage.ts";
import type { Step } from "./step.ts";

/** What ends the process, and what only nearly does. */
export const deaths = {
  /** A promise that is rejected, and nobody ever handles it: what its macrotask has begun still runs. */
  unhandled: (operation, stage) => {
    stage.sets(operation, operation.delayMs);
    setTimeout(() => {
      void Promise.reject(new Error("unhandled"));
      stage.end(operation)();
    }, operation.delayMs);
  },
  /** Ticks and microtasks handle it in time, at any depth. An immediate does not. */
  handledLate: (operation, stage) => {
    const { number, count } = operation;
    const promise = Promise.reject(new Error("late"));
    const handle = (): void => {
      promise.catch(() => stage.note(`handled${number}`));
      stage.end(operation)();
    };
    if (count === 3) {
      stage.setsImmediate(operation);
      setImmediate(handle);
    } else {
      inTicks(count * 3, handle);
    }
  },
  /** Two are begun, and the first fails while nobody but the second is awaited. */
  async asyncThrow(operation, stage) {
    const { number, delayMs } = operation;
    for (const at of [delayMs, delayMs + 40]) stage.sets(operation, at);
    const first = failing(operation, stage);
    await pause(delayMs + 40);
    stage.note(`second${number}`);
    await first.catch(() => undefined);
    stage.end(operation)();
  },
  throwIn: (operation, stage) => {
    const { number, delayMs, count } = operation;
    const fail = (): void => {
      process.nextTick(() => stage.note(`after${number}`));
      stage.end(operation)();
      throw new Error("thrown");
    };
    stage.sets(operation, delayMs);
    if (count === 1) setTimeout(fail, delayMs);
    else if (count === 2) setTimeout(() => process.nextTick(fail), delayMs);
    else setTimeout(() => queueMicrotask(fail), delayMs);
  },
  errorWithoutListener: (operation, stage) => {
    stage.sets(operation, operation.delayMs);
    setTimeout(() => {
      stage.end(operation)();
      new EventEmitter().emit("error", new Error("nobody listens"));
      stage.note(`wrong${operation.number}`);
    }, operation.delayMs);
  },
  /** Without `captureRejections` nobody looks at what a listener returns. */
  rejectedListener: (operation, stage) => {
    const emitter = new EventEmitter();
    emitter.on("x", async () => {
      await Promise.resolve();
      stage.end(operation)();
      throw new Error("a listener");
    });
    stage.sets(operation, operation.delayMs);
    setTimeout(() => emitter.emit("x"), operation.delayMs);
  },
} satisfies Record<string, Step>;

async function failing({ number, delayMs }: Operation, stage: Stage): Promise<void> {
  await pause(delayMs);
  stage.note(`fails${number}`);
  throw new Error("failing");
}

/** Call back after so many ticks and microtasks in turn. */
function inTicks(links: number, callback: () => void): void {
  if (links === 0) callback();
  else if (links % 2 === 0) process.nextTick(inTicks, links - 1, callback);
  else queueMicrotask(() => inTicks(links - 1, callback));
}
