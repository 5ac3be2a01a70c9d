import { AsyncResource } from "node:async_hooks";
import type { Step } from "./step.ts";

/** Which store of an AsyncLocalStorage is seen where. */
export const contexts = {
  store: (operation, stage) => stage.stores.run(operation.number, stage.end(operation)),
  /** A listener runs in the context of the emitter, unless it is bound to its own. */
  bound: (operation, stage) => {
    const { number, delayMs } = operation;
    stage.stores.run(number, () => {
      stage.emitter.once(`b${number}`, AsyncResource.bind(stage.end(operation)));
      stage.emitter.once(`b${number}`, () => stage.note(`unbound${number}`));
    });
    stage.sets(operation, delayMs);
    setTimeout(() => stage.emitter.emit(`b${number}`), delayMs);
  },
} satisfies Record<string, Step>;
