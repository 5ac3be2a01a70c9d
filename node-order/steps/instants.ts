import type { Step } from "./step.ts";

/** Several timers of one instant. Node drains ticks and microtasks between any two of them. */
export const instants = {
  /** Delays of 0, 1 and none are one and the same. */
  shortest: (operation, stage) => {
    const { number } = operation;
    for (let times = 0; times < 4; times++) stage.sets(operation, 1);
    setTimeout(() => stage.note(`zero${number}`), 0);
    setTimeout(() => stage.note(`one${number}`), 1);
    // oxlint-disable-next-line typescript/no-confusing-void-expression -- a timer without a delay
    setTimeout(() => stage.note(`none${number}`));
    setTimeout(stage.end(operation), 0);
  },
  oneInstant: (operation, stage) => {
    const { number, delayMs, count } = operation;
    const set = (name: string): void => {
      stage.sets(operation, delayMs);
      setTimeout(() => {
        stage.note(`${name}${number}`);
        process.nextTick(() => stage.note(`${name}${number}.tick`));
        queueMicrotask(() => stage.note(`${name}${number}.micro`));
      }, delayMs);
    };
    for (let times = 0; times < count; times++) set(`timer${times}-`);
    process.nextTick(() => {
      set("tick-");
      queueMicrotask(() => {
        set("micro-");
        stage.sets(operation, delayMs);
        setTimeout(stage.end(operation), delayMs);
      });
    });
  },
  /** Two timers of one deadline that were set at different times, with different delays. */
  oneDeadline: (operation, stage) => {
    const { number, delayMs } = operation;
    stage.sets(operation, 2 * delayMs);
    setTimeout(() => {
      stage.note(`long${number}`);
      process.nextTick(() => stage.note(`long${number}.tick`));
      void Promise.resolve().then(() => stage.note(`long${number}.then`));
    }, 2 * delayMs);
    stage.sets(operation, delayMs);
    setTimeout(() => {
      stage.note(`half${number}`);
      stage.sets(operation, delayMs);
      setTimeout(stage.end(operation), delayMs);
    }, delayMs);
  },
  /** The first of two timers clears the second, and sets another. */
  clearSibling: (operation, stage) => {
    const { number, delayMs } = operation;
    stage.sets(operation, delayMs);
    stage.sets(operation, delayMs);
    setTimeout(() => {
      stage.note(`clears${number}`);
      clearTimeout(second);
      stage.sets(operation, delayMs);
      setTimeout(stage.end(operation), delayMs);
    }, delayMs);
    const second = setTimeout(() => stage.note(`wrong${number}`), delayMs);
  },
  /** An interval is set again only after its callback, behind the timers that the callback has set. */
  rearmed: (operation, stage) => {
    const { number, delayMs, count } = operation;
    let ticks = 0;
    stage.sets(operation, delayMs);
    const timer = setInterval(() => {
      stage.note(`tick${number}.${ticks}`);
      stage.sets(operation, delayMs);
      stage.sets(operation, delayMs);
      if (ticks < count) setTimeout(() => stage.note(`between${number}`), delayMs);
      else setTimeout(stage.end(operation), delayMs);
      if (ticks === count) clearInterval(timer);
      ticks += 1;
    }, delayMs);
  },
  /** A timer that has fired is set again. One that was cleared is not. */
  fireAgain: (operation, stage) => {
    const { number, delayMs, count } = operation;
    let times = 0;
    stage.sets(operation, delayMs);
    const timer = setTimeout(() => {
      stage.note(`fired${number}.${times}`);
      times += 1;
      if (times <= count) {
        stage.sets(operation, delayMs);
        timer.refresh();
        return;
      }
      clearTimeout(timer);
      timer.refresh();
      stage.end(operation)();
    }, delayMs);
  },
} satisfies Record<string, Step>;
