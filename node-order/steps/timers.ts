import {
  scheduler,
  setInterval as pauses,
  setImmediate as pauseImmediate,
  setTimeout as pause,
} from "node:timers/promises";
import type { Step } from "./step.ts";

/** Timers and immediates, as callbacks and as promises. */
export const timers = {
  timeout: (operation, stage) => {
    stage.sets(operation, operation.delayMs);
    setTimeout(stage.end(operation), operation.delayMs);
  },
  unrefTimeout: (operation, stage) => {
    stage.sets(operation, operation.delayMs);
    setTimeout(stage.end(operation), operation.delayMs).ref();
  },
  immediate: (operation, stage) => {
    stage.setsImmediate(operation);
    setImmediate(stage.end(operation));
  },
  async pause(operation, stage) {
    stage.sets(operation, operation.delayMs);
    await pause(operation.delayMs);
    stage.end(operation)();
  },
  async pauseImmediate(operation, stage) {
    stage.setsImmediate(operation);
    await pauseImmediate();
    stage.end(operation)();
  },
  interval: (operation, stage) => {
    const { number, delayMs, count } = operation;
    let ticks = 0;
    stage.sets(operation, delayMs + 5);
    const timer = setInterval(() => {
      stage.note(`interval${number}.${ticks}`);
      ticks += 1;
      if (ticks < count) return stage.sets(operation, delayMs + 5);
      clearInterval(timer);
      stage.end(operation)();
    }, delayMs + 5);
  },
  clear: (operation, stage) => {
    const timer = setTimeout(() => stage.note(`wrong${operation.number}`), operation.delayMs);
    stage.setsImmediate(operation);
    setImmediate(() => {
      clearTimeout(timer);
      stage.end(operation)();
    });
  },
  refresh: (operation, stage) => {
    const { number, delayMs } = operation;
    const timer = setTimeout(stage.end(operation), delayMs + 100);
    stage.sets(operation, delayMs);
    setTimeout(() => {
      stage.note(`refreshed${number}`);
      stage.sets(operation, delayMs + 100);
      timer.refresh();
    }, delayMs);
  },
  async pauses(operation, stage) {
    const { number, delayMs, count } = operation;
    let ticks = 0;
    stage.sets(operation, delayMs + 7);
    for await (const _ of pauses(delayMs + 7)) {
      stage.note(`pauses${number}.${ticks}`);
      stage.sets(operation, delayMs + 7);
      ticks += 1;
      if (ticks === count) break;
    }
    stage.end(operation)();
  },
  async wait(operation, stage) {
    stage.sets(operation, operation.delayMs);
    await scheduler.wait(operation.delayMs);
    stage.end(operation)();
  },
  async yieldNow(operation, stage) {
    stage.setsImmediate(operation);
    await scheduler.yield();
    stage.end(operation)();
  },
} satisfies Record<string, Step>;
