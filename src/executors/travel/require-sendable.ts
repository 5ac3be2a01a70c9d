import { LoopHandle } from "../loop-handle.ts";
import type { WorkerCall } from "../workers.ts";
import { typeError } from "../../core/errors/type-error.ts";
import { type Border, requireCloneable } from "./require-cloneable.ts";

/** Refuse a call whose arguments or context variables cannot be sent. @throws {TypeError} The message says which part of them. */
export function requireSendable({ args, context }: WorkerCall, border: Border): void {
  for (const [index, arg] of args.entries()) {
    if (arg instanceof LoopHandle) requireThread(border);
    else requireCloneable(arg, `argument ${index + 1}`, border);
  }
  for (const [name, value] of context) requireCloneable(value, `context variable '${name}'`, border);
}

function requireThread(border: Border): void {
  if (border.sharesMemory) return;
  throw typeError(
    "Cannot send a loop handle to a process: its messages go by a MessagePort, which only threads can have",
    "use a ThreadPoolExecutor or toThread()",
  );
}
