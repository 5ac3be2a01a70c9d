import { tellOpaque, tellVisible } from "../core/context/touch.ts";
import type { LoopCore, Wait } from "../core/contracts/loop-core.ts";
import { coroutine } from "../core/coroutine.ts";
import { Reaction } from "../core/driving/done-callback.ts";
import { isGeneratorFunction } from "../core/driving/step-generator.ts";
import { faceOf } from "../core/event-loop.ts";
import { addWaiter } from "../core/future-core.ts";
import type { Spawnable } from "../core/spawnable.ts";
import type { StreamReader } from "./reading/stream-reader.ts";
import type { StreamWriter } from "./stream-writer.ts";

/** Call `clientConnected` in a task of its own. An error that leaves it goes to the loop's exception handler, and closes the connection. */
export function serveClient(
  loop: LoopCore,
  clientConnected: ClientConnected,
  reader: StreamReader,
  writer: StreamWriter,
): void {
  const { transport } = writer;
  const task = faceOf(loop).createTask(workFor(clientConnected, reader, writer));
  const ended = (): void => {
    tellVisible();
    const exception = task.cancelled() ? undefined : task.exception();
    if (exception === null) return;
    if (!task.cancelled()) {
      tellOpaque(); // the exception handler may do anything
      loop.report({ message: "Unhandled exception in client_connected_cb", exception, transport });
    }
    transport.close();
  };
  addWaiter(task, new Reaction(ended));
}

/** Serves a client of a server: an async function, a generator function, or a function that returns nothing. */
export type ClientConnected = (
  reader: StreamReader,
  writer: StreamWriter,
) => Generator<Wait, unknown, void> | PromiseLike<unknown> | void;

function workFor(clientConnected: ClientConnected, reader: StreamReader, writer: StreamWriter): Spawnable<unknown> {
  if (isGeneratorFunction(clientConnected)) return clientConnected(reader, writer) as Spawnable<unknown>;
  return () => clientConnected(reader, writer) ?? nothing();
}

const nothing = coroutine(function* (): Generator<Wait, void, void> {});
