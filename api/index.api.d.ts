// dist/index.d.ts
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
export type { CallbackSettings, EventLoop, ExceptionContext, ExceptionHandler, TaskFactory, } from "./core/event-loop.ts";
export { ExceptionGroup, exceptStar } from "./core/errors/exception-group.ts";
export type { Condition as ExceptionCondition } from "./core/errors/exception-group.ts";
export { createFuture, Future, isfuture } from "./core/future.ts";
export { Handle, TimerHandle } from "./core/driving/handle.ts";
export { ms } from "./core/ms.ts";
export { Task } from "./core/task.ts";
export type { Spawnable } from "./core/spawnable.ts";
export type { TaskSettings } from "./core/task.ts";
export { BaseEventLoop } from "./loop/base-event-loop.ts";
export { DefaultEventLoopPolicy, getEventLoop, getEventLoopPolicy, newEventLoop, setEventLoop, setEventLoopPolicy, } from "./loop/event-loop-policy.ts";
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
export type { BaseTransport, DatagramTransport, ReadTransport, SubprocessTransport, Transport, WriteTransport, } from "./net/transport.ts";
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

// dist/core/contracts/loop-core.d.ts
import type { CapturedContext } from "../../host/host.ts";
import type { Cancellation } from "../cancellation.ts";
import type { UncaughtExceptionError } from "../errors/uncaught-exception-error.ts";
import type { UnhandledRejectionError } from "../errors/unhandled-rejection-error.ts";
import type { Places } from "../places.ts";
import type { Actor } from "./actor.ts";
import type { Probe } from "./probe.ts";
import type { ServiceKey } from "./service-key.ts";
export interface LoopCore {
    readonly core: LoopCore;
    readonly face: object;
    time(): number;
    isRunning(): boolean;
    isClosed(): boolean;
    enqueue(entry: Entry): void;
    enqueueReactions(promise: FutureCore, waiters: readonly Entry[]): void;
    arrived(entry: Entry, isFresh?: boolean): void;
    addTimer(entry: TimerEntry): void;
    cancelled(entry: Entry): void;
    report(report: Report): void;
    readonly places: Places | undefined;
    readonly tasks: TaskRegistry;
    unseenWaits: number;
    simulatesSockets?: boolean;
    readonly hostWaits?: Set<() => boolean>;
    readonly turn: Turn;
    readonly deaths: DeathRegister | undefined;
    diedLate(death: Death): boolean;
    readonly forgotten: Forgotten;
    readonly probes: {
        readonly all: Probe | undefined;
    };
    endings: Body<[], void>[] | undefined;
    service<T extends object>(key: ServiceKey<T, LoopCore>): T;
}
export type Death = UnhandledRejectionError | UncaughtExceptionError;
export interface DeathRegister {
    unhandled(reason: unknown, promise: object, task: string | undefined): void;
    handled(promise: object): boolean;
    uncaught(error: unknown, task: string | undefined): void;
    exited(call: string): Error;
}
declare const opaque: unique symbol;
export interface Wait {
    readonly [opaque]: never;
}
export interface Awaitable<T> extends PromiseLike<T> {
    [Symbol.iterator](): Iterator<Wait, T, void>;
}
export type Body<A extends unknown[], T> = (...args: A) => Generator<Wait, T, void> | PromiseLike<T> | T;
export interface WaitSource {
    suspend(strand: Strand): Error | undefined;
    cancelWait(message: string | undefined): boolean;
    woken(): boolean;
    raisesCancelled(): boolean;
    describeWait(): string;
    readonly isNative?: boolean;
}
export interface Entry extends Actor {
    runTurn(): void;
    toString(): string;
    readonly skipped?: boolean;
    readonly isMacrotask?: boolean;
    readonly endsRun?: boolean;
    readonly arrives?: FutureCore;
    readonly isTold?: boolean;
    readonly task?: TaskCore | undefined;
}
export interface TimerEntry extends Entry {
    readonly deadline: number;
    readonly skipped: boolean;
    scheduled: boolean;
    readonly listMs?: number;
}
export interface Strand extends Entry {
    readonly task: TaskCore;
    waitingOn: WaitSource | undefined;
    readonly iterator: Iterator<Wait, unknown, void> | undefined;
    readonly stepsGenerator?: boolean;
    era?: number;
    finish(value: unknown): void;
    fail(error: unknown): void;
}
export type FuturePhase = "pending" | "cancelled" | "finished" | "failed" | "retrieved";
export interface FutureCore {
    loop: LoopCore;
    phase: FuturePhase;
    settledWith: unknown;
    waiters: Entry | Entry[] | undefined;
    readonly standsForPromise?: boolean;
    cancellation?: Cancellation | undefined;
}
export interface TaskCore extends Strand, FutureCore {
    readonly task: TaskCore;
    iterator: Iterator<Wait, unknown, void> | undefined;
    stepsGenerator: boolean;
    cancellation: Cancellation | undefined;
    variables: ContextScope | ContextValues;
    native: NativeSide | undefined;
    captured: CapturedContext | undefined;
    previousTask: TaskCore | undefined;
    nextTask: TaskCore | undefined;
    getName(): string;
    done(): boolean;
}
export interface NativeSide {
    goesOn(strand: Strand): void;
}
export type ContextValues = ReadonlyMap<object, unknown>;
export interface ContextScope {
    values: ContextValues;
}
export interface Report {
    readonly message: string;
    readonly exception?: unknown;
    readonly [key: string]: unknown;
}
export interface TaskRegistry extends Iterable<TaskCore> {
    isEmpty(): boolean;
    add(task: TaskCore): void;
    delete(task: TaskCore): void;
    nextNumber(): number;
}
export interface Turn {
    readonly number: number;
    park(creator: ParkedCreator): void;
    afterDrain(callback: () => void): void;
}
export interface ParkedCreator {
    readonly child: TaskCore;
    readonly creator: TaskCore;
    readonly resume: () => void;
}
export interface Startable {
    readonly name: string;
    readonly neverAwaited: boolean;
}
export interface Forgotten {
    addCoroutine(coroutine: Startable): void;
    addFailure(future: FutureCore): void;
    retrieved(future: FutureCore): void;
    take(tasks: TaskRegistry): Report[];
}
export {};

// dist/host/host.d.ts
export interface Host {
    nowMs(): number;
    random(): number;
    readonly root: CapturedContext;
    afterMicrotasks(callback: () => void): () => void;
    drain(): boolean;
    afterMacrotask(callback: () => void): () => void;
    afterDelay(delayMs: number, callback: () => void, settings?: DelaySettings): () => void;
    keepAlive(): () => void;
    onSignal(signal: string, callback: () => void): () => void;
    readonly hearsSignals: boolean;
    readonly signals: Readonly<Record<string, number>>;
    watchDeaths(watcher: DeathWatcher): () => void;
    createStorage<S extends object>(): ContextStorage<S>;
    readonly captureContext: () => CapturedContext;
    readonly watchOperations?: WatchOperations;
    readonly watchAwaits?: (watcher: AwaitWatcher) => AwaitWatch;
    readonly watchForeignWork?: () => ForeignWork | undefined;
}
export interface AwaitWatcher {
    turnHere(): number | undefined;
    settled(stack: string): void;
}
export interface AwaitWatch {
    start(): void;
    stop(): void;
}
export interface ForeignWork {
    any(isAwaited: boolean): boolean;
    describe(): readonly string[];
}
export interface DeathWatcher {
    unhandled(reason: unknown, promise: object): boolean;
    handled(promise: object): boolean;
    uncaught(error: unknown): boolean;
    lost?(error: unknown): boolean;
}
export interface DelaySettings {
    readonly keepsAlive?: boolean;
}
export interface ContextStorage<S extends object> {
    getStore(): S | undefined;
    run<R>(store: S, body: () => R): R;
    enterWith(store: S): void;
}
export interface CapturedContext {
    runInAsyncScope<R, A extends unknown[]>(body: (...args: A) => R, thisArg?: unknown, ...args: A): R;
}
type WatchOperations = <O extends OperationOwner>(settings: WatchSettings<O>) => OperationWatch<O>;
export interface OperationOwner {
    readonly isUnknown: boolean;
    readonly moves: number;
}
export interface WatchSettings<O extends OperationOwner> {
    readonly ownerNow: () => O | undefined;
    readonly places?: () => boolean;
    readonly socketsAreSimulated?: () => boolean;
}
export interface OperationWatch<O> {
    start(): void;
    stop(): void;
    outstanding(until?: "soon" | "ever"): Operation<O>[];
    left(): Operation<O>[];
    idle(until?: "soon" | "ever"): boolean;
    onceChanged(wake: () => void): () => void;
}
export interface Operation<O> {
    readonly type: string;
    readonly owner: O;
    readonly awaited: string | undefined;
    readonly mayCallBack: boolean;
    readonly place: string | undefined;
}
export {};

// dist/core/cancellation.d.ts
import { CancelledError } from "./errors/cancelled-error.ts";
export declare class Cancellation {
    #private;
    walk: object | undefined;
    get requests(): number;
    get due(): boolean;
    get message(): string | undefined;
    request(message: string | undefined): void;
    postpone(message: string | undefined): void;
    take(): boolean;
    withdraw(): number;
    get signal(): AbortSignal;
    endWith(error: CancelledError): void;
    takeEnding(): CancelledError | undefined;
}
export declare function quietCancelledError(message?: string): CancelledError;
export declare function withoutStack<E extends Error>(make: () => E): E;

// dist/core/errors/cancelled-error.d.ts
import type { ErrorSettings } from "./with-hint.ts";
export declare class CancelledError extends Error {
    readonly name: string;
    constructor(text?: string, settings?: ErrorSettings);
}
export declare function isCancellation(thrown: unknown): thrown is CancelledError;

// dist/core/errors/with-hint.d.ts
export declare function withHint(text: string, hint: string | undefined): string;
export interface ErrorSettings {
    readonly cause?: unknown;
}
export declare function carryHint<E extends Error>(error: E, hint: string | undefined): E;
export declare function addHint<E extends Error>(error: E, hint: string): E;
export declare function hintOf(error: Error): string | undefined;
export declare function errorText(error: Error): string;

// dist/core/errors/uncaught-exception-error.d.ts
export declare class UncaughtExceptionError extends Error {
    readonly name: string;
    readonly hint: string | undefined;
    readonly reason: unknown;
    readonly task: string | undefined;
    constructor(reason: unknown, text: string, task: string | undefined);
}

// dist/core/errors/unhandled-rejection-error.d.ts
export declare class UnhandledRejectionError extends Error {
    readonly name: string;
    readonly hint: string | undefined;
    readonly reason: unknown;
    readonly task: string | undefined;
    constructor(reason: unknown, text: string, task: string | undefined);
}

// dist/core/places.d.ts
export declare class Places {
    #private;
    body: string | undefined;
    note(wait: object): void;
    copy(awaited: object, wait: object): void;
    of(wait: object | undefined): string | undefined;
    noteAwaitsOf(future: object): void;
}
export declare function userPlace(): string | undefined;
export declare function placeIn(stack: string): string | undefined;
export declare function isInDependency(place: string): boolean;
export declare function fileAndLine(frame: string): string | undefined;

// dist/core/contracts/actor.d.ts
export interface Actor {
    readonly kind: ActorKind;
    readonly title: string;
    readonly task?: Actor | undefined;
    readonly awaited?: object | undefined;
    readonly says?: string | undefined;
    readonly passage?: Passage | undefined;
}
export interface Passage {
    readonly lane: Actor;
    readonly from: string;
    readonly to: string;
    readonly sender: string;
    readonly what: string;
    readonly sending: number;
    readonly bytes: number;
    readonly fault: string | undefined;
    readonly state: "lost" | "held up" | "delayed" | undefined;
}
export type ActorKind = "task" | "timer" | "callback" | "arrival" | "clock" | "alternative";
export declare const clockActor: Actor;
export declare function actorOf(actor: Actor): Actor;

