/** The conformance format of FORMAT.md as types: a {@link Program} is what is run, a {@link TraceRecord} is what running it gives. */
export interface Program {
  readonly id: string;
  readonly objects: readonly ObjectSpec[];
  readonly main: Block;
  /** Rounds of the loop before the outcome is `budget`. @defaultValue 20000 */
  readonly max_iterations?: number;
  /** Ops executed before the outcome is `budget`. @defaultValue 20000 */
  readonly max_ops?: number;
}

export const DEFAULT_MAX_ITERATIONS = 20_000;
export const DEFAULT_MAX_OPS = 20_000;

/** An object made before the first op of main: its name, its kind and the arguments of its constructor. */
export type ObjectSpec =
  | readonly [name: string, kind: "lock" | "event" | "future"]
  | readonly [name: string, kind: "semaphore" | "bounded_semaphore", value: number]
  | readonly [name: string, kind: "condition", lock?: string]
  | readonly [name: string, kind: "barrier", parties: number]
  | readonly [name: string, kind: "queue" | "lifo" | "priority", maxsize: number]
  | readonly [name: string, kind: "contextvar", defaultValue: number]
  | readonly [name: string, kind: "var", initial: number];

export type ObjectKind = ObjectSpec[1];

export type Block = readonly Op[];

/** What runs in a callback: ops that neither suspend nor return. */
export type CallbackBlock = readonly SyncOp[];

export type Op = SuspendingOp | SyncOp | ReturnOp;

type OpName = Op[0];

/** What `await` takes. A `coro` is a new coroutine, not a task. */
export type Awaitable =
  | readonly ["ref", ref: string]
  | readonly ["coro", name: string, body: Block]
  | readonly ["sleep", delay: number, value: number]
  | readonly ["shield", inner: Awaitable]
  | readonly ["gather", inner: readonly Awaitable[], returnExceptions: boolean]
  | readonly ["wait_for", inner: Awaitable, timeout: number | null];

export type AwaitableKind = Awaitable[0];

export type ReturnWhen = "ALL_COMPLETED" | "FIRST_COMPLETED" | "FIRST_EXCEPTION";

/** The classes that a handler of `try` can name. */
export type CaughtType =
  | "Error"
  | "CancelledError"
  | "TimeoutError"
  | "Exception"
  | "BaseException"
  | "RuntimeError"
  | "ExceptionGroup"
  | "InvalidStateError"
  | "ValueError"
  | "QueueFull"
  | "QueueEmpty";

export type ExceptHandler = readonly [type: CaughtType, body: Block, reraise: boolean];

/** Ops that are traced with `begin` and one of `end`, `raise` and `skip`. */
export type SuspendingOp =
  | readonly ["sleep", delay: number]
  | readonly ["await", awaitable: Awaitable]
  | readonly ["gather", awaitables: readonly Awaitable[], returnExceptions: boolean]
  | readonly ["wait", refs: readonly string[], timeout: number | null, returnWhen: ReturnWhen]
  | readonly ["wait_for", awaitable: Awaitable, timeout: number | null]
  | readonly ["as_completed", refs: readonly string[], timeout: number | null]
  | readonly ["timeout", id: string, delay: number | null, body: Block]
  | readonly ["timeout_at", id: string, when: number | null, body: Block]
  | readonly ["taskgroup", id: string, body: Block]
  | readonly ["with", object: string, body: Block]
  | readonly ["try", body: Block, handlers: readonly ExceptHandler[], finalBody: Block]
  | readonly ["repeat", count: number, body: Block]
  | readonly ["forever", body: Block]
  | readonly ["acquire", object: string]
  | readonly ["cond_wait", condition: string]
  | readonly ["cond_wait_for", condition: string, variable: string, atLeast: number]
  | readonly ["event_wait", event: string]
  | readonly ["barrier_wait" | "barrier_reset" | "barrier_abort", barrier: string]
  | readonly ["put", queue: string, item: number]
  | readonly ["get" | "join", queue: string];

