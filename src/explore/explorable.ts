import { describe } from "../core/arguments/describe.ts";
import type { Body } from "../core/contracts/loop-core.ts";
import { Coroutine } from "../core/coroutine.ts";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import { typeError } from "../core/errors/type-error.ts";
import { runningLoop } from "../core/running-loop.ts";

/** What can be explored: a function that every execution calls afresh. */
export type Explorable = Body<[], unknown>;

/** @throws {RuntimeError} If called inside of a loop. */
export function requireNoLoop(what: string): void {
  if (runningLoop() === undefined) return;
  throw new RuntimeError(
    `${what} cannot be called from a running event loop`,
    `it makes its own loops: call it outside of tasks, and not in the body of an exploration`,
  );
}

/** @throws {TypeError} If `body` is not a function. */
export function requireBody(what: string, body: unknown): void {
  if (typeof body === "function") return;
  const shown = body instanceof Coroutine ? String(body) : describe(body);
  throw typeError(
    `${what} needs a function, got ${shown}`,
    "it is called once per execution: pass the function itself, not what it returns",
  );
}