// dist/core/contracts/probe.d.ts
import type { Actor } from "./actor.ts";
import type { Resource } from "./resource.ts";
export interface Probe {
    created?(task: Actor): void;
    scheduled?(actor: Actor): void;
    turn?(actor: Actor, time: number): void;
    joins?(): void;
    iteration?(turns: number): void;
    advanced?(time: number): void;
    acquired?(resource: Resource, task: Actor): void;
    released?(resource: Resource): void;
    made?(target: object, name?: string): void;
    called?(call: Actor, target: object): void;
    accessed?(target: object, part: unknown, kind: "read" | "write", site?: string): void;
    delegated?(generator: object): void;
    visible?(): void;
    opaque?(): void;
    unseen?(): void;
    sent?(lane: Actor, bytes: Uint8Array | undefined, isReply: boolean): void;
    happened?(text: string, host: string, choice?: Actor): void;
    ended?(): void;
}
export declare const turnPart: unique symbol;
export declare const callsPart: unique symbol;
export declare const worldPart: unique symbol;

// dist/core/contracts/resource.d.ts
import type { Actor } from "./actor.ts";
export interface Resource {
    readonly holder: Holder | null;
}
interface Holder extends Actor {
    getName(): string;
    done(): boolean;
}
export {};

// dist/core/contracts/service-key.d.ts
export declare class ServiceKey<T extends object, L> {
    #private;
    readonly name: string;
    readonly isOutside: boolean;
    constructor(name: string, make?: (loop: L) => T);
    get hasDefault(): boolean;
    provide(make: (loop: L) => T): void;
    make(loop: L): T;
}

