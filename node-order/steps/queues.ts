import type { Step } from "./step.ts";

/** Ticks and microtasks. */
export const queues = {
  tick: (operation, stage) => process.nextTick(stage.end(operation)),
  micro: (operation, stage) => queueMicrotask(stage.end(operation)),
  then: (operation, stage) => void Promise.resolve().then(stage.end(operation)),
  async async(operation, stage) {
    for (let i = 0; i < operation.count; i++) {
      await Promise.resolve();
      stage.note(`async${operation.number}.${i}`);
    }
    stage.end(operation)();
  },
  async asyncIter(operation, stage) {
    const numbers = (async function* (): AsyncGenerator<number> {
      for (let i = 0; i < operation.count; i++) {
        await Promise.resolve();
        yield i;
      }
    })();
    for await (const i of numbers) stage.note(`iter${operation.number}.${i}`);
    stage.end(operation)();
  },
  async thenable(operation, stage) {
    const later = {
      then(resolve: (value: string) => void): void {
        process.nextTick(() => {
          stage.note(`thenable${operation.number}`);
          resolve("t");
        });
      },
    };
    stage.end(operation, `:${await later}`)();
  },
  microChain: (operation, stage) => {
    let links = 0;
    const next = (): void => {
      links += 1;
      if (links < chainLength) queueMicrotask(next);
      else stage.end(operation)();
    };
    queueMicrotask(next);
  },
  tickChain: (operation, stage) => {
    let links = 0;
    const next = (): void => {
      links += 1;
      if (links === chainLength) stage.end(operation)();
      else if (links % 2 === 1) process.nextTick(next);
      else queueMicrotask(next);
    };
    process.nextTick(next);
  },
} satisfies Record<string, Step>;

const chainLength = 6;
