import type { Block, CallbackBlock, CaughtType, Op, SuspendingOp, SyncOp } from "../program.ts";
import type { BlockWriter, Maker, Scope } from "./scope.ts";
import { SUSPENDING_MAKERS } from "./suspending-makers.ts";
import { SYNC_MAKERS } from "./sync-makers.ts";

const RETURN_MAKER: Maker<Op> = {
  weight: 3,
  make: ({ choices, mayReturn }) => (mayReturn ? ["return", choices.integer(0, 99)] : undefined),
};

const MAKERS: readonly Maker<Op>[] = [...Object.values(SUSPENDING_MAKERS), ...Object.values(SYNC_MAKERS), RETURN_MAKER];
const CALLBACK_MAKERS: readonly Maker<SyncOp>[] = Object.values(SYNC_MAKERS);

/** In percent, how often a hazardous op is guarded. Main is guarded more, since everything ends with it. */
const GUARDED = { raises: 70, waits: 35 };
const GUARDED_IN_MAIN = { raises: 96, waits: 88 };

/** Writes blocks of random ops, while the body they are in has room. */
export const BLOCK_WRITER: BlockWriter = {
  block: writeBlock,

  body(scope: Scope): Block {
    const room = { ops: scope.choices.integer(1, scope.bodyOps) };
    const inside = { ...scope, room, mayReturn: true, depth: scope.depth - 1, bodyOps: Math.ceil(scope.bodyOps / 2) };
    return writeBlock(inside, 1, room.ops);
  },

  callback(scope: Scope): CallbackBlock {
    const inside = { ...scope, inMain: false, depth: scope.depth - 1 };
    return scope.choices.several(1, 2, () => makeOne(CALLBACK_MAKERS, inside).op);
  },
};

function writeBlock(scope: Scope, least: number, greatest: number): Block {
  const block: Op[] = [];
  for (let wanted = scope.choices.integer(least, greatest); wanted > 0; wanted--) {
    if (block.length >= least && scope.room.ops <= 0) break;
    scope.room.ops--;
    const { op, hazard } = makeOne(MAKERS, scope);
    const guarded = scope.inMain ? GUARDED_IN_MAIN : GUARDED;
    block.push(hazard !== undefined && scope.choices.chance(guarded[hazard]) ? guard(op, hazard, scope) : op);
  }
  return block;
}

function makeOne<O extends Op>(makers: readonly Maker<O>[], scope: Scope): Made<O> {
  while (true) {
    const maker = scope.choices.weighted(makers, ({ weight }) => weight);
    const op = maker.make(scope);
    if (op !== undefined) return { op, hazard: maker.hazard };
  }
}

interface Made<O> {
  readonly op: O;
  readonly hazard: Maker<O>["hazard"];
}

/** Bounds how long the op waits, and catches what comes of it. */
function guard(op: Op, hazard: "raises" | "waits", scope: Scope): SuspendingOp {
  const { choices } = scope;
  const guarded = hazard === "waits" ? bound(op, scope) : op;
  const type = choices.chance(50) ? typeRaisedBy(guarded) : choices.pick(["Exception", "BaseException"] as const);
  const handler: Block = choices.chance(30) ? [["log", scope.names.newMessage("l")]] : [];
  return ["try", [guarded], [[type, handler, choices.chance(6)]], []];
}

function bound(op: Op, { choices, names }: Scope): SuspendingOp {
  if (choices.chance(50)) return ["timeout", names.newTimeout(), choices.delay(), [op]];
  return ["wait_for", ["coro", names.newCoroutine(), [op]], choices.delay()];
}

function typeRaisedBy(op: Op): CaughtType {
  switch (op[0]) {
    case "timeout":
    case "timeout_at":
    case "wait_for":
      return "TimeoutError";
    case "taskgroup":
      return "ExceptionGroup";
    case "raise":
      return "Error";
    case "result":
    case "exception":
    case "set_result":
    case "set_exception":
      return "InvalidStateError";
    case "release":
    case "notify":
    case "notify_all":
    case "reschedule":
      return "RuntimeError";
    case "task_done":
      return "ValueError";
    case "put_nowait":
      return "QueueFull";
    case "get_nowait":
      return "QueueEmpty";
    default:
      return "Exception";
  }
}
