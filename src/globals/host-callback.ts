import { Context, currentValues } from "../core/context/context.ts";
import { current, taskHere } from "../core/context/current.ts";
import { captureForLoop } from "../core/context/native-scope.ts";
import type { Engine } from "../loop/engine.ts";

/**
 * What calls `callback` as the host would in a macrotask of its own: in the caller's async context. Nobody catches what it throws, and nobody
 * handles a promise that it returns.
 */
export function hostCallback(loop: Engine, callback: () => unknown): () => void {
  const context = captureForLoop(loop, new Context(currentValues()));
  const task = taskHere()?.getName();
  return () => {
    current.microtasksDue = true; // it may settle promises: whoever awaits them runs before time passes
    try {
      context(callback);
    } catch (error) {
      loop.deaths?.uncaught(error, task);
    }
  };
}
