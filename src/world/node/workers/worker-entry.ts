// What runs in a thread or process of an executor, as a script of workerpool.
import { types } from "node:util";
import { isMainThread } from "node:worker_threads";
import { isThenable } from "../../../core/call-body.ts";
import { type Answer, answerOf } from "../../../executors/travel/answer-of.ts";
import { recordOf } from "../../../executors/travel/thrown.ts";
import type { Border } from "../../../executors/travel/require-cloneable.ts";
import type { CallMessage } from "./call-message.ts";
import { FunctionImports } from "./function-imports.ts";
import { loadWorkerpool } from "./open-pool.ts";
import { RemoteLoop } from "./remote-loop.ts";

const back: Border = { to: "back from a worker", sharesMemory: !isMainThread, isProxy: types.isProxy };
const toLoop: Border = { ...back, to: "to the loop" };

const functions = new FunctionImports();

loadWorkerpool().worker({ call });

/** At once if the function is known and returns no promise: a microtask less for short calls. */
function call(message: CallMessage): Answer | Promise<Answer> {
  const work = functions.get(message.module, message.name);
  if (isThenable(work) || message.ports !== undefined) return callLater(message, work);
  return answerOf(received(message, work), back);
}

async function callLater(message: CallMessage, work: ReturnType<FunctionImports["get"]>): Promise<Answer> {
  const args = [...message.args];
  const loops = (message.ports ?? []).map(({ index, port }) => (args[index] = new RemoteLoop(port, toLoop)));
  try {
    return await answerOf(received({ ...message, args }, await work), back);
  } catch (error) {
    return { thrown: recordOf(error, back) };
  } finally {
    for (const loop of loops) loop.close();
  }
}

function received(
  { name, args, each, context = none }: CallMessage,
  work: (...args: never[]) => unknown,
): Parameters<typeof answerOf>[0] {
  return { name, args, each: each === true, context, function: work };
}

const none: ReadonlyMap<string, unknown> = new Map();
