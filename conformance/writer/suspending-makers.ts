import type { Block, CaughtType, ExceptHandler, Op, ReturnWhen, SuspendingOp, SyncOp } from "../program.ts";
import { writeAwaitable } from "./awaitables.ts";
import type { Maker, Scope } from "./scope.ts";
import { LOCKS } from "./sync-makers.ts";
import { anyRef, ifRoom, onObject, onQueue, writeTask } from "./targets.ts";

const RETURN_WHEN: readonly ReturnWhen[] = ["ALL_COMPLETED", "FIRST_COMPLETED", "FIRST_EXCEPTION"];

const CAUGHT_TYPES: readonly (readonly [type: CaughtType, weight: number])[] = [
  ["Exception", 20],
  ["CancelledError", 16],
  ["TimeoutError", 14],
  ["BaseException", 10],
  ["Error", 8],
  ["ExceptionGroup", 7],
  ["RuntimeError", 3],
  ["InvalidStateError", 3],
  ["ValueError", 2],
  ["QueueFull", 2],
  ["QueueEmpty", 2],
];

/** How to write each op that may suspend. */
export const SUSPENDING_MAKERS: Readonly<Record<SuspendingOp[0], Maker<SuspendingOp>>> = {
  sleep: { weight: 75, make: ({ choices }) => ["sleep", choices.delay()] },

  await: { weight: 18, hazard: "waits", make: (scope) => ["await", writeAwaitable(scope)] },
  gather: {
    weight: 9,
    hazard: "waits",
    make: (scope) => [
      "gather",
      scope.choices.several(0, 4, () => writeAwaitable({ ...scope, inMain: false })),
      scope.choices.chance(40),
    ],
  },
  wait: {
    weight: 9,
    hazard: "waits",
    make: (scope) => ["wait", writeRefs(scope), scope.choices.timeout(), scope.choices.pick(RETURN_WHEN)],
  },
  wait_for: {
    weight: 12,
    hazard: "waits",
    make: (scope) => ["wait_for", writeAwaitable(scope), scope.choices.timeout()],
  },
  as_completed: {
    weight: 6,
    hazard: "waits",
    make: (scope) => ["as_completed", writeRefs(scope), scope.choices.timeout()],
  },

  timeout: {
    weight: 12,
    hazard: "raises",
    make: (scope) => writeTimeout(scope, (id, block) => ["timeout", id, scope.choices.timeout(), block]),
  },
  timeout_at: {
    weight: 4,
    hazard: "raises",
    make: (scope) => writeTimeout(scope, (id, block) => ["timeout_at", id, scope.choices.timeout(), block]),
  },
  taskgroup: { weight: 11, hazard: "raises", make: writeTaskGroup },
  with: {
    weight: 20,
    make: (scope) =>
      ifRoom(scope, () => onObject(scope, [...LOCKS, "barrier"], (name) => ["with", name, writeHeld(scope, name)])),
  },
  try: { weight: 12, make: (scope) => ifRoom(scope, () => writeTry(scope)) },
  repeat: {
    weight: 4,
    make: (scope) =>
      ifRoom(scope, () => ["repeat", scope.choices.integer(1, 3), scope.writer.block(inner(scope), 1, 3)]),
  },
  forever: {
    weight: 14,
    make: (scope) => (scope.names.bounded ? ifRoom(scope, () => writeForever(scope)) : undefined),
  },

  acquire: {
    weight: 10,
    hazard: "waits",
    make: (scope) => onObject(scope, LOCKS, (name) => mostlyReleased(scope, name, ["acquire", name])),
  },
  cond_wait: {
    weight: 4,
    hazard: "waits",
    make: (scope) => onObject(scope, ["condition"], (name) => mostlyHeld(scope, name, ["cond_wait", name])),
  },
  cond_wait_for: {
    weight: 5,
    hazard: "waits",
    make: (scope) =>
      onObject(scope, ["condition"], (name) =>
        onObject(scope, ["var"], (variable) =>
          mostlyHeld(scope, name, ["cond_wait_for", name, variable, scope.choices.integer(1, 3)]),
        ),
      ),
  },
  event_wait: {
    weight: 7,
    hazard: "waits",
    make: (scope) => onObject(scope, ["event"], (name) => ["event_wait", name]),
  },
  barrier_wait: {
    weight: 7,
    hazard: "waits",
    make: (scope) => onObject(scope, ["barrier"], (name) => ["barrier_wait", name]),
  },
  barrier_reset: { weight: 3, make: (scope) => onObject(scope, ["barrier"], (name) => ["barrier_reset", name]) },
  barrier_abort: { weight: 1, make: (scope) => onObject(scope, ["barrier"], (name) => ["barrier_abort", name]) },

  put: {
    weight: 10,
    hazard: "waits",
    make: (scope) => onQueue(scope, (queue) => ["put", queue, scope.choices.integer(0, 9)]),
  },
  get: { weight: 10, hazard: "waits", make: (scope) => onQueue(scope, (queue) => ["get", queue]) },
  join: { weight: 3, hazard: "waits", make: (scope) => onQueue(scope, (queue) => ["join", queue]) },
};

