export type { Awaitable, Body, Wait } from "./core/contracts/machine.ts";
export { Coroutine, coroutine, iscoroutine, iscoroutinefunction } from "./core/coroutine.ts";
export { Context, ContextVar, copyContext, Token } from "./core/context/context.ts";
export { allTasks, currentTask, getRunningLoop } from "./core/running-loop.ts";
export {
  BrokenBarrierError,
  CancelledError,
  DeadlockError,
  InvalidStateError,
  OutsideWaitError,
  QueueEmpty,
  QueueFull,
  QueueShutDown,
  RuntimeError,
  StepLimitError,
  TimeoutError,
  ValueError,
} from "./core/errors/errors.ts";
export type { BlockedTask } from "./core/errors/errors.ts";
export type {
  CallbackSettings,
  EventLoop,
  ExceptionContext,
  ExceptionHandler,
  TaskFactory,
} from "./core/event-loop.ts";
export { ExceptionGroup, exceptStar } from "./core/errors/exception-group.ts";
export type { Condition as ExceptionCondition } from "./core/errors/exception-group.ts";
export { createFuture, Future, isfuture } from "./core/future.ts";
export { Handle, TimerHandle } from "./core/driving/handle.ts";
export { ms } from "./core/ms.ts";
export { Task } from "./core/task.ts";
export type { Spawnable } from "./core/spawnable.ts";
export type { TaskSettings } from "./core/task.ts";
export { BaseEventLoop } from "./loop/base-event-loop.ts";
export {
  DefaultEventLoopPolicy,
  getEventLoop,
  getEventLoopPolicy,
  newEventLoop,
  setEventLoop,
  setEventLoopPolicy,
} from "./loop/policy.ts";
export type { EventLoopPolicy } from "./loop/policy.ts";
export type { LoopFactory } from "./loop/virtual-loop.ts";
export { run, Runner } from "./loop/runner.ts";
export type { RunnerSettings } from "./loop/runner.ts";
export { Barrier } from "./sync/barrier.ts";
export { Condition } from "./sync/condition.ts";
export { Event } from "./sync/event.ts";
export { LifoQueue } from "./sync/lifo-queue.ts";
export { Lock } from "./sync/lock.ts";
export { PriorityQueue } from "./sync/priority-queue.ts";
export { Queue } from "./sync/queue.ts";
export { BoundedSemaphore, Semaphore } from "./sync/semaphore.ts";
export { asCompleted } from "./tasks/as-completed.ts";
export type { Completions, FutureOf, Settled } from "./tasks/as-completed.ts";
export { ensureFuture } from "./tasks/awaitable-arg.ts";
export type { AwaitableArg, ResultOf } from "./tasks/awaitable-arg.ts";
export { createEagerTaskFactory, createTask, eagerTaskFactory } from "./tasks/create-task.ts";
export type { TaskConstructor } from "./tasks/create-task.ts";
export { gather } from "./tasks/gather.ts";
export type { GatherSettings } from "./tasks/gather.ts";
export { runCoroutineThreadsafe } from "./tasks/run-coroutine-threadsafe.ts";
export { shield } from "./tasks/shield.ts";
export { sleep } from "./tasks/sleep.ts";
export { TaskGroup } from "./tasks/task-group.ts";
export { Timeout, timeout, timeoutAt } from "./tasks/timeout.ts";
export { ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, wait } from "./tasks/wait.ts";
export type { ReturnWhen, WaitSettings } from "./tasks/wait.ts";
export { waitFor } from "./tasks/wait-for.ts";
export { wrapFuture } from "./tasks/wrap-future.ts";