// dist/core/coroutine.d.ts
import type { Awaitable, Body, Wait } from "./contracts/loop-core.ts";
export declare abstract class Coroutine<T> implements Awaitable<T> {
    abstract get name(): string;
    abstract close(): void;
    [Symbol.iterator](): Iterator<Wait, T, void>;
    then<A = T, B = never>(onFulfilled?: ((value: T) => A | PromiseLike<A>) | null, onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<A | B>;
    catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B>;
    finally(onFinally?: (() => void) | null): Promise<T>;
    toString(): string;
}
export declare function coroutine<A extends unknown[], T>(body: Body<A, T>): (...args: A) => Coroutine<T>;
export declare function iscoroutine(value: unknown): value is Coroutine<unknown>;
export declare function iscoroutinefunction(value: unknown): boolean;

// dist/core/context/context.d.ts
import { type Kind } from "../arguments/kind.ts";
import type { ContextValues, TaskCore } from "../contracts/loop-core.ts";
export declare class Context {
    #private;
    constructor(values?: ContextValues);
    copy(): Context;
    run<T>(body: () => T): T;
    get<T>(variable: ContextVar<T>, fallback?: T): T | undefined;
    has(variable: ContextVar<unknown>): boolean;
    toString(): string;
    [Symbol.iterator](): IterableIterator<[ContextVar<unknown>, unknown]>;
}
export declare const contextKind: Kind;
declare const missing: unique symbol;
export declare const valuesByName: object;
export declare function currentValues(): ContextValues;
export declare function contextOf(task: TaskCore): Context;
export declare function copyContext(): Context;
export declare class Token<T> {
    static readonly MISSING: typeof missing;
    readonly var: ContextVar<T>;
    get oldValue(): T | typeof missing;
    toString(): string;
}
export declare class ContextVar<T> {
    #private;
    readonly name: string;
    constructor(name: string, settings?: {
        readonly default: T;
    });
    toString(): string;
    get(fallback?: T): T;
    set(value: T): Token<T>;
    reset(token: Token<T>): void;
}
export {};

// dist/core/arguments/kind.d.ts
export interface Kind {
    readonly text: string;
    readonly hint: string;
    readonly fits: (value: unknown) => boolean;
}
export declare const anything: Kind;
export declare const trueOrFalse: Kind;
export declare const aFunction: Kind;
export declare const aText: Kind;
export declare const aNumber: Kind;
export declare const anObject: Kind;
export declare const aList: Kind;
export declare const anIterable: Kind;
export declare function functionOf(hint: string): Kind;
export declare function instanceOf(text: string, Class: abstract new (...args: never[]) => unknown, hint: string): Kind;
export declare function objectWith(text: string, methods: readonly string[], hint: string): Kind;
export declare function orNull(kind: Kind): Kind;
export declare function listOf({ text, hint, fits }: Kind): Kind;
export declare function requireKind(name: string, value: unknown, { text, hint, fits }: Kind): void;

// dist/core/running-loop.d.ts
import { type EventLoop } from "./event-loop.ts";
import type { Task } from "./task.ts";
export declare function runningLoop(): EventLoop | undefined;
export declare function getRunningLoop(): EventLoop;
export declare function currentTask(loop?: EventLoop): Task<unknown> | null;
export declare function allTasks(loop?: EventLoop): Set<Task<unknown>>;

// dist/core/event-loop.d.ts
import { type Context } from "./context/context.ts";
import type { LoopCore, Report } from "./contracts/loop-core.ts";
import type { Coroutine } from "./coroutine.ts";
import type { Handle, TimerHandle } from "./driving/handle.ts";
import type { Future } from "./future.ts";
import type { Spawnable } from "./spawnable.ts";
import type { Task, TaskSettings } from "./task.ts";
export interface EventLoop {
    time(): number;
    random(): number;
    callSoon(callback: () => unknown, settings?: CallbackSettings): Handle;
    callSoonThreadsafe(callback: () => unknown, settings?: CallbackSettings): Handle;
    callLater(delay: number, callback: () => unknown, settings?: CallbackSettings): TimerHandle;
    callAt(when: number, callback: () => unknown, settings?: CallbackSettings): TimerHandle;
    createFuture<T>(): Future<T>;
    createTask<T>(body: Spawnable<T>, settings?: TaskSettings): Task<T>;
    setTaskFactory(factory: TaskFactory | null): void;
    getTaskFactory(): TaskFactory | null;
    runUntilComplete<T>(main: Spawnable<T> | Future<T>): Promise<T>;
    runForever(): Promise<void>;
    runSync<T>(main: Spawnable<T>): T;
    stop(): void;
    close(): void;
    isRunning(): boolean;
    isClosed(): boolean;
    addSignalHandler(signal: NodeJS.Signals | number, callback: () => unknown): void;
    removeSignalHandler(signal: NodeJS.Signals | number): boolean;
    setExceptionHandler(handler: ExceptionHandler | null): void;
    getExceptionHandler(): ExceptionHandler | null;
    defaultExceptionHandler(context: ExceptionContext): void;
    callExceptionHandler(context: ExceptionContext): void;
    slowCallbackDuration: number;
    setDebug(enabled: boolean): void;
    getDebug(): boolean;
}
export interface CallbackSettings {
    readonly context?: Context;
}
export declare function requireCallbackSettings(what: string, settings: unknown): void;
export interface ExceptionContext extends Report {
    readonly future?: Future<unknown>;
    readonly task?: Task<unknown>;
    readonly handle?: Handle;
    readonly coroutine?: Coroutine<unknown>;
    readonly context?: ExceptionContext;
}
export type ExceptionHandler = (loop: EventLoop, context: ExceptionContext) => void;
export type TaskFactory = <T>(loop: EventLoop, body: Spawnable<T>, settings: TaskSettings) => Task<T>;
export declare function faceOf(core: LoopCore): EventLoop;
export declare function coreOf(loop: EventLoop | LoopCore): LoopCore;

// dist/core/driving/handle.d.ts
import { Context } from "../context/context.ts";
import type { LoopCore } from "../contracts/loop-core.ts";
export declare class Handle {
    #private;
    cancel(): void;
    cancelled(): boolean;
    getContext(): Context;
    toString(): string;
}
export declare function runCallback(handle: CallbackOwner, callback: () => unknown, context: Context): void;
export declare function inCallback(loop: LoopCore, context: Context, call: () => void): void;
export interface CallbackOwner {
    readonly loop: LoopCore;
    toString(): string;
}
export declare class TimerHandle extends Handle {
    when(): number;
    toString(): string;
}

// dist/core/future.d.ts
import type { Awaitable, LoopCore, Wait } from "./contracts/loop-core.ts";
import { type CallbackSettings, type EventLoop } from "./event-loop.ts";
export declare class Future<T> implements Awaitable<T>, Promise<T> {
    readonly [Symbol.toStringTag]: string;
    constructor(loop?: EventLoop);
    getLoop(): EventLoop;
    done(): boolean;
    cancelled(): boolean;
    result(): T;
    exception(): unknown;
    cancel(message?: string): boolean;
    setResult(value: T): void;
    setException(exception: unknown): void;
    addDoneCallback(callback: (future: this) => unknown, settings?: CallbackSettings): void;
    removeDoneCallback(callback: (future: this) => unknown): number;
    [Symbol.iterator](): Iterator<Wait, T, void>;
    then<A = T, B = never>(onFulfilled?: ((value: T) => A | PromiseLike<A>) | null, onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<A | B>;
    catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B>;
    finally(onFinally?: (() => void) | null): Promise<T>;
    toString(): string;
}
export declare function createFuture<T>(resource?: object, operation?: string): Future<T>;
export declare class ResourceFuture<T> extends Future<T> {
    #private;
    readonly resource: object;
    constructor(loop: LoopCore, resource: object, operation: string);
    describeWait(): string;
}
export declare function isfuture(value: unknown): value is Future<unknown>;

// dist/core/spawnable.d.ts
import type { Body, Wait } from "./contracts/loop-core.ts";
import { Coroutine } from "./coroutine.ts";
export type Spawnable<T> = Coroutine<T> | Generator<Wait, T, void> | Body<[], T>;
export declare function open<T>(work: Spawnable<T>): Iterator<Wait, T, void>;
export declare function mayBeNative(work: Spawnable<unknown>): boolean;
export declare function isSpawnable<T>(work: unknown): work is Spawnable<T>;
export declare function requireSpawnable(work: unknown): void;

// dist/core/task.d.ts
import { type Options } from "./arguments/require-options.ts";
import { type Context } from "./context/context.ts";
import type { Awaitable } from "./contracts/loop-core.ts";
import { type EventLoop } from "./event-loop.ts";
import { Future } from "./future.ts";
import { type Spawnable } from "./spawnable.ts";
export declare class Task<T> extends Future<T> {
    #private;
    constructor(work: Spawnable<T>, settings?: TaskSettings & {
        readonly loop?: EventLoop;
    });
    getName(): string;
    setName(name: string): void;
    getCoro(): Spawnable<T>;
    getContext(): Context;
    get started(): Awaitable<void>;
    get signal(): AbortSignal;
    cancel(message?: string): boolean;
    cancelling(): number;
    uncancel(): number;
    setResult(): never;
    setException(): never;
    toString(): string;
    getStack(): string[];
}
export interface TaskSettings {
    readonly name?: string | undefined;
    readonly context?: Context | undefined;
    readonly eagerStart?: boolean | undefined;
}
export declare const noSettings: TaskSettings;
export declare const taskOptions: Options<TaskSettings>;

// dist/core/arguments/require-options.d.ts
import { type Kind } from "./kind.ts";
export declare function requireOptions(what: string, options: unknown, known: Readonly<Record<string, Kind>>): void;
export type Options<Settings> = {
    readonly [Name in keyof Settings]-?: Kind;
};

// dist/sync/broken-barrier-error.d.ts
import { RuntimeError } from "../core/errors/runtime-error.ts";
export declare class BrokenBarrierError extends RuntimeError {
    readonly name: string;
}

// dist/core/errors/runtime-error.d.ts
import { type ErrorSettings } from "./with-hint.ts";
export declare class RuntimeError extends Error {
    readonly name: string;
    readonly hint: string | undefined;
    constructor(text?: string, hint?: string, settings?: ErrorSettings);
}

// dist/core/errors/deadlock-error.d.ts
import { type BlockedTask } from "./blocked-task.ts";
export declare class DeadlockError extends Error {
    readonly name: string;
    readonly hint: string | undefined;
    readonly time: number;
    readonly blocked: readonly BlockedTask[];
    constructor(time: number, blocked: readonly BlockedTask[], isDriven?: boolean);
}

// dist/core/errors/blocked-task.d.ts
export interface BlockedTask {
    readonly task: string;
    readonly waitsFor: string;
    readonly onNative?: true | undefined;
    readonly onNetwork?: true | undefined;
    readonly owner?: string | undefined;
    readonly place?: string | undefined;
}
export declare function blockedLines(all: readonly BlockedTask[]): string[];

// dist/core/errors/invalid-state-error.d.ts
export declare class InvalidStateError extends Error {
    readonly name: string;
    readonly hint: string | undefined;
    constructor(text?: string, hint?: string);
}

// dist/loop/signals/keyboard-interrupt.d.ts
export declare class KeyboardInterrupt extends Error {
    readonly name: string;
    constructor();
}

// dist/core/errors/outside-wait-error.d.ts
import { RuntimeError } from "./runtime-error.ts";
import { type BlockedTask } from "./blocked-task.ts";
export declare class OutsideWaitError extends RuntimeError {
    readonly name: string;
    readonly blocked: readonly BlockedTask[];
    constructor(time: number, blocked: readonly BlockedTask[]);
}

// dist/sync/queues/queue-empty.d.ts
import type { ErrorSettings } from "../../core/errors/with-hint.ts";
export declare class QueueEmpty extends Error {
    readonly name: string;
    constructor(text?: string, settings?: ErrorSettings);
}

// dist/sync/queues/queue-full.d.ts
import type { ErrorSettings } from "../../core/errors/with-hint.ts";
export declare class QueueFull extends Error {
    readonly name: string;
    constructor(text?: string, settings?: ErrorSettings);
}

// dist/sync/queues/queue-shut-down.d.ts
import type { ErrorSettings } from "../../core/errors/with-hint.ts";
export declare class QueueShutDown extends Error {
    readonly name: string;
    constructor(text?: string, settings?: ErrorSettings);
}

// dist/core/errors/step-limit-error.d.ts
export declare class StepLimitError extends Error {
    readonly name: string;
    readonly hint: string | undefined;
    readonly time: number;
    readonly spinning: readonly string[];
    constructor(limit: string, time: number, spinning: readonly string[]);
}

// dist/core/errors/timeout-error.d.ts
import type { ErrorSettings } from "./with-hint.ts";
export declare class TimeoutError extends Error {
    readonly name: string;
    constructor(text?: string, settings?: ErrorSettings);
}

// dist/core/errors/value-error.d.ts
export declare class ValueError extends RangeError {
    readonly name: string;
    readonly hint: string | undefined;
    constructor(text?: string, hint?: string);
}

// dist/core/errors/exception-group.d.ts
export declare class ExceptionGroup extends AggregateError {
    #private;
    readonly name: string;
    readonly text: string;
    constructor(text: string, errors: readonly unknown[]);
    derive(errors: readonly unknown[]): ExceptionGroup;
    subgroup(condition: Condition): ExceptionGroup | null;
    split(condition: Condition): [match: ExceptionGroup | null, rest: ExceptionGroup | null];
}
type ErrorClass = abstract new (...args: never[]) => Error;
export type Condition = ErrorClass | readonly ErrorClass[] | ((error: unknown) => boolean);
export declare function exceptStar(error: unknown, ...clauses: readonly (readonly [condition: Condition, handler: (group: ExceptionGroup) => unknown])[]): void;
export {};

// dist/core/ms.d.ts
export declare function ms(milliseconds: number): number;

// dist/loop/base-event-loop.d.ts
import { Handle, TimerHandle } from "../core/driving/handle.ts";
import * as core from "../core/event-loop.ts";
import { Future } from "../core/future.ts";
import type { Spawnable } from "../core/spawnable.ts";
import { Task, type TaskSettings } from "../core/task.ts";
export declare class BaseEventLoop implements core.EventLoop {
    #private;
    time(): number;
    get iterations(): number;
    random(): number;
    callSoon(callback: () => unknown, settings?: core.CallbackSettings): Handle;
    callSoonThreadsafe(callback: () => unknown, settings?: core.CallbackSettings): Handle;
    callLater(delay: number, callback: () => unknown, settings?: core.CallbackSettings): TimerHandle;
    callAt(when: number, callback: () => unknown, settings?: core.CallbackSettings): TimerHandle;
    createFuture<T>(): Future<T>;
    createTask<T>(body: Spawnable<T>, settings?: TaskSettings): Task<T>;
    setTaskFactory(factory: core.TaskFactory | null): void;
    getTaskFactory(): core.TaskFactory | null;
    runUntilComplete<T>(main: Spawnable<T> | Future<T>): Promise<T>;
    runForever(): Promise<void>;
    runSync<T>(main: Spawnable<T>): T;
    stop(): void;
    close(): void;
    addSignalHandler(signal: NodeJS.Signals | number, callback: () => unknown): void;
    removeSignalHandler(signal: NodeJS.Signals | number): boolean;
    isRunning(): boolean;
    isClosed(): boolean;
    setExceptionHandler(handler: core.ExceptionHandler | null): void;
    getExceptionHandler(): core.ExceptionHandler | null;
    defaultExceptionHandler(context: core.ExceptionContext): void;
    callExceptionHandler(context: core.ExceptionContext): void;
    setDebug(enabled: boolean): void;
    getDebug(): boolean;
    toString(): string;
    get slowCallbackDuration(): number;
    set slowCallbackDuration(seconds: number);
}

// dist/loop/event-loop-policy.d.ts
import { type EventLoop } from "../core/event-loop.ts";
export interface EventLoopPolicy {
    getEventLoop(): EventLoop;
    setEventLoop(loop: EventLoop | null): void;
    newEventLoop(): EventLoop;
}
export declare class DefaultEventLoopPolicy implements EventLoopPolicy {
    #private;
    getEventLoop(): EventLoop;
    setEventLoop(loop: EventLoop | null): void;
    newEventLoop(): EventLoop;
}
export declare function getEventLoopPolicy(): EventLoopPolicy;
export declare function setEventLoopPolicy(next: EventLoopPolicy | null): void;
export declare function getEventLoop(): EventLoop;
export declare function setEventLoop(loop: EventLoop | null): void;
export declare function newEventLoop(): EventLoop;

// dist/loop/virtual-loop.d.ts
import { type Level } from "../core/contracts/level.ts";
import type { Probe } from "../core/contracts/probe.ts";
import type { Strategy } from "../core/contracts/strategy.ts";
import type { EventLoop } from "../core/event-loop.ts";
import type { BaseEventLoop } from "./base-event-loop.ts";
import { type VirtualClock } from "./clock/virtual-clock.ts";
import { type World } from "./world.ts";
export declare function virtualLoop(settings?: VirtualLoopSettings): () => BaseEventLoop;
export type LoopFactory = () => EventLoop;
export interface VirtualLoopSettings {
    readonly strategy?: Strategy;
    readonly level?: Level;
    readonly probe?: Probe | undefined;
    readonly seed?: number;
    readonly clock?: VirtualClock;
    readonly io?: "wait" | "forbid";
    readonly world?: World;
    readonly maxIterations?: number;
    readonly maxTime?: number;
}

// dist/core/contracts/level.d.ts
export type Level = "fifo" | "env" | "jitter" | "any-order";
export declare function requireLevel(level: unknown): void;

// dist/core/contracts/strategy.d.ts
import type { Actor } from "./actor.ts";
export interface Strategy {
    choose(point: ChoicePoint): number;
}
export interface ChoicePoint {
    readonly kind: "arrival" | "tie" | "ready" | AlternativeKind;
    readonly at: Actor;
    readonly count: number;
    readonly options: readonly Actor[];
    readonly pool: Pool | undefined;
    readonly poolFrom: number;
    option(index: number): Actor;
}
export type AlternativeKind = "latency" | "fault" | "size";
export declare function isAboutAlternatives(kind: ChoicePoint["kind"]): kind is AlternativeKind;
export interface Pool {
    readonly length: number;
    indexOf(number: number): number;
    follow(follower: PoolFollower): void;
}
export interface PoolFollower {
    joined(actor: Actor, number: number): void;
    left(actor: Actor, number: number): void;
}
export declare const fifo: Strategy;
export declare function follow(schedule: readonly number[]): Strategy;

// dist/loop/clock/virtual-clock.d.ts
import type { Clock } from "../../core/contracts/clock.ts";
import type { Hold } from "./hold.ts";
export declare function virtualClock(settings?: {
    readonly start?: number;
}): VirtualClock;
export interface VirtualClock {
    time(): number;
    hold(): Hold;
}
export declare function clockOf(clock: VirtualClock): Clock;

// dist/core/contracts/clock.d.ts
export interface Clock {
    readonly isVirtual: boolean;
    time(): number;
    pass(when: number, wake: () => void): boolean;
    interrupt(): void;
    servesHost(): boolean;
    driver?(): TimeDriver | undefined;
    hold(): {
        release(): void;
    };
}
export interface TimeDriver {
    driven(): number;
    adopt(): void;
    movesByItself(): boolean;
}

// dist/loop/clock/hold.d.ts
/// <reference lib="esnext.disposable" preserve="true" />
export declare class Hold implements Disposable {
    #private;
    constructor(release: () => void);
    release(): void;
    [Symbol.dispose](): void;
}

// dist/loop/world.d.ts
import type { MakeService } from "./engine-parts.ts";
export interface World {
    services(): MakeService;
}
export declare function isWorld(value: unknown): value is World;
export declare function requireWorld(world: unknown): World | undefined;
export declare const forbiddenWorld: MakeService;

// dist/loop/engine-parts.d.ts
import type { Clock } from "../core/contracts/clock.ts";
import type { Entropy } from "../core/contracts/entropy.ts";
import type { Death, Entry, Forgotten, LoopCore } from "../core/contracts/loop-core.ts";
import type { ServiceKey } from "../core/contracts/service-key.ts";
import type { OutsideWork } from "./outside/outside-work.ts";
import type { ProbeList } from "./probe-list.ts";
import type { Choices } from "./scheduler/choices.ts";
export interface EngineParts {
    readonly clock: Clock;
    readonly entropy: Entropy;
    readonly choices: Choices | undefined;
    readonly probes: ProbeList;
    readonly intervene: ((entry: Entry) => boolean) | undefined;
    readonly services: MakeService | undefined;
    readonly outside: ((loop: LoopCore) => OutsideWork) | undefined;
    readonly maxIterations: number;
    readonly maxTime: number;
    readonly forgotten: Forgotten;
    readonly late: ((loop: LoopCore, death: Death) => void) | undefined;
}
export interface Service {
    loopClosed?(): void;
}
export type MakeService = (key: ServiceKey<object, LoopCore>, loop: LoopCore) => object | undefined;

// dist/core/contracts/entropy.d.ts
export interface Entropy {
    random(): number;
}

// dist/loop/outside/outside-work.d.ts
import { type BlockedTask } from "../../core/errors/blocked-task.ts";
import type { LoopCore } from "../../core/contracts/loop-core.ts";
import type { Operation, OperationOwner } from "../../host/host.ts";
export interface OutsideWork {
    start(): void;
    stop(): void;
    wait(when: number, wake: () => void): (() => void) | undefined;
    outstanding(): boolean;
    describe(): string[];
}
export declare class AwaitedOutside implements OutsideWork {
    #private;
    constructor(loop: LoopCore);
    start(): void;
    stop(): void;
    outstanding(): boolean;
    wait(when: number, wake: () => void): (() => void) | undefined;
    protected recordsPlaces(): boolean;
    protected left(): Operation<OperationOwner>[];
    protected begun(until: "soon" | "ever"): BlockedTask[];
    protected foreign(): readonly string[];
    describe(): string[];
}
export declare class ForbiddenOutside implements OutsideWork {
    #private;
    constructor(loop: LoopCore);
    start(): void;
    stop(): void;
    outstanding(): boolean;
    wait(when: number): undefined;
    describe(): string[];
}

// dist/loop/probe-list.d.ts
import type { Probe } from "../core/contracts/probe.ts";
export declare class ProbeList {
    all: Probe | undefined;
    constructor(probes: readonly (Probe | undefined)[]);
    add(probe: Probe | undefined): void;
    addFirst(probe: Probe): void;
}

// dist/loop/scheduler/choices.d.ts
import { type Actor } from "../../core/contracts/actor.ts";
import type { Level } from "../../core/contracts/level.ts";
import type { Entry, TimerEntry } from "../../core/contracts/loop-core.ts";
import type { AlternativeKind, ChoicePoint, Strategy } from "../../core/contracts/strategy.ts";
import type { Line } from "./line.ts";
import type { ReadyList } from "./ready-list.ts";
export declare class Choices {
    #private;
    readonly strategy: Strategy;
    readonly level: Level;
    active: boolean;
    heldTime: boolean;
    limited: Set<number> | undefined;
    faults: Map<string, number> | undefined;
    isFaultFree: boolean;
    readonly anyOrder: boolean;
    readonly jitters: boolean;
    constructor(strategy: Strategy, level: Level);
    static of(strategy: Strategy | undefined, level: Level): Choices | undefined;
    ask(point: ChoicePoint): number;
    next(ready: ReadyList): Entry;
    arrival(first: Actor | undefined, arrivals: Line, last?: Actor): number;
    arrivalTime(entry: Actor, now: number, deadline: number, limit?: number): number;
    isJoined(entry: Actor): boolean;
    areApart(first: Actor): boolean;
    lateness(): number;
    turnCost(entry: Entry & {
        readonly deadline?: number | undefined;
    }): number;
    given(kind: AlternativeKind, at: Actor, options: readonly Actor[]): number;
    get hasFailed(): boolean;
    mayFail(): Map<string, number>;
    timerSet(timer: TimerEntry, now: number): void;
    due(timers: TimerEntry[]): void;
}
export declare const latenesses: readonly number[];
export declare const stepCosts: readonly number[];
export declare function numbered(length: number): readonly Actor[];
export declare function titled(titles: readonly string[]): readonly Actor[];
export declare const midway = "midway";
export declare const joined = "joined";
export declare const apart = "apart";
export declare const latest = "latest";
export declare const close = "close";
export declare const slow = "slow";

// dist/loop/scheduler/line.d.ts
import type { Pool, PoolFollower } from "../../core/contracts/strategy.ts";
import type { Entry } from "../../core/contracts/loop-core.ts";
export declare class Line<E extends Entry = Entry> implements Pool {
    #private;
    get length(): number;
    at(index: number): E | undefined;
    numberAt(index: number): number;
    indexOf(number: number): number;
    placeOf(number: number): number;
    nextNumber(): number;
    push(entry: E): void;
    insert(entry: E, number: number): void;
    remove(index: number): E;
    follow(follower: PoolFollower): void;
    some(isMeant: (entry: E) => boolean): boolean;
    toArray(): E[];
    numbered(): readonly {
        readonly entry: E;
        readonly number: number;
    }[];
    clear(): void;
}

// dist/loop/scheduler/ready-list.d.ts
import type { Entry } from "../../core/contracts/loop-core.ts";
import { Line } from "./line.ts";
import type { Ready } from "./ready.ts";
export declare class ReadyList implements Ready {
    #private;
    readonly alternatives: Line;
    get length(): number;
    get first(): Entry | undefined;
    push(entry: Entry): void;
    shift(): Entry | undefined;
    take(at: number): Entry | undefined;
    cancelled(entry: Entry): void;
    toArray(): Entry[];
    clear(): void;
}

// dist/loop/scheduler/ready.d.ts
import type { Entry } from "../../core/contracts/loop-core.ts";
export interface Ready {
    readonly length: number;
    readonly first: Entry | undefined;
    push(entry: Entry): void;
    shift(): Entry | undefined;
    toArray(): Entry[];
    clear(): void;
}

// dist/loop/runner.d.ts
/// <reference lib="esnext.disposable" preserve="true" />
import { type Context } from "../core/context/context.ts";
import { type BlockedTask } from "../core/errors/blocked-task.ts";
import { type EventLoop } from "../core/event-loop.ts";
import { type Spawnable } from "../core/spawnable.ts";
import type { LoopFactory } from "./virtual-loop.ts";
export declare class Runner implements AsyncDisposable {
    #private;
    constructor(settings?: RunnerSettings);
    getLoop(): EventLoop;
    run<T>(main: Spawnable<T> | PromiseLike<T>, settings?: {
        readonly context?: Context;
    }): Promise<T>;
    close(): Promise<void>;
    [Symbol.asyncDispose](): Promise<void>;
}
export interface RunnerSettings {
    readonly loopFactory?: LoopFactory | undefined;
    readonly debug?: boolean | undefined;
    readonly handleSigint?: boolean | undefined;
    readonly onLeak?: ((tasks: readonly BlockedTask[]) => void) | undefined;
}
export declare function run<T>(main: Spawnable<T> | PromiseLike<T>, settings?: RunnerSettings): Promise<T>;

// dist/sync/barrier.d.ts
import type { Body } from "../core/contracts/loop-core.ts";
import { type Coroutine } from "../core/coroutine.ts";
export declare class Barrier {
    #private;
    constructor(parties: number);
    get parties(): number;
    get nWaiting(): number;
    get broken(): boolean;
    wait(): Coroutine<number>;
    run<T>(body: Body<[index: number], T>): Coroutine<T>;
    reset(): Coroutine<void>;
    abort(): Coroutine<void>;
    toString(): string;
}

// dist/sync/condition.d.ts
import type { Body } from "../core/contracts/loop-core.ts";
import { type Coroutine } from "../core/coroutine.ts";
import { LoopBound } from "./loop-bound.ts";
import { Lock } from "./lock.ts";
export declare class Condition extends LoopBound {
    #private;
    constructor(lock?: Lock);
    locked(): boolean;
    acquire(): Coroutine<true>;
    release(): void;
    run<T>(body: Body<[], T>): Coroutine<T>;
    wait(): Coroutine<true>;
    waitFor<T>(predicate: () => T): Coroutine<T>;
    notify(n?: number): void;
    notifyAll(): void;
    toString(): string;
}

// dist/sync/loop-bound.d.ts
import type { LoopCore } from "../core/contracts/loop-core.ts";
export declare abstract class LoopBound {
    #private;
    abstract toString(): string;
    constructor();
    protected touch(kind: "read" | "write"): void;
    protected boundLoop(): LoopCore;
}

// dist/sync/lock.d.ts
import type { Body } from "../core/contracts/loop-core.ts";
import { type Coroutine } from "../core/coroutine.ts";
import { LoopBound } from "./loop-bound.ts";
export declare class Lock extends LoopBound {
    #private;
    locked(): boolean;
    acquire(): Coroutine<true>;
    release(): void;
    run<T>(body: Body<[], T>): Coroutine<T>;
    toString(): string;
}

// dist/sync/event.d.ts
import { type Coroutine } from "../core/coroutine.ts";
import { LoopBound } from "./loop-bound.ts";
export declare class Event extends LoopBound {
    #private;
    isSet(): boolean;
    set(): void;
    clear(): void;
    wait(): Coroutine<true>;
    toString(): string;
}

// dist/sync/queues/lifo-queue.d.ts
import { Queue } from "./queue.ts";
export declare class LifoQueue<T> extends Queue<T> {
    constructor(maxsize?: number);
}

// dist/sync/queues/queue.d.ts
import { type Coroutine } from "../../core/coroutine.ts";
import { LoopBound } from "../loop-bound.ts";
import type { Store } from "./store.ts";
export declare class Queue<T> extends LoopBound {
    #private;
    constructor(maxsize?: number, items?: Store<T>);
    get maxsize(): number;
    qsize(): number;
    empty(): boolean;
    full(): boolean;
    put(item: T): Coroutine<void>;
    putNowait(item: T): void;
    get(): Coroutine<T>;
    getNowait(): T;
    taskDone(): void;
    join(): Coroutine<void>;
    shutdown(immediate?: boolean): void;
    toString(): string;
}

// dist/sync/queues/store.d.ts
export interface Store<T> extends Iterable<T> {
    readonly size: number;
    add(item: T): void;
    take(): T;
}

// dist/sync/queues/priority-queue.d.ts
import { Queue } from "./queue.ts";
export declare class PriorityQueue<T> extends Queue<T> {
    constructor(maxsize?: number, settings?: PriorityQueueSettings<T>);
}
export interface PriorityQueueSettings<T> {
    readonly compare?: ((a: T, b: T) => number) | undefined;
}

// dist/sync/semaphore.d.ts
import type { Body } from "../core/contracts/loop-core.ts";
import { type Coroutine } from "../core/coroutine.ts";
import { LoopBound } from "./loop-bound.ts";
export declare class Semaphore extends LoopBound {
    #private;
    constructor(value?: number);
    protected get value(): number;
    locked(): boolean;
    acquire(): Coroutine<true>;
    release(): void;
    run<T>(body: Body<[], T>): Coroutine<T>;
    toString(): string;
}
export declare class BoundedSemaphore extends Semaphore {
    #private;
    constructor(value?: number);
    release(): void;
}

// dist/process/create-subprocess-exec.d.ts
import { type Coroutine } from "../core/coroutine.ts";
import { Process } from "./process.ts";
import type { SpawnRequest } from "./processes.ts";
import { type SubprocessSettings } from "./subprocess-settings.ts";
export declare function createSubprocessExec(program: string, args?: readonly string[], settings?: StreamedSubprocessSettings): Coroutine<Process>;
export interface StreamedSubprocessSettings extends SubprocessSettings {
    readonly limit?: number | undefined;
}
export declare function makeProcess(what: string, command: Pick<SpawnRequest, "program" | "args" | "shell">, settings: StreamedSubprocessSettings): Coroutine<Process>;

// dist/process/process.d.ts
import { type Coroutine } from "../core/coroutine.ts";
import type { StreamReader } from "../streams/reading/stream-reader.ts";
import type { StreamWriter } from "../streams/stream-writer.ts";
import type { ChildTransport } from "./child-transport.ts";
import type { SubprocessStreamProtocol } from "./subprocess-stream-protocol.ts";
export declare class Process {
    #private;
    readonly pid: number;
    readonly stdin: StreamWriter | null;
    readonly stdout: StreamReader | null;
    readonly stderr: StreamReader | null;
    constructor(transport: ChildTransport, protocol: SubprocessStreamProtocol);
    get returncode(): number | null;
    wait(): Coroutine<number>;
    communicate(input?: Uint8Array): Coroutine<[stdout: Uint8Array | null, stderr: Uint8Array | null]>;
    sendSignal(signal: NodeJS.Signals | number): void;
    terminate(): void;
    kill(): void;
    toString(): string;
}

// dist/streams/reading/stream-reader.d.ts
import { type Coroutine } from "../../core/coroutine.ts";
import { type EventLoop } from "../../core/event-loop.ts";
import { type Pausable } from "./incoming.ts";
export declare class StreamReader implements AsyncIterable<Uint8Array, void, void> {
    #private;
    constructor(settings?: StreamSettings);
    exception(): Error | null;
    setException(exception: Error): void;
    setTransport(transport: Pausable): void;
    replaceTransport(transport: Pausable): void;
    feedData(data: Uint8Array): void;
    feedEof(): void;
    atEof(): boolean;
    read(count?: number): Coroutine<Uint8Array>;
    readline(): Coroutine<Uint8Array>;
    readuntil(separator?: Uint8Array | readonly Uint8Array[]): Coroutine<Uint8Array>;
    readexactly(count: number): Coroutine<Uint8Array>;
    readNowait(): Uint8Array;
    [Symbol.asyncIterator](): AsyncIterator<Uint8Array, void, void>;
    toString(): string;
}
export declare const defaultLimit: number;
export interface StreamSettings {
    readonly limit?: number | undefined;
    readonly loop?: EventLoop | undefined;
}
export declare function requireLimit(limit: unknown): void;

// dist/streams/reading/incoming.d.ts
import type { LoopCore } from "../../core/contracts/loop-core.ts";
import { type Coroutine } from "../../core/coroutine.ts";
import { type Future } from "../../core/future.ts";
import type { ReadTransport } from "../../net/transport.ts";
import { ByteBuffer } from "./byte-buffer.ts";
export declare class Incoming {
    #private;
    readonly loop: LoopCore;
    readonly limit: number;
    ended: boolean;
    constructor(loop: LoopCore, limit: number);
    get buffer(): ByteBuffer;
    get exception(): Error | null;
    get waiter(): Future<void> | undefined;
    get paused(): boolean;
    get transport(): Pausable | undefined;
    follow(transport: Pausable): void;
    feed(data: Uint8Array): void;
    end(): void;
    fail(exception: Error): void;
    taken(): void;
    more(reader: object, operation: string): Coroutine<void>;
}
export type Pausable = Pick<ReadTransport, "pauseReading" | "resumeReading">;

// dist/net/transport.d.ts
import type { BaseProtocol } from "./protocol.ts";
export interface Transport extends ReadTransport, WriteTransport {
}
export interface BaseTransport {
    getExtraInfo(name: string, fallback?: unknown): unknown;
    isClosing(): boolean;
    close(): void;
    setProtocol(protocol: BaseProtocol): void;
    getProtocol(): BaseProtocol;
    toString(): string;
}
export interface ReadTransport extends BaseTransport {
    isReading(): boolean;
    pauseReading(): void;
    resumeReading(): void;
}
export interface WriteTransport extends BaseTransport {
    write(data: Uint8Array): void;
    writelines(chunks: Iterable<Uint8Array>): void;
    writeEof(): void;
    canWriteEof(): boolean;
    abort(): void;
    setWriteBufferLimits(limits?: {
        readonly high?: number | undefined;
        readonly low?: number | undefined;
    }): void;
    getWriteBufferLimits(): readonly [low: number, high: number];
    getWriteBufferSize(): number;
}
export interface DatagramTransport extends BaseTransport {
    sendto(data: Uint8Array, to?: {
        readonly address: string;
        readonly port: number;
    }): void;
    abort(): void;
}
export interface SubprocessTransport extends BaseTransport {
    getPid(): number;
    getReturncode(): number | null;
    getPipeTransport(fd: number): BaseTransport | null;
    sendSignal(signal: NodeJS.Signals | number): void;
    terminate(): void;
    kill(): void;
}

// dist/net/protocol.d.ts
import type { BaseTransport, DatagramTransport, SubprocessTransport } from "./transport.ts";
export declare class Protocol implements BaseProtocol {
    connectionMade(_transport: BaseTransport): void;
    connectionLost(_error: Error | null): void;
    pauseWriting(): void;
    resumeWriting(): void;
    dataReceived(_data: Uint8Array): void;
    eofReceived(): boolean | null | undefined | void;
}
export interface BaseProtocol {
    connectionMade(transport: BaseTransport): void;
    connectionLost(error: Error | null): void;
    pauseWriting(): void;
    resumeWriting(): void;
}
export declare abstract class BufferedProtocol implements BaseProtocol {
    connectionMade(_transport: BaseTransport): void;
    connectionLost(_error: Error | null): void;
    pauseWriting(): void;
    resumeWriting(): void;
    abstract getBuffer(sizeHint: number): Uint8Array;
    abstract bufferUpdated(nbytes: number): void;
    eofReceived(): boolean | null | undefined | void;
}
export type AnyProtocol = Protocol | BufferedProtocol;
export declare class DatagramProtocol implements BaseProtocol {
    connectionMade(_transport: DatagramTransport): void;
    connectionLost(_error: Error | null): void;
    pauseWriting(): void;
    resumeWriting(): void;
    datagramReceived(_data: Uint8Array, _from: {
        readonly address: string;
        readonly port: number;
    }): void;
    errorReceived(_error: Error): void;
}
export declare class SubprocessProtocol implements BaseProtocol {
    connectionMade(_transport: SubprocessTransport): void;
    connectionLost(_error: Error | null): void;
    pauseWriting(): void;
    resumeWriting(): void;
    pipeDataReceived(_fd: number, _data: Uint8Array): void;
    pipeConnectionLost(_fd: number, _error: Error | null): void;
    processExited(): void;
}

// dist/streams/reading/byte-buffer.d.ts
export declare class ByteBuffer {
    #private;
    get size(): number;
    append(data: Uint8Array): void;
    take(count: number): Uint8Array;
    clear(): void;
    indexOf(part: Uint8Array, from: number): number;
}

// dist/streams/stream-writer.d.ts
import { type Coroutine } from "../core/coroutine.ts";
import type { SslContext } from "../net/ssl-context.ts";
import type { WriteTransport } from "../net/transport.ts";
import type { StreamProtocol, StreamTlsSettings } from "./stream-protocol.ts";
import type { StreamReader } from "./reading/stream-reader.ts";
export declare class StreamWriter {
    #private;
    constructor(transport: WriteTransport, protocol: StreamProtocol, reader?: StreamReader | null);
    get transport(): WriteTransport;
    write(data: Uint8Array): void;
    writelines(chunks: Iterable<Uint8Array>): void;
    writeEof(): void;
    canWriteEof(): boolean;
    close(): void;
    isClosing(): boolean;
    waitClosed(): Coroutine<void>;
    getExtraInfo(name: string, fallback?: unknown): unknown;
    drain(): Coroutine<void>;
    startTls(ssl: SslContext, settings?: StreamTlsSettings): Coroutine<void>;
    toString(): string;
}

// dist/net/ssl-context.d.ts
import type { Network } from "./network.ts";
export interface SslContext {
    readonly ca?: SslData | undefined;
    readonly cert?: SslData | undefined;
    readonly key?: SslData | undefined;
    readonly rejectUnauthorized?: boolean | undefined;
    readonly requestCert?: boolean | undefined;
    readonly ALPNProtocols?: readonly string[] | undefined;
    readonly [option: string]: unknown;
}
type SslData = string | Uint8Array | readonly (string | Uint8Array)[];
export declare function requireSslContext(ssl: unknown, isServer: boolean, net: Network): void;
export {};

// dist/net/network.d.ts
import type { LoopCore } from "../core/contracts/loop-core.ts";
import { ServiceKey } from "../core/contracts/service-key.ts";
import type { Future } from "../core/future.ts";
import type { Channel } from "./channel.ts";
export interface Network {
    lookup(host: string, settings: LookupSettings): Future<readonly Address[]>;
    lookupService(address: string, port: number): Future<{
        readonly hostname: string;
        readonly service: string;
    }>;
    connect(to: Endpoint, from?: LocalEndpoint): Future<Channel>;
    listen(at: Endpoint, settings: ListenSettings): Future<Listener>;
    bind(at: DatagramSettings): Future<DatagramChannel>;
    readCertificates(options: object): void;
    secure(channel: Channel, settings: SecureSettings): Future<Channel>;
    adopt(socket: object): Channel;
}
export declare const network: ServiceKey<Network, LoopCore>;
export interface Address {
    readonly address: string;
    readonly family: 4 | 6;
}
export type Endpoint = (Address & {
    readonly port: number;
}) | {
    readonly path: string;
};
export interface LocalEndpoint {
    readonly address?: string | undefined;
    readonly port?: number | undefined;
}
export interface LookupSettings {
    readonly family: 0 | 4 | 6;
    readonly passive?: boolean | undefined;
}
export interface ListenSettings {
    readonly backlog: number;
    readonly reusePort?: boolean | undefined;
    readonly ipv6Only?: boolean | undefined;
    readonly keepAlive?: boolean | undefined;
    readonly accepted: (channel: Channel) => void;
}
export interface Listener {
    readonly endpoint: Endpoint;
    close(): void;
}
export interface DatagramSettings {
    readonly family: 4 | 6;
    readonly local?: LocalEndpoint | undefined;
    readonly remote?: (Address & {
        readonly port: number;
    }) | undefined;
    readonly reusePort?: boolean | undefined;
    readonly broadcast?: boolean | undefined;
}
export interface DatagramChannel {
    info(name: string): unknown;
    open(receiver: DatagramReceiver): void;
    send(data: Uint8Array, to?: {
        readonly address: string;
        readonly port: number;
    }): void;
    readonly unsent: number;
    destroy(): void;
}
export interface DatagramReceiver {
    received(data: Uint8Array, from: {
        readonly address: string;
        readonly port: number;
    }): void;
    failed(error: Error): void;
    sent(): void;
    closed(error: Error | undefined): void;
}
export interface SecureSettings {
    readonly options: object;
    readonly isServer: boolean;
    readonly serverHostname?: string | undefined;
    readonly received?: Uint8Array | undefined;
}

// dist/net/channel.d.ts
export interface Channel {
    info(name: string): unknown;
    open(receiver: ChannelReceiver): void;
    write(data: Uint8Array): void;
    readonly unsent: number;
    readonly canEnd: boolean;
    end(): void;
    pause(): void;
    resume(): void;
    destroy(resets: boolean): void;
}
export interface ChannelReceiver {
    readonly isTold?: boolean;
    received(data: Uint8Array): void;
    ended(): void;
    sent(): void;
    closed(error: Error | undefined): void;
}

// dist/streams/stream-protocol.d.ts
import type { Coroutine } from "../core/coroutine.ts";
import type { StartTlsSettings } from "../net/connecting/start-tls.ts";
import type { BaseProtocol } from "../net/protocol.ts";
import type { SslContext } from "../net/ssl-context.ts";
import type { Transport, WriteTransport } from "../net/transport.ts";
export interface StreamProtocol extends BaseProtocol {
    drain(writer: object): Coroutine<void>;
    waitClosed(writer: object): Coroutine<void>;
    startTls?(transport: WriteTransport, ssl: SslContext, settings: StreamTlsSettings): Coroutine<Transport>;
}
export type StreamTlsSettings = Omit<StartTlsSettings, "serverSide" | "received">;

// dist/net/connecting/start-tls.d.ts
import { type Coroutine } from "../../core/coroutine.ts";
import type { AnyProtocol } from "../protocol.ts";
import { type SslContext } from "../ssl-context.ts";
import type { BaseTransport, Transport } from "../transport.ts";
import { type SslSettings } from "./handshake.ts";
export declare function startTls(transport: BaseTransport, protocol: AnyProtocol, ssl: SslContext, settings?: StartTlsSettings): Coroutine<Transport>;
export interface StartTlsSettings extends Omit<SslSettings, "ssl"> {
    readonly serverSide?: boolean | undefined;
    readonly received?: Uint8Array | undefined;
}

// dist/net/connecting/handshake.d.ts
import type { LoopCore, Wait } from "../../core/contracts/loop-core.ts";
import type { Channel } from "../channel.ts";
import type { SslContext } from "../ssl-context.ts";
export interface Handshake {
    readonly ssl: SslContext;
    readonly isServer: boolean;
    readonly serverHostname: string | undefined;
    readonly timeout: number;
    readonly shutdownTimeout: number;
}
export interface SslSettings {
    readonly ssl?: SslContext | boolean | null | undefined;
    readonly serverHostname?: string | null | undefined;
    readonly sslHandshakeTimeout?: number | null | undefined;
    readonly sslShutdownTimeout?: number | null | undefined;
}
export declare function handshakeOf(settings: SslSettings, isServer: boolean, host?: string | null): Handshake | undefined;
export declare function shakeHands(loop: LoopCore, channel: Channel, handshake: Handshake, received?: Uint8Array): Generator<Wait, Channel, void>;

// dist/process/child-transport.d.ts
import type { LoopCore } from "../core/contracts/loop-core.ts";
import type { Coroutine } from "../core/coroutine.ts";
import type { Future } from "../core/future.ts";
import type { SubprocessProtocol } from "../net/protocol.ts";
import type { SubprocessTransport } from "../net/transport.ts";
import type { StreamTransport } from "../net/transports/stream-transport.ts";
import type { Child } from "./processes.ts";
export declare class ChildTransport implements SubprocessTransport {
    #private;
    constructor(loop: LoopCore, child: Child, protocol: SubprocessProtocol);
    start(): Future<void>;
    wait(waiting: object): Coroutine<number>;
    getPid(): number;
    getReturncode(): number | null;
    getPipeTransport(fd: number): StreamTransport | null;
    sendSignal(signal: NodeJS.Signals | number): void;
    terminate(): void;
    kill(): void;
    getExtraInfo(name: string, fallback?: unknown): unknown;
    isClosing(): boolean;
    close(): void;
    setProtocol(protocol: SubprocessProtocol): void;
    getProtocol(): SubprocessProtocol;
    toString(): string;
}

// dist/net/transports/stream-transport.d.ts
import type { LoopCore, Report } from "../../core/contracts/loop-core.ts";
import type { Future } from "../../core/future.ts";
import type { Channel, ChannelReceiver } from "../channel.ts";
import type { AnyProtocol, DatagramProtocol } from "../protocol.ts";
import type { Transport } from "../transport.ts";
import { type WriteBufferLimits } from "./flow-control.ts";
import type { TransportOwner, TransportSettings } from "./transport-settings.ts";
export declare class StreamTransport implements Transport, ChannelReceiver {
    #private;
    readonly isTold = true;
    constructor(loop: LoopCore, channel: Channel, protocol: AnyProtocol, settings?: TransportSettings);
    start({ isNew }?: {
        readonly isNew?: boolean;
    }): Future<void>;
    getExtraInfo(name: string, fallback?: unknown): unknown;
    setProtocol(protocol: AnyProtocol | DatagramProtocol): void;
    getProtocol(): AnyProtocol;
    isClosing(): boolean;
    isReading(): boolean;
    pauseReading(): void;
    resumeReading(): void;
    write(data: Uint8Array): void;
    writelines(chunks: Iterable<Uint8Array>): void;
    writeEof(): void;
    canWriteEof(): boolean;
    setWriteBufferLimits(limits?: WriteBufferLimits): void;
    getWriteBufferLimits(): readonly [low: number, high: number];
    getWriteBufferSize(): number;
    close(): void;
    abort(): void;
    get isWritingPaused(): boolean;
    get isSecure(): boolean;
    handOver(): {
        readonly channel: Channel;
        readonly owner: TransportOwner | undefined;
        readonly rest: Uint8Array;
    };
    succeededBy(successor: StreamTransport): void;
    received(data: Uint8Array): void;
    ended(): void;
    sent(): void;
    closed(error: Error | undefined): void;
    report(report: Report): void;
    toString(): string;
    tell<T>(method: string, call: () => T): T | undefined;
}

// dist/net/transports/flow-control.d.ts
import type { Report } from "../../core/contracts/loop-core.ts";
import type { BaseProtocol } from "../protocol.ts";
export declare class FlowControl {
    #private;
    constructor(buffer: WriteBuffer, high?: number);
    get isPaused(): boolean;
    get limits(): readonly [low: number, high: number];
    setLimits(limits: WriteBufferLimits): void;
    grown(): void;
    shrunk(): void;
}
export interface WriteBufferLimits {
    readonly high?: number | undefined;
    readonly low?: number | undefined;
}
interface WriteBuffer {
    getWriteBufferSize(): number;
    getProtocol(): BaseProtocol;
    report(report: Report): void;
}
export {};

// dist/net/transports/transport-settings.d.ts
import type { Transport } from "../transport.ts";
export interface TransportSettings {
    readonly shutdownTimeout?: number | undefined;
    readonly owner?: TransportOwner | undefined;
}
export interface TransportOwner {
    attach(transport: Transport): void;
    detach(transport: Transport): void;
}

// dist/process/processes.d.ts
import type { LoopCore } from "../core/contracts/loop-core.ts";
import { ServiceKey } from "../core/contracts/service-key.ts";
import type { Future } from "../core/future.ts";
import type { Channel } from "../net/channel.ts";
export interface Processes {
    spawn(request: SpawnRequest): Future<Child>;
}
export declare const processes: ServiceKey<Processes, LoopCore>;
export interface SpawnRequest {
    readonly program: string;
    readonly args: readonly string[];
    readonly shell: boolean;
    readonly stdin: StdioKind;
    readonly stdout: StdioKind;
    readonly stderr: StdioKind | "stdout";
    readonly cwd?: string | undefined;
    readonly env?: Readonly<Record<string, string | undefined>> | undefined;
    readonly uid?: number | undefined;
    readonly gid?: number | undefined;
    readonly detached?: boolean | undefined;
}
export type StdioKind = "pipe" | "inherit" | "ignore" | number;
export interface Child {
    readonly pid: number;
    readonly stdin: Channel | undefined;
    readonly stdout: Channel | undefined;
    readonly stderr: Channel | undefined;
    onExit(exited: (returncode: number) => void): void;
    kill(signal: NodeJS.Signals | number): void;
}

// dist/process/subprocess-stream-protocol.d.ts
import type { Coroutine } from "../core/coroutine.ts";
import { SubprocessProtocol } from "../net/protocol.ts";
import type { SubprocessTransport } from "../net/transport.ts";
import type { StreamProtocol } from "../streams/stream-protocol.ts";
import { StreamWriter } from "../streams/stream-writer.ts";
import { ChildOutput } from "./child-output.ts";
export declare class SubprocessStreamProtocol extends SubprocessProtocol implements StreamProtocol {
    #private;
    stdin: StreamWriter | null;
    readonly outputs: Map<number, ChildOutput>;
    constructor(limit: number);
    connectionMade(transport: SubprocessTransport): void;
    pipeDataReceived(fd: number, data: Uint8Array): void;
    pipeConnectionLost(fd: number, error: Error | null): void;
    processExited(): void;
    pauseWriting(): void;
    resumeWriting(): void;
    drain(writer: object): Coroutine<void>;
    waitClosed(writer: object): Coroutine<void>;
}

// dist/process/child-output.d.ts
import type { Coroutine } from "../core/coroutine.ts";
import { StreamReader, type StreamSettings } from "../streams/reading/stream-reader.ts";
import type { Pausable } from "../streams/reading/incoming.ts";
export declare class ChildOutput extends StreamReader {
    #private;
    static readonly name: string;
    constructor(transport: Pausable, settings: StreamSettings);
    exitAwaited(): () => void;
    read(count?: number): Coroutine<Uint8Array>;
    readuntil(separator?: Uint8Array | readonly Uint8Array[]): Coroutine<Uint8Array>;
    readexactly(count: number): Coroutine<Uint8Array>;
}

// dist/process/subprocess-settings.d.ts
import { type Options } from "../core/arguments/require-options.ts";
import type { SpawnRequest } from "./processes.ts";
import { type Stdio, type STDOUT } from "./stdio.ts";
export interface SubprocessSettings {
    readonly stdin?: Stdio | undefined;
    readonly stdout?: Stdio | undefined;
    readonly stderr?: Stdio | typeof STDOUT | undefined;
    readonly cwd?: string | undefined;
    readonly env?: Readonly<Record<string, string | undefined>> | undefined;
    readonly user?: number | undefined;
    readonly group?: number | undefined;
    readonly startNewSession?: boolean | undefined;
}
export declare const subprocessOptions: Options<SubprocessSettings>;
export declare function spawnRequest(what: string, { program, args, shell }: Pick<SpawnRequest, "program" | "args" | "shell">, settings: SubprocessSettings, usual: Stdio): SpawnRequest;

// dist/process/stdio.d.ts
export type Stdio = typeof PIPE | typeof DEVNULL | "inherit" | number;
export declare const PIPE = "pipe";
export declare const STDOUT = "stdout";
export declare const DEVNULL = "ignore";
export declare function requireStdio(name: "stdin" | "stdout" | "stderr", value: unknown): void;

// dist/process/create-subprocess-shell.d.ts
import type { Coroutine } from "../core/coroutine.ts";
import { type StreamedSubprocessSettings } from "./create-subprocess-exec.ts";
import type { Process } from "./process.ts";
export declare function createSubprocessShell(command: string, settings?: StreamedSubprocessSettings): Coroutine<Process>;

// dist/process/process-lookup-error.d.ts
export declare class ProcessLookupError extends Error {
    readonly name: string;
    readonly code = "ESRCH";
    readonly hint: string;
    constructor(text?: string, hint?: string);
}

// dist/process/subprocess-exec.d.ts
import { type Coroutine } from "../core/coroutine.ts";
import type { SubprocessProtocol } from "../net/protocol.ts";
import { ChildTransport } from "./child-transport.ts";
import { type SpawnRequest } from "./processes.ts";
import { type SubprocessSettings } from "./subprocess-settings.ts";
export declare function subprocessExec<P extends SubprocessProtocol>(protocolFactory: () => P, program: string, args?: readonly string[], settings?: SubprocessSettings): Coroutine<[transport: ChildTransport, protocol: P]>;
export declare const startChild: (protocolFactory: () => SubprocessProtocol, request: SpawnRequest) => Coroutine<[ChildTransport, SubprocessProtocol]>;

// dist/process/subprocess-shell.d.ts
import type { Coroutine } from "../core/coroutine.ts";
import type { SubprocessProtocol } from "../net/protocol.ts";
import type { ChildTransport } from "./child-transport.ts";
import { type SubprocessSettings } from "./subprocess-settings.ts";
export declare function subprocessShell<P extends SubprocessProtocol>(protocolFactory: () => P, command: string, settings?: SubprocessSettings): Coroutine<[transport: ChildTransport, protocol: P]>;

// dist/streams/reading/incomplete-read-error.d.ts
export declare class IncompleteReadError extends Error {
    readonly name: string;
    readonly partial: Uint8Array;
    readonly expected: number | null;
    constructor(partial: Uint8Array, expected: number | null);
}

// dist/streams/reading/limit-overrun-error.d.ts
export declare class LimitOverrunError extends Error {
    readonly name: string;
    readonly consumed: number;
    readonly hint: string | undefined;
    constructor(text: string, consumed: number, hint?: string);
}

// dist/streams/open-connection.d.ts
import { type Coroutine } from "../core/coroutine.ts";
import { type ConnectionSettings } from "../net/connecting/create-connection.ts";
import { StreamReader } from "./reading/stream-reader.ts";
import { StreamWriter } from "./stream-writer.ts";
export declare function openConnection(host?: string | null, port?: number | null, settings?: StreamConnectionSettings): Coroutine<[reader: StreamReader, writer: StreamWriter]>;
export interface StreamConnectionSettings extends ConnectionSettings {
    readonly limit?: number | undefined;
}

// dist/net/connecting/create-connection.d.ts
import { type Options } from "../../core/arguments/require-options.ts";
import { type Coroutine } from "../../core/coroutine.ts";
import { type HostAndPort } from "../addresses/resolve.ts";
import type { AnyProtocol } from "../protocol.ts";
import type { Transport } from "../transport.ts";
import { type SslSettings } from "./handshake.ts";
export declare function createConnection<P extends AnyProtocol>(protocolFactory: () => P, host?: string | null, port?: number | null, settings?: ConnectionSettings): Coroutine<[transport: Transport, protocol: P]>;
export interface ConnectionSettings extends SslSettings {
    readonly family?: 0 | 4 | 6 | undefined;
    readonly sock?: object | null | undefined;
    readonly localAddr?: HostAndPort | null | undefined;
    readonly happyEyeballsDelay?: number | null | undefined;
    readonly interleave?: number | null | undefined;
    readonly allErrors?: boolean | undefined;
}
export declare const connectionOptions: Options<ConnectionSettings>;

// dist/net/addresses/resolve.d.ts
import { type Kind } from "../../core/arguments/kind.ts";
import type { Wait } from "../../core/contracts/loop-core.ts";
import type { Address, LookupSettings, Network } from "../network.ts";
export declare function resolve(net: Network, host: string | null, settings: LookupSettings): Generator<Wait, readonly Address[], void>;
export type HostAndPort = readonly [host: string | null, port: number];
export declare const familyKind: Kind;
export declare const hostAndPort: Kind;
export declare function requirePort(port: unknown): void;

// dist/streams/open-unix-connection.d.ts
import { type Coroutine } from "../core/coroutine.ts";
import type { SslSettings } from "../net/connecting/handshake.ts";
import { StreamReader } from "./reading/stream-reader.ts";
import { StreamWriter } from "./stream-writer.ts";
export declare function openUnixConnection(path: string, settings?: StreamUnixConnectionSettings): Coroutine<[reader: StreamReader, writer: StreamWriter]>;
export interface StreamUnixConnectionSettings extends SslSettings {
    readonly limit?: number | undefined;
}

// dist/streams/start-server.d.ts
import type { Coroutine } from "../core/coroutine.ts";
import { type ServerSettings } from "../net/serving/create-server.ts";
import type { Server } from "../net/serving/server.ts";
import type { ClientConnected } from "./serve-client.ts";
import { StreamReaderProtocol } from "./stream-reader-protocol.ts";
export declare function startServer(clientConnected: ClientConnected, host?: string | readonly string[] | null, port?: number | null, settings?: StreamServerSettings): Coroutine<Server>;
export interface StreamServerSettings extends ServerSettings {
    readonly limit?: number | undefined;
}
export declare function streamsFor(clientConnected: ClientConnected, limit: number | undefined): () => StreamReaderProtocol;

// dist/net/serving/create-server.d.ts
import { type Options } from "../../core/arguments/require-options.ts";
import type { LoopCore, Wait } from "../../core/contracts/loop-core.ts";
import { type Coroutine } from "../../core/coroutine.ts";
import { type SslSettings } from "../connecting/handshake.ts";
import { type Endpoint } from "../network.ts";
import type { AnyProtocol } from "../protocol.ts";
import { Server } from "./server.ts";
export declare function createServer(protocolFactory: () => AnyProtocol, host?: string | readonly string[] | null, port?: number | null, settings?: ServerSettings): Coroutine<Server>;
export interface ServerSettings extends ListeningSettings {
    readonly family?: 0 | 4 | 6 | undefined;
    readonly reusePort?: boolean | null | undefined;
    readonly keepAlive?: boolean | null | undefined;
}
export interface ListeningSettings extends Omit<SslSettings, "serverHostname"> {
    readonly backlog?: number | undefined;
    readonly startServing?: boolean | undefined;
}
export declare const listeningOptions: Options<ListeningSettings>;
export declare const serverOptions: Options<ServerSettings>;
export declare function listen(loop: LoopCore, protocolFactory: () => AnyProtocol, settings: ListeningSettings, at: {
    readonly endpoints: readonly Endpoint[];
    readonly reusePort?: boolean;
    readonly keepAlive?: boolean;
}): Generator<Wait, Server, void>;

// dist/net/serving/server.d.ts
/// <reference lib="esnext.disposable" preserve="true" />
import type { LoopCore } from "../../core/contracts/loop-core.ts";
import { type Coroutine } from "../../core/coroutine.ts";
import { type EventLoop } from "../../core/event-loop.ts";
import type { Endpoint } from "../network.ts";
import type { Listeners } from "./listeners.ts";
export declare class Server implements AsyncDisposable {
    #private;
    constructor(loop: LoopCore, listeners: Listeners);
    getLoop(): EventLoop;
    isServing(): boolean;
    get sockets(): readonly ListeningSocket[];
    close(): void;
    closeClients(): void;
    abortClients(): void;
    startServing(): Coroutine<void>;
    serveForever(): Coroutine<never>;
    waitClosed(): Coroutine<void>;
    [Symbol.asyncDispose](): Promise<void>;
    toString(): string;
}
export declare class ListeningSocket {
    #private;
    constructor(endpoint: Endpoint);
    getsockname(): SocketName;
    get port(): number;
    toString(): string;
}
export type SocketName = {
    readonly address: string;
    readonly port: number;
    readonly family: 4 | 6;
} | string;

// dist/net/serving/listeners.d.ts
import type { LoopCore, Wait } from "../../core/contracts/loop-core.ts";
import type { Handshake } from "../connecting/handshake.ts";
import { type Endpoint, type ListenSettings } from "../network.ts";
import type { AnyProtocol } from "../protocol.ts";
import type { Transport } from "../transport.ts";
import type { TransportOwner } from "../transports/transport-settings.ts";
export declare class Listeners implements TransportOwner {
    #private;
    constructor(loop: LoopCore, plan: ListeningPlan);
    onLastGone(lastGone: () => void): void;
    get clients(): ReadonlySet<Transport>;
    get areOpen(): boolean;
    get endpoints(): readonly Endpoint[];
    open(): Generator<Wait, void, void>;
    close(): void;
    attach(transport: Transport): void;
    detach(transport: Transport): void;
}
export interface ListeningPlan {
    readonly endpoints: readonly Endpoint[];
    readonly settings: Omit<ListenSettings, "accepted">;
    readonly protocolFactory: () => AnyProtocol;
    readonly handshake: Handshake | undefined;
}

// dist/streams/serve-client.d.ts
import type { LoopCore, Wait } from "../core/contracts/loop-core.ts";
import type { StreamReader } from "./reading/stream-reader.ts";
import type { StreamWriter } from "./stream-writer.ts";
export declare function serveClient(loop: LoopCore, clientConnected: ClientConnected, reader: StreamReader, writer: StreamWriter): void;
export type ClientConnected = (reader: StreamReader, writer: StreamWriter) => Generator<Wait, unknown, void> | PromiseLike<unknown> | void;

// dist/streams/stream-reader-protocol.d.ts
import { type Coroutine } from "../core/coroutine.ts";
import { type EventLoop } from "../core/event-loop.ts";
import { Protocol } from "../net/protocol.ts";
import type { SslContext } from "../net/ssl-context.ts";
import type { BaseTransport, Transport, WriteTransport } from "../net/transport.ts";
import { type ClientConnected } from "./serve-client.ts";
import type { StreamProtocol, StreamTlsSettings } from "./stream-protocol.ts";
import { StreamReader } from "./reading/stream-reader.ts";
export declare class StreamReaderProtocol extends Protocol implements StreamProtocol {
    #private;
    constructor(reader: StreamReader | null, clientConnected?: ClientConnected, settings?: StreamReaderProtocolSettings);
    connectionMade(transport: BaseTransport): void;
    startTls(transport: WriteTransport, ssl: SslContext, settings: StreamTlsSettings): Coroutine<Transport>;
    connectionLost(error: Error | null): void;
    dataReceived(data: Uint8Array): void;
    eofReceived(): boolean;
    pauseWriting(): void;
    resumeWriting(): void;
    drain(writer: object): Coroutine<void>;
    waitClosed(writer: object): Coroutine<void>;
}
export interface StreamReaderProtocolSettings {
    readonly loop?: EventLoop | undefined;
}
export declare function requireClientConnected(clientConnected: unknown): void;

// dist/streams/start-unix-server.d.ts
import type { Coroutine } from "../core/coroutine.ts";
import { type ListeningSettings } from "../net/serving/create-server.ts";
import type { Server } from "../net/serving/server.ts";
import type { ClientConnected } from "./serve-client.ts";
export declare function startUnixServer(clientConnected: ClientConnected, path: string, settings?: StreamUnixServerSettings): Coroutine<Server>;
export interface StreamUnixServerSettings extends ListeningSettings {
    readonly limit?: number | undefined;
}

// dist/tasks/concurrent-future.d.ts
import type { Awaitable, Wait } from "../core/contracts/loop-core.ts";
export declare class ConcurrentFuture<T> implements Awaitable<T> {
    #private;
    cancel(message?: string): boolean;
    cancelled(): boolean;
    running(): boolean;
    done(): boolean;
    result(timeout?: number | null): Awaitable<T>;
    exception(timeout?: number | null): Awaitable<unknown>;
    addDoneCallback(callback: (future: this) => unknown): void;
    removeDoneCallback(callback: (future: this) => unknown): boolean;
    setRunningOrNotifyCancel(): boolean;
    setResult(value: T): void;
    setException(exception: unknown): void;
    then<A = T, B = never>(onFulfilled?: ((value: T) => A | PromiseLike<A>) | null, onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<A | B>;
    catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B>;
    finally(onFinally?: (() => void) | null): Promise<T>;
    [Symbol.iterator](): Iterator<Wait, T, void>;
    toString(): string;
}

// dist/tasks/as-completed.d.ts
import { type Coroutine } from "../core/coroutine.ts";
import { type Future } from "../core/future.ts";
import { type AwaitableArg, type ResultOf } from "./awaitable-arg.ts";
export declare function asCompleted<A extends AwaitableArg<unknown>>(awaitables: Iterable<A>, settings?: {
    readonly timeout?: number | null | undefined;
}): Completions<FutureOf<A>, ResultOf<A>>;
export interface Completions<F extends Future<unknown>, T> extends Iterable<Coroutine<T>>, AsyncIterable<Settled<F>> {
    [Symbol.iterator](): Iterator<Coroutine<T>, void, void>;
    [Symbol.asyncIterator](): AsyncIterator<Settled<F>, void, void>;
}
export type Settled<F extends Future<unknown>> = Omit<F, "then">;
export type FutureOf<A> = A extends Future<unknown> ? A : Future<ResultOf<A>>;

// dist/tasks/awaitable-arg.d.ts
import type { Wait } from "../core/contracts/loop-core.ts";
import type { EventLoop } from "../core/event-loop.ts";
import { type Future } from "../core/future.ts";
import type { Spawnable } from "../core/spawnable.ts";
export type AwaitableArg<T> = Future<T> | Spawnable<T> | PromiseLike<T>;
export type ResultOf<A> = A extends (...args: never[]) => infer R ? ResultOf<R> : A extends Generator<Wait, infer T, void> ? T : A extends PromiseLike<infer T> ? T : never;
export declare function ensureFuture<T>(awaitable: AwaitableArg<T>, settings?: {
    readonly loop?: EventLoop;
}): Future<T>;
export declare function ensureFutures(awaitables: Iterable<AwaitableArg<unknown>>, running: EventLoop | undefined): Future<unknown>[];
export declare function inPlace<T>(awaitable: AwaitableArg<T>): {
    [Symbol.iterator](): Iterator<Wait, T, void>;
};

// dist/tasks/create-task.d.ts
import type { EventLoop, TaskFactory } from "../core/event-loop.ts";
import { Task, type TaskSettings } from "../core/task.ts";
import type { Spawnable } from "../core/spawnable.ts";
export declare function createTask<T>(body: Spawnable<T>, settings?: TaskSettings): Task<T>;
export type TaskConstructor = new <T>(body: Spawnable<T>, settings: TaskSettings & {
    readonly loop: EventLoop;
}) => Task<T>;
export declare function createEagerTaskFactory(TaskClass: TaskConstructor): TaskFactory;
export declare const eagerTaskFactory: TaskFactory;

// dist/tasks/gather.d.ts
import { Future } from "../core/future.ts";
import { type AwaitableArg, type ResultOf } from "./awaitable-arg.ts";
export declare function gather<const A extends readonly AwaitableArg<unknown>[]>(...awaitables: A): Future<{
    -readonly [K in keyof A]: ResultOf<A[K]>;
}>;
export declare function gather<const A extends readonly AwaitableArg<unknown>[]>(...awaitables: [...A, GatherSettings]): Future<{
    -readonly [K in keyof A]: unknown;
}>;
export interface GatherSettings {
    readonly returnExceptions: boolean;
}

// dist/tasks/run-coroutine-threadsafe.d.ts
import { type EventLoop } from "../core/event-loop.ts";
import { type Spawnable } from "../core/spawnable.ts";
import { ConcurrentFuture } from "./concurrent-future.ts";
export declare function runCoroutineThreadsafe<T>(body: Spawnable<T>, loop: EventLoop): ConcurrentFuture<T>;

// dist/tasks/shield.d.ts
import { type Future } from "../core/future.ts";
import { type AwaitableArg } from "./awaitable-arg.ts";
export declare function shield<T>(awaitable: AwaitableArg<T>): Future<T>;

// dist/tasks/sleep.d.ts
import { Coroutine } from "../core/coroutine.ts";
export declare function sleep(delay: number): Coroutine<void>;
export declare function sleep<T>(delay: number, result: T): Coroutine<T>;

// dist/tasks/task-group.d.ts
import type { Body } from "../core/contracts/loop-core.ts";
import { Coroutine } from "../core/coroutine.ts";
import type { Spawnable } from "../core/spawnable.ts";
import type { Task, TaskSettings } from "../core/task.ts";
export declare class TaskGroup {
    #private;
    run<T>(body: Body<[TaskGroup], T>): Coroutine<T>;
    createTask<T>(body: Spawnable<T>, settings?: TaskSettings): Task<T>;
    toString(): string;
}

// dist/tasks/timeout.d.ts
import type { Body, LoopCore } from "../core/contracts/loop-core.ts";
import { type Coroutine } from "../core/coroutine.ts";
import { TimerHandle } from "../core/driving/handle.ts";
import type { Task } from "../core/task.ts";
export declare class Timeout {
    #private;
    when(): number | null;
    expired(): boolean;
    reschedule(when: number | null): void;
    run<T>(body: Body<[Timeout], T>): Coroutine<T>;
    toString(): string;
}
export declare class Expiry extends TimerHandle {
    readonly inside: Task<unknown> | undefined;
    constructor(loop: LoopCore, when: number, expire: () => void, inside: Task<unknown> | undefined);
}
export declare function timeout(delay: number | null): Timeout;
export declare function timeoutAt(when: number | null): Timeout;

// dist/tasks/wait.d.ts
import { type Coroutine } from "../core/coroutine.ts";
import { type Future } from "../core/future.ts";
export declare function wait<F extends Future<unknown>>(futures: Iterable<F>, settings?: WaitSettings): Coroutine<[done: Set<F>, pending: Set<F>]>;
export declare const FIRST_COMPLETED = "FIRST_COMPLETED";
export declare const FIRST_EXCEPTION = "FIRST_EXCEPTION";
export declare const ALL_COMPLETED = "ALL_COMPLETED";
export type ReturnWhen = typeof FIRST_COMPLETED | typeof FIRST_EXCEPTION | typeof ALL_COMPLETED;
export interface WaitSettings {
    readonly timeout?: number | null | undefined;
    readonly returnWhen?: ReturnWhen | undefined;
}

// dist/tasks/wait-for.d.ts
import { type Coroutine } from "../core/coroutine.ts";
import { type AwaitableArg } from "./awaitable-arg.ts";
export declare function waitFor<T>(awaitable: AwaitableArg<T>, timeout: number | null): Coroutine<T>;

// dist/tasks/wrap-future.d.ts
import { type EventLoop } from "../core/event-loop.ts";
import { type Future } from "../core/future.ts";
import { ConcurrentFuture } from "./concurrent-future.ts";
export declare function wrapFuture<T>(promise: PromiseLike<T>, settings?: {
    readonly loop?: EventLoop;
}): Future<T>;
export declare function chainFuture<T>(future: Future<T>, outcome: ConcurrentFuture<T>): void;

// dist/net/addresses/getaddrinfo.d.ts
import { type Coroutine } from "../../core/coroutine.ts";
import { type Address } from "../network.ts";
export declare function getaddrinfo(host: string | null, port: number, settings?: AddressSettings): Coroutine<readonly (Address & {
    readonly port: number;
})[]>;
export interface AddressSettings {
    readonly family?: 0 | 4 | 6 | undefined;
    readonly passive?: boolean | undefined;
}

// dist/net/addresses/getnameinfo.d.ts
import { type Coroutine } from "../../core/coroutine.ts";
export declare const getnameinfo: (sockaddr: readonly [address: string, port: number]) => Coroutine<[host: string, service: string]>;

// dist/net/connecting/connect-accepted-socket.d.ts
import { type Coroutine } from "../../core/coroutine.ts";
import type { AnyProtocol } from "../protocol.ts";
import type { Transport } from "../transport.ts";
import { type SslSettings } from "./handshake.ts";
export declare function connectAcceptedSocket<P extends AnyProtocol>(protocolFactory: () => P, sock: object, settings?: AcceptedSettings): Coroutine<[transport: Transport, protocol: P]>;
export type AcceptedSettings = Omit<SslSettings, "serverHostname">;

// dist/net/connecting/create-unix-connection.d.ts
import { type Options } from "../../core/arguments/require-options.ts";
import { type Coroutine } from "../../core/coroutine.ts";
import type { AnyProtocol } from "../protocol.ts";
import type { Transport } from "../transport.ts";
import { type SslSettings } from "./handshake.ts";
export declare function createUnixConnection<P extends AnyProtocol>(protocolFactory: () => P, path: string, settings?: SslSettings): Coroutine<[transport: Transport, protocol: P]>;
export declare const unixConnectionOptions: Options<SslSettings>;

// dist/net/datagrams/create-datagram-endpoint.d.ts
import { type Coroutine } from "../../core/coroutine.ts";
import { type HostAndPort } from "../addresses/resolve.ts";
import type { DatagramProtocol } from "../protocol.ts";
import type { DatagramTransport as Contract } from "../transport.ts";
export declare function createDatagramEndpoint<P extends DatagramProtocol>(protocolFactory: () => P, settings?: DatagramEndpointSettings): Coroutine<[transport: Contract, protocol: P]>;
export interface DatagramEndpointSettings {
    readonly localAddr?: HostAndPort | null | undefined;
    readonly remoteAddr?: HostAndPort | null | undefined;
    readonly family?: 0 | 4 | 6 | undefined;
    readonly reusePort?: boolean | null | undefined;
    readonly allowBroadcast?: boolean | null | undefined;
}

// dist/net/sendfile/sendfile.d.ts
import { type Coroutine } from "../../core/coroutine.ts";
import type { BaseTransport } from "../transport.ts";
export declare function sendfile(transport: BaseTransport, file: ReadableFile, offset?: number, count?: number | null, settings?: SendfileSettings): Coroutine<number>;
export interface SendfileSettings {
    readonly fallback?: boolean | undefined;
}
export interface ReadableFile {
    read(buffer: Uint8Array, offset: number, length: number, position: number): PromiseLike<{
        readonly bytesRead: number;
    }>;
}

// dist/net/sendfile/sendfile-not-available-error.d.ts
import { RuntimeError } from "../../core/errors/runtime-error.ts";
export declare class SendfileNotAvailableError extends RuntimeError {
    readonly name: string;
    constructor();
}

// dist/net/serving/create-unix-server.d.ts
import { type Coroutine } from "../../core/coroutine.ts";
import type { AnyProtocol } from "../protocol.ts";
import { type ListeningSettings } from "./create-server.ts";
import type { Server } from "./server.ts";
export declare function createUnixServer(protocolFactory: () => AnyProtocol, path: string, settings?: ListeningSettings): Coroutine<Server>;

// dist/executors/broken-executor.d.ts
import { RuntimeError } from "../core/errors/runtime-error.ts";
export declare class BrokenExecutor extends RuntimeError {
    readonly name: string;
}
export declare class BrokenThreadPool extends BrokenExecutor {
    readonly name: string;
}
export declare class BrokenProcessPool extends BrokenExecutor {
    readonly name: string;
}

// dist/executors/default-executor.d.ts
import type { LoopCore, Wait } from "../core/contracts/loop-core.ts";
import { ServiceKey } from "../core/contracts/service-key.ts";
import { type Coroutine } from "../core/coroutine.ts";
import type { ThreadPoolExecutor as Threads } from "./thread-pool-executor.ts";
export declare const defaultExecutor: ServiceKey<DefaultExecutor, LoopCore>;
declare class DefaultExecutor {
    #private;
    constructor(loop: LoopCore);
    take(): Threads;
    replace(executor: Threads): void;
    shutdown(timeout: number | null): Generator<Wait, void, void>;
}
export declare function setDefaultExecutor(executor: Threads): void;
export declare function shutdownDefaultExecutor(timeout?: number | null): Coroutine<void>;
export {};

// dist/executors/thread-pool-executor.d.ts
import type { RuntimeError } from "../core/errors/runtime-error.ts";
import { Executor, type ExecutorSettings } from "./executor.ts";
export declare class ThreadPoolExecutor extends Executor {
    constructor(settings?: ExecutorSettings);
    protected brokenError(text: string, reason: string): RuntimeError;
}

// dist/executors/executor.d.ts
/// <reference lib="esnext.disposable" preserve="true" />
import type { Body } from "../core/contracts/loop-core.ts";
import { type Coroutine } from "../core/coroutine.ts";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import { LoopBound } from "../sync/loop-bound.ts";
import { ConcurrentFuture } from "../tasks/concurrent-future.ts";
import { type Exported } from "./exported.ts";
import { MapResults, type MapSettings } from "./map-results.ts";
import { type WorkerKind } from "./workers.ts";
export declare abstract class Executor extends LoopBound implements AsyncDisposable {
    #private;
    constructor(kind: WorkerKind, settings?: ExecutorSettings);
    broken(): boolean;
    protected abstract brokenError(text: string, reason: string): RuntimeError;
    submit<A extends unknown[], R>(work: Exported<(...args: A) => R>, ...args: A): ConcurrentFuture<Awaited<R>>;
    map<T, R>(work: Exported<(item: T) => R>, items: Iterable<T>, settings?: MapSettings): MapResults<Awaited<R>>;
    shutdown(settings?: ShutdownSettings): ConcurrentFuture<void>;
    terminate(): ConcurrentFuture<void>;
    run<T>(body: Body<[executor: this], T>): Coroutine<T>;
    [Symbol.asyncDispose](): Promise<void>;
    toString(): string;
}
export interface ExecutorSettings {
    readonly maxWorkers?: number | undefined;
}
export interface ShutdownSettings {
    readonly wait?: boolean | undefined;
    readonly cancelFutures?: boolean | undefined;
}

// dist/executors/exported.d.ts
export declare function exported<F extends (...args: never[]) => unknown>(module: string | URL, work: F): Exported<F>;
declare const isExported: unique symbol;
export type Exported<F> = F & {
    readonly [isExported]: true;
};
export interface Origin {
    readonly module: string;
    readonly name: string;
}
export declare function originOf(work: unknown): Origin;
export {};

// dist/executors/map-results.d.ts
import { type Coroutine } from "../core/coroutine.ts";
import type { ConcurrentFuture } from "../tasks/concurrent-future.ts";
export declare class MapResults<T> implements Iterable<Coroutine<T>>, AsyncIterable<T> {
    #private;
    constructor(calls: ConcurrentFuture<unknown>[], isChunked: boolean, deadline: number | null);
    [Symbol.iterator](): Generator<Coroutine<T>, void, void>;
    [Symbol.asyncIterator](): AsyncIterator<T, void, void>;
}
export interface MapSettings {
    readonly timeout?: number | null | undefined;
    readonly chunksize?: number | undefined;
}

// dist/executors/workers.d.ts
import type { LoopCore } from "../core/contracts/loop-core.ts";
import { ServiceKey } from "../core/contracts/service-key.ts";
export interface Workers {
    pool(kind: WorkerKind, size: number | undefined): WorkerPool;
}
export type WorkerKind = "thread" | "process";
export declare const workers: ServiceKey<Workers, LoopCore>;
export interface WorkerPool {
    submit(call: WorkerCall, events: CallEvents): SubmittedCall;
    readonly broken: string | undefined;
    close(closed: () => void): void;
    terminate(): void;
}
export interface WorkerCall {
    readonly module: string;
    readonly name: string;
    readonly function: (...args: never[]) => unknown;
    readonly args: readonly unknown[];
    readonly each: boolean;
    readonly context: ReadonlyMap<string, unknown>;
}
export interface CallEvents {
    started(): void;
    succeeded(value: unknown): void;
    failed(error: unknown): void;
    lost(reason: string): void;
}
export interface SubmittedCall {
    cancel(): boolean;
}

// dist/executors/loop-handle.d.ts
import type { LoopCore } from "../core/contracts/loop-core.ts";
import type { ResultOf } from "../tasks/awaitable-arg.ts";
import type { ConcurrentFuture } from "../tasks/concurrent-future.ts";
import { type Border } from "./travel/require-cloneable.ts";
export declare abstract class LoopHandle<M extends LoopMethods> {
    abstract runCoroutineThreadsafe<K extends keyof M & string>(name: K, ...args: Parameters<M[K]>): ConcurrentFuture<ResultOf<M[K]>>;
    abstract callSoonThreadsafe<K extends keyof M & string>(name: K, ...args: Parameters<M[K]>): void;
}
export type LoopMethods = Readonly<Record<string, (...args: never[]) => unknown>>;
export declare function loopHandle<M extends LoopMethods>(methods: M): LoopHandle<M>;
export declare function copiesOf<A extends readonly unknown[]>(args: A, border?: Border): A;
export declare class OwnLoop<M extends LoopMethods> extends LoopHandle<M> {
    #private;
    constructor(loop: LoopCore, methods: M);
    runCoroutineThreadsafe<K extends keyof M & string>(name: K, ...args: Parameters<M[K]>): ConcurrentFuture<ResultOf<M[K]>>;
    callSoonThreadsafe<K extends keyof M & string>(name: K, ...args: Parameters<M[K]>): void;
    method(name: string): (...args: never[]) => unknown;
}

// dist/executors/travel/require-cloneable.d.ts
export declare function requireCloneable(value: unknown, name: string, border: Border): void;
export interface Border {
    readonly to: string;
    readonly sharesMemory: boolean;
    readonly isProxy?: ((value: object) => boolean) | undefined;
}

// dist/executors/process-pool-executor.d.ts
import type { RuntimeError } from "../core/errors/runtime-error.ts";
import { Executor, type ExecutorSettings } from "./executor.ts";
export declare class ProcessPoolExecutor extends Executor {
    constructor(settings?: ExecutorSettings);
    protected brokenError(text: string, reason: string): RuntimeError;
}

// dist/executors/run-in-executor.d.ts
import type { Future } from "../core/future.ts";
import { Executor } from "./executor.ts";
import type { Exported } from "./exported.ts";
export declare function runInExecutor<A extends unknown[], R>(executor: Executor | null, work: Exported<(...args: A) => R>, ...args: A): Future<Awaited<R>>;

// dist/executors/to-thread.d.ts
import { type Coroutine } from "../core/coroutine.ts";
import { type Exported } from "./exported.ts";
export declare function toThread<A extends unknown[], R>(work: Exported<(...args: A) => R>, ...args: A): Coroutine<Awaited<R>>;
