import {
  scheduler,
  setImmediate as pauseImmediate,
  setInterval as pauses,
  setTimeout as pause,
} from "node:timers/promises";
import type { Operation } from "../programs/make-program.ts";
import type { Stage } from "../programs/stage.ts";
import type { Step } from "./step.ts";

/** What a signal breaks off. */
export const signals = {
  async abort(operation, stage) {
    const { number, delayMs } = operation;
    const controller = new AbortController();
    stage.sets(operation, delayMs);
    setTimeout(() => {
      controller.abort();
      stage.note(`aborted${number}`);
    }, delayMs);
    const error: unknown = await pause(delayMs + 200, 1, { signal: controller.signal }).catch(nameOf);
    stage.end(operation, `:${String(error)}`)();
  },
  signalTimeout: (operation, stage) => {
    const { delayMs } = operation;
    stage.sets(operation, delayMs);
    const kept = setTimeout(() => undefined, delayMs + 500);
    AbortSignal.timeout(delayMs).addEventListener("abort", () => {
      clearTimeout(kept);
      stage.end(operation)();
    });
  },
  anySignal: (operation, stage) => {
    const { number, delayMs, count } = operation;
    const controller = new AbortController();
    stage.sets(operation, delayMs);
    const timeout = AbortSignal.timeout(count === 1 ? delayMs : delayMs + 200);
    const kept = setTimeout(() => controller.abort(), count === 1 ? delayMs + 200 : delayMs);
    // Nothing keeps the process alive for the other one.
    if (count === 1) timeout.addEventListener("abort", () => stage.note(`timeout${number}`));
    controller.signal.addEventListener("abort", () => stage.note(`controller${number}`));
    const any = AbortSignal.any([timeout, controller.signal]);
    any.addEventListener("abort", () => {
      clearTimeout(kept);
      stage.end(operation, `:${nameOf(any.reason)}`)();
    });
  },
  async pauseSignal(operation, stage) {
    stage.sets(operation, operation.delayMs);
    const value = await pause(operation.delayMs, "v", { signal: new AbortController().signal });
    stage.end(operation, `:${value}`)();
  },
  abortImmediate: (operation, stage) => {
    const controller = new AbortController();
    if (operation.count < 3) process.nextTick(() => abort(controller, operation, stage));
    stage.setsImmediate(operation);
    settled(pauseImmediate("v", { signal: controller.signal }), operation, stage);
  },
  abortPauses: (operation, stage) => {
    const { number, delayMs, count } = operation;
    const controller = new AbortController();
    const iterate = async (): Promise<string> => {
      for await (const _ of pauses(delayMs, "v", { signal: controller.signal })) {
        stage.note(`pauses${number}`);
        if (count === 1) await pause(delayMs + 60, undefined, { signal: controller.signal });
      }
      return "over";
    };
    for (const at of [delayMs, delayMs + 15]) stage.sets(operation, at);
    setTimeout(() => abort(controller, operation, stage), delayMs + 15);
    settled(iterate(), operation, stage);
  },
  abortWait: (operation, stage) => {
    const controller = new AbortController();
    stage.sets(operation, operation.delayMs);
    setTimeout(() => abort(controller, operation, stage), operation.delayMs);
    settled(scheduler.wait(operation.delayMs + 200, { signal: controller.signal }), operation, stage);
  },
  abortedBefore: (operation, stage) => {
    const signal = AbortSignal.abort();
    void stage.meter(operation);
    settled(pause(operation.delayMs, "v", { signal }), operation, stage);
  },
} satisfies Record<string, Step>;

/** Abort, and log how many microtasks it takes until somebody hears of it. */
function abort(controller: AbortController, operation: Operation, stage: Stage): void {
  controller.abort();
  void stage.meter(operation);
}

/** The operation ends when `promise` is settled. */
function settled(promise: Promise<unknown>, operation: Operation, stage: Stage): void {
  promise.then(
    (value) => stage.end(operation, `:${String(value)}`)(),
    (error: unknown) => stage.end(operation, `:${nameOf(error)}`)(),
  );
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : String(error);
}
