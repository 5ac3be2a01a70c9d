import {
  Barrier,
  Condition,
  ContextVar,
  Event,
  type Future,
  type Handle,
  Lock,
  Queue,
  Semaphore,
  Task,
  currentTask,
} from "#index";
import type { CallbackBlock, SyncOp, TraceValue } from "../program.ts";
import { ProgramError, Skipped } from "./exceptions.ts";
import { Variable } from "./objects.ts";
import type { Place } from "./place.ts";
import { spawn } from "./spawn.ts";

/** Runs an op that does not suspend, and records how it ended. */
export function runSyncOp(place: Place, op: SyncOp, pc: string): void {
  let result: TraceValue;
  try {
    result = perform(place, op);
  } catch (error) {
    place.failed(pc, op, error);
    return;
  }
  place.did(pc, op, result);
}

function perform(place: Place, op: SyncOp): TraceValue {
  const { world } = place;
  const { loop, refs, objects } = world;
  switch (op[0]) {
    case "log":
      return op[1];
    case "time":
      return loop.time();
    case "raise":
      throw new ProgramError(op[1]);
    case "spawn":
    case "spawn_eager":
    case "tg_spawn":
    case "tg_spawn_eager": {
      const { name, task } = spawn(place, op);
      world.register(name, task);
      return null;
    }
    case "reschedule":
      world.timeouts.get(op[1]).reschedule(op[2] === null ? null : loop.time() + op[2]);
      return null;
    case "expired":
      return world.timeouts.get(op[1]).expired();
    case "when":
      return world.timeouts.get(op[1]).when();
    case "cancel":
      return op[2] === undefined ? refs.get(op[1]).cancel() : refs.get(op[1]).cancel(op[2]);
    case "uncancel":
      return task(place, op[1]).uncancel();
    case "cancelling":
      return task(place, op[1]).cancelling();
    case "state": {
      const ref = refs.get(op[1]);
      return ref.cancelled() ? "cancelled" : ref.done() ? "done" : "pending";
    }
    case "result":
      return world.show(refs.get(op[1]).result());
    case "exception":
      return world.show(refs.get(op[1]).exception());
    case "future":
      world.register(op[1], loop.createFuture());
      return null;
    case "set_result":
      future(place, op[1]).setResult(op[2]);
      return null;
    case "set_exception":
      future(place, op[1]).setException(new ProgramError(op[2]));
      return null;
    case "add_cb": {
      const ref = refs.get(op[1]);
      const run = callback(place, op[2], op[3]);
      ref.addDoneCallback(run);
      world.callbacks.set(op[2], run);
      return null;
    }
    case "remove_cb": {
      const ref = refs.get(op[1]);
      return ref.removeDoneCallback(world.callbacks.get(op[2]));
    }
    case "call_soon":
      return hold(place, op[1], loop.callSoon(handler(place, op[1], op[2])));
    case "call_later":
      return hold(place, op[1], loop.callLater(op[2], handler(place, op[1], op[3])));
    case "call_at":
      return hold(place, op[1], loop.callAt(op[2], handler(place, op[1], op[3])));
    case "cancel_handle":
      world.handles.get(op[1]).cancel();
      return null;
    case "release":
      objects.find(op[1], Lock, Semaphore, Condition).release();
      return null;
    case "locked":
      return objects.find(op[1], Lock, Semaphore, Condition).locked();
    case "notify":
      objects.find(op[1], Condition).notify(op[2]);
      return null;
    case "notify_all":
      objects.find(op[1], Condition).notifyAll();
      return null;
    case "setvar":
      objects.find(op[1], Variable).value = op[2];
      return null;
    case "incvar":
      return (objects.find(op[1], Variable).value += op[2]);
    case "event_set":
      objects.find(op[1], Event).set();
      return null;
    case "event_clear":
      objects.find(op[1], Event).clear();
      return null;
    case "event_is_set":
      return objects.find(op[1], Event).isSet();
    case "barrier_state": {
      const barrier = objects.find(op[1], Barrier);
      return [barrier.nWaiting, barrier.broken];
    }
    case "put_nowait":
      objects.find(op[1], Queue).putNowait(op[2]);
      return null;
    case "get_nowait":
      return world.show(objects.find(op[1], Queue).getNowait());
    case "task_done":
      objects.find(op[1], Queue).taskDone();
      return null;
    case "qsize":
      return objects.find(op[1], Queue).qsize();
    case "qshutdown":
      objects.find(op[1], Queue).shutdown(op[2]);
      return null;
    case "ctx_set":
      objects.find(op[1], ContextVar).set(op[2]);
      return null;
    case "ctx_get":
      return world.show(objects.find(op[1], ContextVar).get());
  }
}

/** The task of that name; null means the one that runs. */
function task(place: Place, name: string | null): Task<unknown> {
  const found = name === null ? currentTask() : place.world.refs.get(name);
  if (!(found instanceof Task)) throw new Skipped(name ?? "no current task");
  return found;
}

/** The future of that name, if it is no task. */
function future(place: Place, name: string): Future<unknown> {
  const found = place.world.refs.get(name);
  if (found instanceof Task) throw new Skipped(name);
  return found;
}

function hold(place: Place, name: string, handle: Handle): null {
  place.world.handles.set(name, handle);
  return null;
}

/** What the loop calls, or a future that is done: it records that, and runs the ops. What they throw goes to the loop. */
function callback(place: Place, label: string, ops: CallbackBlock): (...shown: readonly Future<unknown>[]) => void {
  const inside = place.callback(label);
  const { world } = inside;
  return (...shown) => {
    const detail = shown.map((future) => world.show(future));
    world.emit(inside.name, "callback", detail);
    for (const [index, op] of ops.entries()) {
      world.countOp();
      runSyncOp(inside, op, String(index));
    }
  };
}

/** A callback that the loop calls without arguments. */
function handler(place: Place, label: string, ops: CallbackBlock): () => void {
  const run = callback(place, label, ops);
  return () => run();
}
