import { createHook } from "node:async_hooks";
import type { OperationOwner } from "../../host.ts";
import type { Progress, Watch } from "./watch.ts";

/**
 * Work of a native addon (Node-API). Its resource is the addon's own object and tells nothing. So the work counts until
 * its first callback is over, and only while its task waits for nothing else and has not moved: some addons never call.
 */
export class AddonWatch implements Watch {
  readonly #owner: OperationOwner;
  readonly #moves: number;
  /** Its own hook, so that the promises of programs without addons are not slowed down by an `after`. */
  readonly #hook: { disable(): unknown };
  #over = false;

  constructor(asyncId: number, owner: OperationOwner) {
    this.#owner = owner;
    this.#moves = owner.moves;
    const after = (id: number): void => {
      if (id === asyncId) this.dispose();
    };
    this.#hook = createHook({ after, ...withoutPromises }).enable();
  }

  progress(): Progress {
    if (!this.#over && (!this.#owner.isUnknown || this.#owner.moves !== this.#moves)) this.dispose();
    return this.#over ? "ended" : "underway";
  }

  dispose(): void {
    this.#over = true;
    this.#hook.disable();
  }
}

/** A newer option of `createHook`, which older Nodes ignore: the hook skips promises, which it need not see, at no extra cost. */
export const withoutPromises: object = { trackPromises: false };
