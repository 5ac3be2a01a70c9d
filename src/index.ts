import { provideNodeWorld } from "./world/node/provide-node-world.ts";

provideNodeWorld();

export type { Awaitable, Body, Wait } from "./core/contracts/loop-core.ts";
export { Coroutine, coroutine, iscoroutine, iscoroutinefunction } from "./core/coroutine.ts";
export { Context, ContextVar, copyContext, Token } from "./core/context/context.ts";
export { allTasks, currentTask, getRunningLoop } from "./core/running-loop.ts";
export { BrokenBarrierError } from "./sync/broken-barrier-error.ts";
export { CancelledError } from "./core/errors/cancelled-error.ts";
export { DeadlockError } from "./core/errors/deadlock-error.ts";
export { InvalidStateError } from "./core/errors/invalid-state-error.ts";
export { KeyboardInterrupt } from "./loop/signals/keyboard-interrupt.ts";
export { OutsideWaitError } from "./core/errors/outside-wait-error.ts";
export { QueueEmpty } from "./sync/queues/queue-empty.ts";
export { QueueFull } from "./sync/queues/queue-full.ts";
export { QueueShutDown } from "./sync/queues/queue-shut-down.ts";
export { RuntimeError } from "./core/errors/runtime-error.ts";
export { StepLimitError } from "./core/errors/step-limit-error.ts";
export { TimeoutError } from "./core/errors/timeout-error.ts";
export { UncaughtExceptionError } from "./core/errors/uncaught-exception-error.ts";
export { UnhandledRejectionError } from "./core/errors/unhandled-rejection-error.ts";
export { ValueError } from "./core/errors/value-error.ts";
export type { BlockedTask } from "./core/errors/blocked-task.ts";
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
} from "./loop/event-loop-policy.ts";
export type { EventLoopPolicy } from "./loop/event-loop-policy.ts";
export type { LoopFactory } from "./loop/virtual-loop.ts";
export { run, Runner } from "./loop/runner.ts";
export type { RunnerSettings } from "./loop/runner.ts";
export { Barrier } from "./sync/barrier.ts";
export { Condition } from "./sync/condition.ts";
export { Event } from "./sync/event.ts";
export { LifoQueue } from "./sync/queues/lifo-queue.ts";
export { Lock } from "./sync/lock.ts";
export { PriorityQueue } from "./sync/queues/priority-queue.ts";
export { Queue } from "./sync/queues/queue.ts";
export { BoundedSemaphore, Semaphore } from "./sync/semaphore.ts";
export { createSubprocessExec } from "./process/create-subprocess-exec.ts";
export type { StreamedSubprocessSettings } from "./process/create-subprocess-exec.ts";
export { createSubprocessShell } from "./process/create-subprocess-shell.ts";
export { Process } from "./process/process.ts";
export { ProcessLookupError } from "./process/process-lookup-error.ts";
export { DEVNULL, PIPE, STDOUT } from "./process/stdio.ts";
export type { Stdio } from "./process/stdio.ts";
export { subprocessExec } from "./process/subprocess-exec.ts";
export type { SubprocessSettings } from "./process/subprocess-settings.ts";
export { subprocessShell } from "./process/subprocess-shell.ts";
export { IncompleteReadError } from "./streams/reading/incomplete-read-error.ts";
export type { Pausable } from "./streams/reading/incoming.ts";
export { LimitOverrunError } from "./streams/reading/limit-overrun-error.ts";
export { openConnection } from "./streams/open-connection.ts";
export type { StreamConnectionSettings } from "./streams/open-connection.ts";
export { openUnixConnection } from "./streams/open-unix-connection.ts";
export type { StreamUnixConnectionSettings } from "./streams/open-unix-connection.ts";
export { startServer } from "./streams/start-server.ts";
export type { StreamServerSettings } from "./streams/start-server.ts";
export { startUnixServer } from "./streams/start-unix-server.ts";
export type { StreamUnixServerSettings } from "./streams/start-unix-server.ts";
export type { ClientConnected } from "./streams/serve-client.ts";
export type { StreamProtocol, StreamTlsSettings } from "./streams/stream-protocol.ts";
export { StreamReader } from "./streams/reading/stream-reader.ts";
export type { StreamSettings } from "./streams/reading/stream-reader.ts";
export { StreamReaderProtocol } from "./streams/stream-reader-protocol.ts";
export type { StreamReaderProtocolSettings } from "./streams/stream-reader-protocol.ts";
export { StreamWriter } from "./streams/stream-writer.ts";
export { ConcurrentFuture } from "./tasks/concurrent-future.ts";
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
export { getaddrinfo } from "./net/addresses/getaddrinfo.ts";
export type { AddressSettings } from "./net/addresses/getaddrinfo.ts";
export { getnameinfo } from "./net/addresses/getnameinfo.ts";
export { createConnection } from "./net/connecting/create-connection.ts";
export type { ConnectionSettings } from "./net/connecting/create-connection.ts";
export { connectAcceptedSocket } from "./net/connecting/connect-accepted-socket.ts";
export type { AcceptedSettings } from "./net/connecting/connect-accepted-socket.ts";
export { createUnixConnection } from "./net/connecting/create-unix-connection.ts";
export type { SslSettings } from "./net/connecting/handshake.ts";
export { startTls } from "./net/connecting/start-tls.ts";
export type { StartTlsSettings } from "./net/connecting/start-tls.ts";
export { createDatagramEndpoint } from "./net/datagrams/create-datagram-endpoint.ts";
export type { DatagramEndpointSettings } from "./net/datagrams/create-datagram-endpoint.ts";
export { sendfile } from "./net/sendfile/sendfile.ts";
export type { ReadableFile, SendfileSettings } from "./net/sendfile/sendfile.ts";
export { SendfileNotAvailableError } from "./net/sendfile/sendfile-not-available-error.ts";
export { createServer } from "./net/serving/create-server.ts";
export type { ListeningSettings, ServerSettings } from "./net/serving/create-server.ts";
export { createUnixServer } from "./net/serving/create-unix-server.ts";
export { ListeningSocket, Server } from "./net/serving/server.ts";
export type { SocketName } from "./net/serving/server.ts";
export { BufferedProtocol, DatagramProtocol, Protocol, SubprocessProtocol } from "./net/protocol.ts";
export type { AnyProtocol, BaseProtocol } from "./net/protocol.ts";
export type { HostAndPort } from "./net/addresses/resolve.ts";
export type { SslContext } from "./net/ssl-context.ts";
export type {
  BaseTransport,
  DatagramTransport,
  ReadTransport,
  SubprocessTransport,
  Transport,
  WriteTransport,
} from "./net/transport.ts";
export { BrokenExecutor, BrokenProcessPool, BrokenThreadPool } from "./executors/broken-executor.ts";
export { setDefaultExecutor, shutdownDefaultExecutor } from "./executors/default-executor.ts";
export { Executor } from "./executors/executor.ts";
export type { ExecutorSettings, ShutdownSettings } from "./executors/executor.ts";
export { exported } from "./executors/exported.ts";
export type { Exported } from "./executors/exported.ts";
export { LoopHandle, loopHandle } from "./executors/loop-handle.ts";
export type { LoopMethods } from "./executors/loop-handle.ts";
export type { MapResults, MapSettings } from "./executors/map-results.ts";
export { ProcessPoolExecutor } from "./executors/process-pool-executor.ts";
export { runInExecutor } from "./executors/run-in-executor.ts";
export { ThreadPoolExecutor } from "./executors/thread-pool-executor.ts";
export { toThread } from "./executors/to-thread.ts";