/** The scope of a block in the scope. */
function inner(scope: Scope): Scope {
  return { ...scope, depth: scope.depth - 1 };
}

function writeRefs(scope: Scope): string[] {
  return scope.choices.several(scope.choices.chance(5) ? 0 : 1, 4, () => anyRef(scope));
}

function writeTimeout<O>(scope: Scope, make: (id: string, block: Block) => O): O | undefined {
  return ifRoom(scope, () => {
    const id = scope.names.newTimeout();
    return make(id, scope.writer.block({ ...inner(scope), timeouts: [...scope.timeouts, id] }, 1, 3));
  });
}

function writeTaskGroup(scope: Scope): SuspendingOp | undefined {
  return ifRoom(scope, () => {
    const { choices, names, writer } = scope;
    const group = names.newGroup();
    const inside = { ...inner(scope), groups: [...scope.groups, group] };
    const children = choices.several(0, 3, (): SyncOp => {
      return [choices.chance(30) ? "tg_spawn_eager" : "tg_spawn", group, ...writeTask(inside)];
    });
    return ["taskgroup", group, [...children, ...writer.block(inside, 0, 3)]];
  });
}

/** What is done while a lock is held. Whoever holds a condition mostly notifies. */
function writeHeld(scope: Scope, name: string): Block {
  const { choices, names, writer } = scope;
  const block = writer.block(inner(scope), 0, 3);
  if (!names.objectsOf("condition").includes(name) || choices.chance(40)) return block;
  const changes = onObject(scope, ["var"], (variable): Op => ["incvar", variable, 1]);
  const notify: Op = choices.chance(50) ? ["notify_all", name] : ["notify", name, choices.integer(1, 2)];
  return [...block, ...(changes === undefined ? [] : [changes]), notify];
}

function mostlyHeld({ choices }: Scope, name: string, op: SuspendingOp): SuspendingOp {
  return choices.chance(80) ? ["with", name, [op]] : op;
}

function mostlyReleased(scope: Scope, name: string, acquire: SuspendingOp): SuspendingOp {
  if (scope.depth <= 0 || scope.choices.chance(30)) return acquire;
  return ["try", [acquire, ...writeHeld(scope, name)], [], [["release", name]]];
}

function writeTry(scope: Scope): SuspendingOp {
  const { choices, writer } = scope;
  const final = choices.chance(30) ? writer.block({ ...inner(scope), mayReturn: false }, 1, 2) : [];
  const least = final.length > 0 ? 0 : 1;
  const block = writer.block(inner(scope), 1, 4);
  const handlers = choices.several(least, choices.chance(15) ? 2 : 1, (): ExceptHandler => writeHandler(scope));
  return ["try", block, handlers, final];
}

function writeHandler(scope: Scope): ExceptHandler {
  const { choices, writer } = scope;
  const [type] = choices.weighted(CAUGHT_TYPES, ([, weight]) => weight);
  return [type, writer.block(inner(scope), 0, 2), choices.chance(25)];
}

/** The sleep lets the other tasks run, so that it is the rounds of the loop that run out. */
function writeForever(scope: Scope): SuspendingOp {
  return ["forever", [["sleep", scope.choices.delay()], ...scope.writer.block(inner(scope), 0, 2)]];
}
