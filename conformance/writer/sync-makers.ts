import type { SyncOp } from "../program.ts";
import type { Maker } from "./scope.ts";
import {
  anyRef,
  ifRoom,
  onFuture,
  onGroup,
  onObject,
  onQueue,
  onTimeout,
  taskOrCurrent,
  writeTask,
} from "./targets.ts";

/** What can be acquired and released. */
export const LOCKS = ["lock", "semaphore", "bounded_semaphore", "condition"] as const;

/** How to write each op that does not suspend. */
export const SYNC_MAKERS: Readonly<Record<SyncOp[0], Maker<SyncOp>>> = {
  log: { weight: 10, make: ({ names }) => ["log", names.newMessage("l")] },
  time: { weight: 3, make: () => ["time"] },
  raise: { weight: 10, hazard: "raises", make: ({ names }) => ["raise", names.newMessage("e")] },

  spawn: { weight: 12, make: (scope) => ifRoom(scope, () => ["spawn", ...writeTask(scope)]) },
  spawn_eager: { weight: 7, make: (scope) => ifRoom(scope, () => ["spawn_eager", ...writeTask(scope)]) },
  tg_spawn: {
    weight: 8,
    make: (scope) => ifRoom(scope, () => onGroup(scope, (group) => ["tg_spawn", group, ...writeTask(scope)])),
  },
  tg_spawn_eager: {
    weight: 5,
    make: (scope) => ifRoom(scope, () => onGroup(scope, (group) => ["tg_spawn_eager", group, ...writeTask(scope)])),
  },
  cancel: {
    weight: 26,
    make: (scope) =>
      scope.choices.chance(40) ? ["cancel", anyRef(scope), scope.names.newMessage("m")] : ["cancel", anyRef(scope)],
  },
  uncancel: { weight: 6, make: (scope) => ["uncancel", taskOrCurrent(scope)] },
  cancelling: { weight: 6, make: (scope) => ["cancelling", taskOrCurrent(scope)] },

  state: { weight: 5, make: (scope) => ["state", anyRef(scope)] },
  result: { weight: 5, hazard: "raises", make: (scope) => ["result", anyRef(scope)] },
  exception: { weight: 5, hazard: "raises", make: (scope) => ["exception", anyRef(scope)] },
  future: {
    weight: 4,
    make: ({ choices, names }) => {
      const name = choices.pick(["F0", "F1"]);
      if (!names.futures.includes(name)) names.futures.push(name);
      return ["future", name];
    },
  },
  set_result: {
    weight: 8,
    hazard: "raises",
    make: (scope) => onFuture(scope, (future) => ["set_result", future, scope.choices.integer(0, 99)]),
  },
  set_exception: {
    weight: 5,
    hazard: "raises",
    make: (scope) => onFuture(scope, (future) => ["set_exception", future, scope.names.newMessage("fe")]),
  },
  add_cb: {
    weight: 10,
    make: (scope) =>
      ifRoom(scope, () => {
        const ref = anyRef(scope);
        return ["add_cb", ref, scope.names.newCallback(ref), scope.writer.callback(scope)];
      }),
  },
  remove_cb: {
    weight: 5,
    make: ({ choices, names }) => {
      if (names.callbacks.length === 0) return undefined;
      const { ref, label } = choices.pick(names.callbacks);
      return ["remove_cb", ref, label];
    },
  },

  call_soon: {
    weight: 6,
    make: (scope) => ifRoom(scope, () => ["call_soon", scope.names.newHandle(), scope.writer.callback(scope)]),
  },
  call_later: {
    weight: 6,
    make: (scope) =>
      ifRoom(scope, () => {
        const delay = scope.choices.chance(8) ? -1 : scope.choices.delay();
        return ["call_later", scope.names.newHandle(), delay, scope.writer.callback(scope)];
      }),
  },
  call_at: {
    weight: 4,
    make: (scope) =>
      ifRoom(scope, () => ["call_at", scope.names.newHandle(), scope.choices.delay(), scope.writer.callback(scope)]),
  },
  cancel_handle: {
    weight: 5,
    make: ({ choices, names }) =>
      names.handles.length === 0 ? undefined : ["cancel_handle", choices.pick(names.handles)],
  },

  reschedule: {
    weight: 16,
    hazard: "raises",
    make: (scope) => onTimeout(scope, (timeout) => ["reschedule", timeout, scope.choices.timeout()]),
  },
  expired: { weight: 5, make: (scope) => onTimeout(scope, (timeout) => ["expired", timeout]) },
  when: { weight: 5, make: (scope) => onTimeout(scope, (timeout) => ["when", timeout]) },

  release: {
    weight: 8,
    hazard: "raises",
    make: (scope) => onObject(scope, LOCKS, (name) => ["release", name]),
  },
  locked: {
    weight: 4,
    make: (scope) => onObject(scope, LOCKS, (name) => ["locked", name]),
  },
  notify: {
    weight: 5,
    hazard: "raises",
    make: (scope) => onObject(scope, ["condition"], (name) => ["notify", name, scope.choices.integer(1, 2)]),
  },
  notify_all: {
    weight: 4,
    hazard: "raises",
    make: (scope) => onObject(scope, ["condition"], (name) => ["notify_all", name]),
  },
  setvar: {
    weight: 3,
    make: (scope) => onObject(scope, ["var"], (name) => ["setvar", name, scope.choices.integer(0, 3)]),
  },
  incvar: { weight: 6, make: (scope) => onObject(scope, ["var"], (name) => ["incvar", name, 1]) },
  event_set: { weight: 6, make: (scope) => onObject(scope, ["event"], (name) => ["event_set", name]) },
  event_clear: { weight: 4, make: (scope) => onObject(scope, ["event"], (name) => ["event_clear", name]) },
  event_is_set: { weight: 3, make: (scope) => onObject(scope, ["event"], (name) => ["event_is_set", name]) },
  barrier_state: { weight: 4, make: (scope) => onObject(scope, ["barrier"], (name) => ["barrier_state", name]) },

  put_nowait: {
    weight: 8,
    hazard: "raises",
    make: (scope) => onQueue(scope, (queue) => ["put_nowait", queue, scope.choices.integer(0, 9)]),
  },
  get_nowait: { weight: 6, hazard: "raises", make: (scope) => onQueue(scope, (queue) => ["get_nowait", queue]) },
  task_done: { weight: 5, hazard: "raises", make: (scope) => onQueue(scope, (queue) => ["task_done", queue]) },
  qsize: { weight: 3, make: (scope) => onQueue(scope, (queue) => ["qsize", queue]) },
  qshutdown: { weight: 3, make: (scope) => onQueue(scope, (queue) => ["qshutdown", queue, scope.choices.chance(40)]) },

  ctx_set: {
    weight: 4,
    make: (scope) => onObject(scope, ["contextvar"], (name) => ["ctx_set", name, scope.choices.integer(1, 9)]),
  },
  ctx_get: { weight: 5, make: (scope) => onObject(scope, ["contextvar"], (name) => ["ctx_get", name]) },
};
