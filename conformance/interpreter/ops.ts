import type { Op, SuspendingOp } from "../program.ts";

/** The suspending ops that are one await of one thing, whatever the style. */
export type AwaitOp = Exclude<SuspendingOp, CompoundOp>;

/** The suspending ops that run blocks, or await several times: each style writes them out. */
export type CompoundOp = Extract<
  SuspendingOp,
  readonly [
    "as_completed" | "timeout" | "timeout_at" | "taskgroup" | "with" | "try" | "repeat" | "forever",
    ...unknown[],
  ]
>;

const suspending: Readonly<Record<SuspendingOp[0], true>> = {
  sleep: true,
  await: true,
  gather: true,
  wait: true,
  wait_for: true,
  as_completed: true,
  timeout: true,
  timeout_at: true,
  taskgroup: true,
  with: true,
  try: true,
  repeat: true,
  forever: true,
  acquire: true,
  cond_wait: true,
  cond_wait_for: true,
  event_wait: true,
  barrier_wait: true,
  barrier_reset: true,
  barrier_abort: true,
  put: true,
  get: true,
  join: true,
};

/** Whether the op is traced with a begin and an end. */
export function suspends(op: Op): op is SuspendingOp {
  return op[0] in suspending;
}