/** Ops that are traced with one event, `op`, `raise` or `skip`. */
export type SyncOp =
  | readonly ["log", message: string]
  | readonly ["time"]
  | readonly ["raise", label: string]
  | readonly ["spawn" | "spawn_eager", name: string, body: Block]
  | readonly ["tg_spawn" | "tg_spawn_eager", id: string, name: string, body: Block]
  | readonly ["reschedule", id: string, delta: number | null]
  | readonly ["expired" | "when", id: string]
  | readonly ["cancel", ref: string, message?: string]
  | readonly ["uncancel" | "cancelling", ref: string | null]
  | readonly ["state" | "result" | "exception", ref: string]
  | readonly ["future", name: string]
  | readonly ["set_result", future: string, value: number]
  | readonly ["set_exception", future: string, label: string]
  | readonly ["add_cb", ref: string, label: string, body: CallbackBlock]
  | readonly ["remove_cb", ref: string, label: string]
  | readonly ["call_soon", handle: string, body: CallbackBlock]
  | readonly ["call_later", handle: string, delay: number, body: CallbackBlock]
  | readonly ["call_at", handle: string, when: number, body: CallbackBlock]
  | readonly ["cancel_handle", handle: string]
  | readonly ["release" | "locked", object: string]
  | readonly ["notify", condition: string, count: number]
  | readonly ["notify_all", condition: string]
  | readonly ["setvar", variable: string, value: number]
  | readonly ["incvar", variable: string, delta: number]
  | readonly ["event_set" | "event_clear" | "event_is_set", event: string]
  | readonly ["barrier_state", barrier: string]
  | readonly ["put_nowait", queue: string, item: number]
  | readonly ["get_nowait" | "task_done" | "qsize", queue: string]
  | readonly ["qshutdown", queue: string, immediate: boolean]
  | readonly ["ctx_set", variable: string, value: number]
  | readonly ["ctx_get", variable: string];

/** Leaves the body it stands in, so it is legal neither in a callback nor in the last part of a `try`. */
export type ReturnOp = readonly ["return", value: number];

/** What a run of a program gave: the outcome, the state the loop stopped in, and everything that happened, in order. */
export interface TraceRecord {
  readonly id: string;
  readonly outcome: Outcome;
  /** The value of main if `ok`, an {@link ExceptionRecord} if `raised` or `cancelled`, otherwise null. */
  readonly result: TraceValue;
  /** The loop's time when it stopped, in seconds. */
  readonly time: number;
  /** Rounds of the loop, the one that found a deadlock included. */
  readonly iterations: number;
  /** Ops executed. */
  readonly ops: number;
  readonly tasks: readonly TaskRow[];
  /** The names of the tasks and futures that were pending when the loop stopped. */
  readonly pending: readonly string[];
  readonly trace: readonly TraceEvent[];
}

export type Outcome = "ok" | "raised" | "cancelled" | "deadlock" | "budget";

/** A registered task or future as the loop left it; `cancelling` is null for futures. */
export type TaskRow = readonly [
  name: string,
  kind: "task" | "future",
  state: "pending" | "finished" | "cancelled" | "raised",
  outcome: TraceValue,
  cancelling: number | null,
];

/** One event: `[time, name of the body or callback, event, detail]`. */
export type TraceEvent =
  | readonly [time: number, name: string, event: "enter", detail: null]
  | readonly [time: number, name: string, event: "exit", detail: BodyExit]
  | readonly [time: number, name: string, event: "begin" | "skip", detail: readonly [pc: string, op: OpName]]
  | readonly [
      time: number,
      name: string,
      event: "end" | "op",
      detail: readonly [pc: string, op: OpName, result: TraceValue],
    ]
  | readonly [
      time: number,
      name: string,
      event: "raise",
      detail: readonly [pc: string, op: OpName, exception: ExceptionRecord],
    ]
  | readonly [
      time: number,
      name: string,
      event: "caught",
      detail: readonly [pc: string, type: CaughtType, exception: ExceptionRecord],
    ]
  | readonly [time: number, name: string, event: "finally", detail: readonly [pc: string]]
  | readonly [time: number, name: string, event: "entered", detail: readonly [pc: string, index: number | null]]
  | readonly [time: number, name: string, event: "item", detail: readonly [pc: string, value: TraceValue]]
  | readonly [time: number, name: string, event: "pred", detail: readonly [pc: string, holds: boolean]]
  | readonly [time: number, name: string, event: "callback", detail: readonly TraceValue[]]
  | readonly [
      time: number,
      name: null,
      event: "loop_exception",
      detail: readonly [message: string, exception: ExceptionRecord | null],
    ]
  | readonly [time: number, name: null, event: "deadlock", detail: readonly string[]];

export type EventKind = TraceEvent[2];

type BodyExit = readonly ["return", value: TraceValue] | readonly ["raise", exception: ExceptionRecord];

/** The class and text of an exception, and what an exception group holds, in order of occurrence. */
export type ExceptionRecord =
  | readonly [type: string, text: string]
  | readonly [type: string, message: string, exceptions: readonly ExceptionRecord[]];

/** A value as traces show it; whatever JSON cannot hold is the string `<TypeName>`. */
export type TraceValue =
  | null
  | boolean
  | number
  | string
  | readonly TraceValue[]
  | { readonly ref: string }
  | { readonly exc: ExceptionRecord };
