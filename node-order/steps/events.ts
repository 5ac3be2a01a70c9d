import { EventEmitter, on, once } from "node:events";
import type { Step } from "./step.ts";

/** Emitters and event targets. */
export const events = {
  emit: (operation, stage) => {
    stage.emitter.once(`e${operation.number}`, stage.end(operation));
    stage.emitter.emit(`e${operation.number}`);
  },
  once: (operation, stage) => {
    const { number, delayMs } = operation;
    const wait = async (): Promise<void> => {
      const [value] = (await once(stage.emitter, `o${number}`)) as [number];
      stage.end(operation, `:${value}`)();
    };
    void wait();
    stage.sets(operation, delayMs + 10);
    setTimeout(() => {
      stage.emitter.emit(`o${number}`, 7);
      stage.note(`emitted${number}`);
    }, delayMs + 10);
  },
  async eventsOn(operation, stage) {
    const { number, delayMs } = operation;
    const emitter = new EventEmitter();
    stage.sets(operation, delayMs);
    setTimeout(() => {
      emitter.emit("x", 1);
      emitter.emit("x", 2);
      stage.note(`both${number}`);
    }, delayMs);
    for await (const [value] of on(emitter, "x") as AsyncIterable<[number]>) {
      stage.note(`on${number}.${value}`);
      if (value === 2) break;
    }
    stage.end(operation)();
  },
  eventTarget: (operation, stage) => {
    const target = new EventTarget();
    target.addEventListener("x", stage.end(operation), { once: true });
    target.dispatchEvent(new Event("x"));
  },
  /** An error that has a listener is an event like any other. */
  errorEvent: (operation, stage) => {
    const emitter = new EventEmitter();
    const first = once(emitter, "ready").catch((error: unknown) =>
      stage.note(`once${operation.number}:${String(error)}`),
    );
    emitter.on("error", stage.end(operation));
    emitter.emit("error", new Error("heard"));
    void first.then(() => stage.note(`first${operation.number}`));
  },
  /** A rejection of a listener becomes an error event. */
  captured: (operation, stage) => {
    const { number, delayMs, count } = operation;
    const emitter = new EventEmitter({ captureRejections: true });
    emitter.on("x", async () => {
      for (let i = 1; i < count; i++) await Promise.resolve();
      throw new Error("captured");
    });
    emitter.on("error", stage.end(operation));
    stage.sets(operation, delayMs);
    setTimeout(() => {
      emitter.emit("x");
      process.nextTick(() => stage.note(`tick${number}`));
      void stage.meter(operation, 4);
    }, delayMs);
  },
} satisfies Record<string, Step>;
