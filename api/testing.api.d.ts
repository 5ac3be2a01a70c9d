// dist/testing.d.ts
import type { Certificate } from "./explore/claims/certificate.ts";
import type { Explorable } from "./explore/explorable.ts";
import { type ReplayOutcome, type ReplaySettings } from "./explore/replay-schedule.ts";
import type { Schedule } from "./explore/schedule/schedule.ts";
import type { ExploreSettings } from "./explore/explore-settings.ts";
import { type ExploreFileSettings } from "./search/explore-file.ts";
export type { Actor, ActorKind } from "./core/contracts/actor.ts";
export type { Level } from "./core/contracts/level.ts";
export type { Probe } from "./core/contracts/probe.ts";
export { fifo, follow } from "./core/contracts/strategy.ts";
export type { AlternativeKind, ChoicePoint, Pool, PoolFollower, Strategy } from "./core/contracts/strategy.ts";
export { NondeterminismError } from "./explore/self-checks/nondeterminism-error.ts";
export type { Certificate, ClaimKind, Jitter } from "./explore/claims/certificate.ts";
export { ClaimError } from "./explore/claims/claim-error.ts";
export type { Counterfactual } from "./explore/findings/counterfactual.ts";
export type { Explorable } from "./explore/explorable.ts";
export type { CheckName as Check } from "./explore/checks/checks.ts";
export type { Failure } from "./explore/checks/failure.ts";
export type { Finding } from "./explore/findings/finding.ts";
export { InjectedError } from "./explore/schedule/injected-error.ts";
export { InconclusiveError } from "./explore/claims/inconclusive-error.ts";
export { always } from "./explore/checks/monitors/always.ts";
export { expectUnhandled } from "./explore/checks/monitors/expect-unhandled.ts";
export type { ExpectedError } from "./explore/checks/monitors/expect-unhandled.ts";
export { eventually } from "./explore/checks/monitors/eventually.ts";
export { History } from "./explore/linearizability/history.ts";
export type { RecordedOperation } from "./explore/linearizability/history.ts";
export { LinearizabilityError } from "./explore/linearizability/linearizability-error.ts";
export { linearizable } from "./explore/linearizability/linearizable.ts";
export type { SequentialModel } from "./explore/linearizability/sequential-model.ts";
export { serializable } from "./explore/linearizability/serializable.ts";
export type { Progress } from "./explore/progress.ts";
export { RaceError } from "./explore/findings/race-error.ts";
export type { ReplayOutcome, ReplaySettings } from "./explore/replay-schedule.ts";
export { formatSchedule, parseSchedule } from "./explore/schedule/schedule.ts";
export type { Deviation, Schedule } from "./explore/schedule/schedule.ts";
export type { ConflictPairs } from "./explore/pairs/conflict-pairs.ts";
export type { Claim, Executed, Search, SearchSettings, SearchStrategy } from "./explore/strategies/search.ts";
export type { ExploreSettings } from "./explore/explore-settings.ts";
export type { Shard } from "./explore/shard.ts";
export type { ExploreFileSettings } from "./search/explore-file.ts";
export type { World } from "./loop/world.ts";
export type { ProcessSettings } from "./world/simulated/processes/process-settings.ts";
export type { SimulatedProcess, SimulatedProgram } from "./world/simulated/processes/simulated-program.ts";
export { simulatedWorld } from "./world/simulated/simulated-world.ts";
export type { WorldSettings } from "./world/simulated/simulated-world.ts";
export type { Fault, FaultSettings } from "./world/simulated/network/faults/connection-faults.ts";
export { network } from "./world/simulated/network/control/network.ts";
export type { NetworkControl, PartitionSettings } from "./world/simulated/network/control/network.ts";
export type { SimulatedHost } from "./world/simulated/network/control/simulated-host.ts";
export { onHost } from "./world/simulated/network/on-host.ts";
export type { HostSettings, LinkFault, LinkSettings, NetworkSettings, } from "./world/simulated/network/network-settings.ts";
export type { Duration, WorkerSettings } from "./world/simulated/workers/worker-settings.ts";
export { simulateNetwork } from "./world/patched/simulate-network.ts";
export { simulate } from "./world/simulated/simulate.ts";
export type { SimulateSettings } from "./world/simulated/simulate-settings.ts";
export { auto } from "./explore/strategies/auto.ts";
export { dpor } from "./explore/strategies/dpor/dpor.ts";
export type { DporSettings } from "./explore/strategies/dpor/dpor.ts";
export { coverageGuided } from "./explore/strategies/coverage-guided/coverage-guided.ts";
export { delayBounded } from "./explore/strategies/delay-bounded.ts";
export type { DelaySettings } from "./explore/strategies/delay-bounded.ts";
export { exhaustive } from "./explore/strategies/exhaustive.ts";
export { fifoOnly } from "./explore/strategies/fifo-only.ts";
export { pct } from "./explore/strategies/pct.ts";
export type { PctSettings } from "./explore/strategies/pct.ts";
export { pos } from "./explore/strategies/pos.ts";
export { random } from "./explore/strategies/random.ts";
export { urw } from "./explore/strategies/urw.ts";
export type { Sweep, SweepMode } from "./explore/sweeps/sweep.ts";
export type { SweepFailure, SweepOutcome, SweepRow, SweptFault } from "./explore/sweeps/sweep-row.ts";
export { shared } from "./explore/recording/shared.ts";
export { watch } from "./explore/recording/watch.ts";
export { fakeGlobals } from "./globals/fake-globals.ts";
export type { FakeGlobals, FakeGlobalsSettings } from "./globals/fake-globals.ts";
export { virtualClock } from "./loop/clock/virtual-clock.ts";
export type { Hold } from "./loop/clock/hold.ts";
export type { VirtualClock } from "./loop/clock/virtual-clock.ts";
export { virtualLoop } from "./loop/virtual-loop.ts";
export type { VirtualLoopSettings } from "./loop/virtual-loop.ts";
export { describeCertificate } from "./report/describe-certificate.ts";
export { formatSweep } from "./report/format-sweep.ts";
export { external } from "./tasks/external.ts";
export declare function explore(body: Explorable, settings?: ExploreSettings): Promise<Certificate>;
export declare function explore(file: string | URL, settings?: ExploreFileSettings): Promise<Certificate>;
export declare function replay(body: Explorable, schedule: Schedule | string, settings?: ReplaySettings): Promise<ReplayOutcome>;

// dist/explore/claims/certificate.d.ts
import type { Level } from "../../core/contracts/level.ts";
import type { ConflictPairs } from "../pairs/conflict-pairs.ts";
import type { Claim, Search } from "../strategies/search.ts";
import type { Shard } from "../shard.ts";
import type { Sweep } from "../sweeps/sweep.ts";
export interface Certificate {
    readonly level: Level;
    readonly strategy: string;
    readonly seed: number;
    readonly claim: Claim;
    readonly executions: number;
    readonly inconclusive: number;
    readonly hash: string;
    readonly choices: number;
    readonly ended: "exhausted" | "executions" | "time" | "memory" | "interrupted";
    readonly jitter?: Jitter | undefined;
    readonly passes?: number | undefined;
    readonly within?: readonly number[] | undefined;
    readonly faults?: Readonly<Record<string, number>> | undefined;
    readonly uncontrolled?: Uncontrolled | undefined;
    readonly outlived?: readonly Outlived[] | undefined;
    readonly shard?: Shard | undefined;
    readonly sweep?: Sweep | undefined;
    readonly pairs?: ConflictPairs | undefined;
}
export type ClaimKind = Claim["kind"];
export declare const claims: readonly ClaimKind[];
export declare function strengthOf(claim: ClaimKind): number;
export interface Jitter {
    readonly lateness: readonly number[];
    readonly stepCost: readonly number[];
}
export interface Uncontrolled {
    readonly awaits: number;
    readonly places: readonly string[];
}
export interface Outlived {
    readonly what: string;
    readonly count: number;
    readonly places: readonly string[];
}
export interface Coverage extends Pick<Certificate, "level" | "seed" | "executions" | "inconclusive" | "hash" | "choices" | "ended" | "sweep" | "passes" | "shard" | "pairs"> {
    readonly within: ReadonlySet<number>;
    readonly faultCounts?: ReadonlyMap<string, number> | undefined;
    readonly awaits?: ReadonlyMap<string, number> | undefined;
    readonly outlived?: readonly Outlived[] | undefined;
}
export declare function certificateOf(searching: Pick<Search, "name" | "claim">, { awaits, outlived, within: limits, faultCounts, ...coverage }: Coverage): Certificate;
export declare function noChoices(level: Level): string;

// dist/explore/pairs/conflict-pairs.d.ts
import type { Level } from "../../core/contracts/level.ts";
import type { Executions } from "../execution/executions.ts";
import { PairCoverage, type UntriedOrder } from "./pair-coverage.ts";
export declare function conflictPairs(coverage: PairCoverage, executions: Executions, level: Level, isPart: boolean): Promise<ConflictPairs>;
export interface ConflictPairs {
    readonly seen: number;
    readonly untried: number;
    readonly never: readonly NeverBefore[];
    readonly isCut?: boolean;
    readonly shards?: readonly number[];
    readonly part?: ShardPairs;
}
export interface NeverBefore {
    readonly first: string;
    readonly before: string;
}
export interface ShardPairs {
    readonly steps: readonly string[];
    readonly orders: readonly (readonly [first: number, second: number, races: boolean])[];
    readonly untried: readonly {
        readonly order: readonly [first: number, second: number];
        readonly rank: string;
        readonly text: NeverBefore;
    }[];
}
export declare const mostNamed = 20;
export declare function inOrder(orders: Iterable<UntriedOrder>): UntriedOrder[];

// dist/explore/execution/executions.d.ts
import { StepLimitError } from "../../core/errors/step-limit-error.ts";
import type { Level } from "../../core/contracts/level.ts";
import { type Strategy } from "../../core/contracts/strategy.ts";
import type { Death, Entry, LoopCore } from "../../core/contracts/loop-core.ts";
import type { Probe } from "../../core/contracts/probe.ts";
import type { Spawnable } from "../../core/spawnable.ts";
import type { Engine } from "../../loop/engine.ts";
import type { World } from "../../loop/world.ts";
import type { OutsideWork } from "../../loop/outside/outside-work.ts";
import { type CheckName } from "../checks/checks.ts";
import type { Failure } from "../checks/failure.ts";
import { Names } from "../schedule/names.ts";
import { type Point } from "../schedule/recording-strategy.ts";
import { type Schedule } from "../schedule/schedule.ts";
export declare class Executions {
    #private;
    count: number;
    heldTime: boolean;
    readonly limited: Set<number>;
    faults: Map<string, number> | undefined;
    constructor(body: Spawnable<unknown>, bounds: ExecutionLimits);
    get hasWorld(): boolean;
    run(level: Level, strategy: Strategy & Probe, extras?: ExecutionHooks): Verdict | Promise<Verdict>;
    locate(level: Level, taken: readonly number[], extras?: ExecutionHooks): Promise<Replay>;
    replay(level: Level, schedule: Schedule, extras?: ExecutionHooks): Promise<Replay>;
}
export interface Verdict {
    readonly kind: "passed" | "failed" | "inconclusive";
    readonly failure?: Failure | undefined;
    readonly surfaced?: Error | undefined;
    readonly limit?: StepLimitError | undefined;
    readonly taken: readonly number[];
    readonly time: number;
}
export interface Replay extends Verdict {
    readonly schedule: Schedule;
    readonly skipped: Schedule;
    readonly names: Names;
}
export interface ExecutionLimits {
    readonly seed: number;
    readonly maxIterations: number;
    readonly maxTime: number;
    readonly checks: ReadonlySet<CheckName>;
    readonly world?: World | undefined;
    readonly pace?: Pace | undefined;
}
export interface Pace {
    rest(executions: number): Promise<void> | undefined;
}
export interface ExecutionHooks {
    readonly probe?: Probe | undefined;
    readonly intervene?: ((entry: Entry, loop: Engine) => boolean) | undefined;
    readonly atEnd?: ((loop: Engine) => void) | undefined;
    readonly outside?: ((loop: LoopCore) => OutsideWork) | undefined;
    readonly late?: ((loop: LoopCore, death: Death) => void) | undefined;
    readonly debug?: boolean;
    readonly points?: Point[];
}

// dist/loop/engine.d.ts
import type { Actor } from "../core/contracts/actor.ts";
import type { Death, Body, Entry, Forgotten, FutureCore, LoopCore, Report, TimerEntry, Turn } from "../core/contracts/loop-core.ts";
import type { AlternativeKind } from "../core/contracts/strategy.ts";
import type { ServiceKey } from "../core/contracts/service-key.ts";
import type { EventLoop } from "../core/event-loop.ts";
import { Future } from "../core/future.ts";
import { Places } from "../core/places.ts";
import type { Spawnable } from "../core/spawnable.ts";
import type { Deaths } from "./deaths.ts";
import type { EngineParts } from "./engine-parts.ts";
import type { ProbeList } from "./probe-list.ts";
import { Runs } from "./runs.ts";
import type { Limit } from "./scheduler/limits.ts";
import { Scheduler } from "./scheduler/scheduler.ts";
import { LinkedTasks } from "./linked-tasks.ts";
export declare class Engine implements LoopCore {
    #private;
    readonly core: this;
    face: EventLoop;
    readonly parts: EngineParts;
    readonly probes: ProbeList;
    readonly scheduler: Scheduler;
    readonly runs: Runs;
    readonly tasks: LinkedTasks;
    places: Places | undefined;
    unseenWaits: number;
    simulatesSockets: boolean;
    readonly hostWaits: Set<() => boolean>;
    endings: Body<[], void>[] | undefined;
    constructor(parts: EngineParts);
    get isVirtual(): boolean;
    time(): number;
    random(): number;
    isRunning(): boolean;
    isClosed(): boolean;
    runEagerly<T>(main: Spawnable<T> | Future<T>, ended: (error: Error | undefined, future: Future<T>) => void, mayReturn?: boolean): void;
    requireOpen(): void;
    requireIdle(): void;
    close(): void;
    report(report: Report): void;
    enqueue(entry: Entry): void;
    enqueueReactions(promise: FutureCore, waiters: readonly Entry[]): void;
    arrived(entry: Entry, isFresh?: boolean): void;
    addTimer(entry: TimerEntry): void;
    cancelled(entry: Entry): void;
    expectArrival(entry: Entry, limit?: Limit): void;
    choose(kind: AlternativeKind, at: Entry, options: readonly Actor[]): number;
    get turn(): Turn;
    get deaths(): Deaths | undefined;
    diedLate(death: Death): boolean;
    get forgotten(): Forgotten;
    service<T extends object>(key: ServiceKey<T, LoopCore>): T;
    serviceOrNone<T extends object>(key: ServiceKey<T, LoopCore>): T | undefined;
    setDebug(enabled: boolean): void;
}
export declare function engineHere(): Engine | undefined;
export declare function virtualEngineHere(): Engine | undefined;

// dist/loop/deaths.d.ts
import { UncaughtExceptionError } from "../core/errors/uncaught-exception-error.ts";
import type { DeathRegister, Entry } from "../core/contracts/loop-core.ts";
import type { DeathWatcher } from "../host/host.ts";
export declare class Deaths implements DeathRegister {
    #private;
    any: boolean;
    constructor(wake: () => void);
    expect(takes: (reason: unknown) => boolean): void;
    get areExpected(): boolean;
    get exception(): Error | undefined;
    judge(): Error | undefined;
    throwAny(): void;
    unhandled(reason: unknown, promise: object, task: string | undefined): void;
    handled(promise: object): boolean;
    uncaught(error: unknown, task: string | undefined): void;
    exited(call: string): Error;
    isExpected(reason: unknown): boolean;
    clear(): void;
}
export declare function cancelMacrotasks(entries: readonly Entry[]): void;
export declare const deathRouter: DeathWatcher;
export declare function deathOfNobody(error: unknown): UncaughtExceptionError;
export declare function exitHere(call: string): Error | undefined;

// dist/loop/runs.d.ts
import type { LoopCore } from "../core/contracts/loop-core.ts";
import type { Future } from "../core/future.ts";
import type { Spawnable } from "../core/spawnable.ts";
import type { Scheduler } from "./scheduler/scheduler.ts";
export declare class Runs {
    #private;
    running: boolean;
    constructor(loop: LoopCore, scheduler: Scheduler);
    untilStopped(): Promise<void>;
    untilComplete<T>(main: Spawnable<T> | Future<T>): Promise<T>;
    sync<T>(main: Spawnable<T>): T;
    eagerly<T>(main: Spawnable<T> | Future<T>, ended: (error: Error | undefined, future: Future<T>) => void, mayReturn: boolean): void;
}

// dist/loop/scheduler/scheduler.d.ts
import type { Entry, LoopCore } from "../../core/contracts/loop-core.ts";
import { type Driver, type Wish } from "../../host/turn-queue.ts";
import type { EngineParts } from "../engine-parts.ts";
import { Deaths } from "../deaths.ts";
import { AfterDrain } from "./after-drain.ts";
import { Arrivals } from "./arrivals.ts";
import type { Ready } from "./ready.ts";
import { Timers } from "./timers.ts";
export declare class Scheduler implements Driver {
    #private;
    readonly drainsHost: boolean;
    readonly deaths: Deaths;
    readonly ready: Ready;
    readonly timers: Timers;
    readonly arrivals: Arrivals;
    readonly afterDrain: AfterDrain;
    slowCallbackDuration: number;
    stopping: boolean;
    count: number;
    constructor(loop: LoopCore, parts: EngineParts);
    start(ended: (error?: Error) => void, mayReturn: boolean): void;
    drive(): Wish;
    interpose(entry: Entry): void;
    cancelled(entry: Entry & {
        readonly scheduled?: boolean;
    }): void;
    wake(isHere?: boolean, isFresh?: boolean): void;
    halt(): void;
    clear(): void;
}

// dist/host/turn-queue.d.ts
export declare const turnQueue: TurnQueue;
interface TurnQueue {
    readonly request: (driver: Driver) => void;
    readonly begin: (driver: Driver) => void;
}
export interface Driver {
    readonly drainsHost: boolean;
    drive(): Wish;
}
export type Wish = "microtasks" | "macrotask" | "nothing";
export {};

// dist/loop/scheduler/after-drain.d.ts
import type { ParkedCreator, Turn } from "../../core/contracts/loop-core.ts";
export declare class AfterDrain implements Turn {
    #private;
    number: number;
    constructor(wake: () => void);
    get isEmpty(): boolean;
    park(creator: ParkedCreator): void;
    afterDrain(callback: () => void): void;
    resume(): boolean;
    clear(): void;
}

// dist/loop/scheduler/arrivals.d.ts
import type { Entry, FutureCore, TimerEntry } from "../../core/contracts/loop-core.ts";
import type { EngineParts } from "../engine-parts.ts";
import { Batches } from "./batches.ts";
import type { Choices } from "./choices.ts";
import { type Limit } from "./limits.ts";
import { Line } from "./line.ts";
import type { Ready } from "./ready.ts";
export declare class Arrivals {
    #private;
    batches: Batches | undefined;
    get length(): number;
    get expected(): Line;
    expect(entry: Entry, limit?: Limit): void;
    deliver(ready: Ready, earliest: TimerEntry | undefined, parts: Pick<EngineParts, "choices" | "clock" | "probes">): void;
    settled(promise: FutureCore, waiters: readonly Entry[], ready: Ready, choices: Choices | undefined): void;
    deliverOverdue(ready: Ready, now: number): void;
    cancelled(entry: Entry): void;
    clear(): void;
}
export declare const mostPasses = 5;

// dist/loop/scheduler/batches.d.ts
import type { Entry, FutureCore } from "../../core/contracts/loop-core.ts";
import type { EngineParts } from "../engine-parts.ts";
import type { Ready } from "./ready.ts";
export declare class Batches {
    #private;
    join(first: Entry, entry: Entry): void;
    takeTurns(first: Entry, ready: Ready, { probes }: Pick<EngineParts, "probes">, takeTurn: (entry: Entry) => void): void;
    wake(woken: readonly Wake[], ready: Ready): void;
    toArray(): Entry[];
}
interface Wake {
    readonly waiter: Entry;
    readonly future: FutureCore;
}
export declare function wakesNativeCode({ arrives }: Entry): boolean;
export {};

// dist/loop/scheduler/limits.d.ts
import type { Entry } from "../../core/contracts/loop-core.ts";
export declare class Limits {
    #private;
    add(limit: Limit): void;
    before(when: number, expected: ReadonlyMap<Entry, unknown>): Limit | undefined;
}
export interface Limit {
    readonly entry: Entry;
    readonly within: number;
    readonly latest: number;
}

// dist/loop/scheduler/timers.d.ts
import type { TimerEntry } from "../../core/contracts/loop-core.ts";
import type { Choices } from "./choices.ts";
import type { Ready } from "./ready.ts";
export declare class Timers {
    #private;
    cancelled: number;
    get size(): number;
    push(timer: TimerEntry): void;
    head(): TimerEntry | undefined;
    dropCancelled(): void;
    takeDue(now: number, ready: Ready, choices: Choices | undefined): void;
    pending(): readonly TimerEntry[];
    clear(): void;
}

// dist/loop/linked-tasks.d.ts
import type { TaskCore, TaskRegistry } from "../core/contracts/loop-core.ts";
import type { ProbeList } from "./probe-list.ts";
export declare class LinkedTasks implements TaskRegistry {
    #private;
    constructor(probes: ProbeList);
    nextNumber(): number;
    isEmpty(): boolean;
    add(task: TaskCore): void;
    delete(task: TaskCore): void;
    [Symbol.iterator](): Iterator<TaskCore>;
}

// dist/explore/checks/checks.d.ts
import type { Check } from "./check.ts";
export declare const checks: readonly Check<CheckName>[];
export type CheckName = "always" | "body" | "coroutine-never-awaited" | "deadlock" | "eventually" | "exception-never-retrieved" | "held-lock" | "leaked-task" | "leaked-timer" | "livelock" | "swallowed-cancellation" | "uncaught-exception" | "unhandled-rejection";
export declare const askedChecks: readonly CheckName[];
export declare const sweepChecks: ReadonlySet<CheckName>;
export declare function checksAsked(asked: readonly CheckName[] | "all"): ReadonlySet<CheckName>;

// dist/explore/checks/check.d.ts
import type { TaskCore } from "../../core/contracts/loop-core.ts";
import type { Probe } from "../../core/contracts/probe.ts";
import type { BlockedTask } from "../../core/errors/blocked-task.ts";
import type { ExceptionContext } from "../../core/event-loop.ts";
import type { Engine } from "../../loop/engine.ts";
import type { Failure } from "./failure.ts";
export type Check<Name extends string = string> = ConstantCheck<Name> | RequestedCheck<Name>;
interface ConstantCheck<Name extends string> {
    readonly name: Name;
    readonly when: "always";
    readonly atEnd?: (ending: Ending) => Failure | undefined;
}
interface RequestedCheck<Name extends string> {
    readonly name: Name;
    readonly when: "in sweeps" | "asked";
    readonly watch: () => CheckWatch;
}
export interface CheckWatch extends Probe {
    leftovers(engine: Engine): readonly Leftover[];
}
export interface Leftover {
    readonly failure: Failure;
    readonly task?: TaskCore;
}
export interface Ending {
    readonly engine: Engine;
    readonly error: Error | undefined;
    readonly pending: readonly BlockedTask[];
    readonly reports: readonly ExceptionContext[];
    readonly unmet: readonly string[];
    readonly leftovers: readonly Leftover[];
    readonly stuck: Error | undefined;
}
export declare function placed(place: string | undefined): string;
export {};

// dist/explore/checks/failure.d.ts
import type { BlockedTask } from "../../core/errors/blocked-task.ts";
export interface Failure {
    readonly check: string;
    readonly message: string;
    readonly hint?: string | undefined;
    readonly place?: string | undefined;
    readonly task?: string | undefined;
    readonly error?: Error | undefined;
    readonly blocked: readonly BlockedTask[];
}
export declare function sameFailure(a: Failure, b: Failure | undefined): boolean;

// dist/explore/schedule/names.d.ts
import type { Probe } from "../../core/contracts/probe.ts";
import { type Actor } from "../../core/contracts/actor.ts";
export declare class Names implements Probe {
    #private;
    constructor();
    created(task: Actor): void;
    scheduled(entry: Actor): void;
    turn(entry: Actor): void;
    advanced(): void;
    ended(): void;
    path(choice: Actor): string;
    turns(choice: Actor): number;
    wakeUp(choice: Actor, offset?: number): string;
    wakeUps(options: readonly Actor[]): string[];
}

// dist/explore/schedule/recording-strategy.d.ts
import { type ChoicePoint, type Strategy } from "../../core/contracts/strategy.ts";
import type { Names } from "./names.ts";
import type { Deviation } from "./schedule.ts";
export declare class RecordingStrategy implements Strategy {
    #private;
    readonly deviations: Deviation[];
    constructor(strategy: Strategy, names: Names, points?: Point[]);
    choose(point: ChoicePoint): number;
}
export interface Point {
    readonly at: string;
    readonly kind: ChoicePoint["kind"];
    readonly title: string;
    readonly values: readonly string[];
    readonly chosen: number;
    readonly deviations: number;
}
export declare function valuesOf({ kind, options }: ChoicePoint, names: Names): string[];

// dist/explore/schedule/schedule.d.ts
export type Schedule = readonly Deviation[];
export interface Deviation {
    readonly at: string;
    readonly value: string;
}
export declare function formatSchedule(schedule: Schedule): string;
export declare function requireSchedule(schedule: unknown): void;
export declare function formatDeviation({ at, value }: Deviation): string;
export declare function parseSchedule(text: string): Schedule;

// dist/explore/pairs/pair-coverage.d.ts
import type { KnownAccess, OrderData } from "./known-access.ts";
import { type Witness } from "./witness.ts";
export declare class PairCoverage {
    #private;
    seen: number;
    isCut: boolean;
    news: number;
    readonly shown: ShownOrder[];
    begin(): void;
    ended(taken: readonly number[]): void;
    get untried(): ReadonlyMap<number, UntriedOrder>;
    untriedOf(first: KnownAccess, second: KnownAccess): UntriedOrder | undefined;
    get accesses(): readonly KnownAccess[];
    get orders(): OrderData[];
    accessOf(name: string, path: string): KnownAccess | undefined;
    met(first: KnownAccess, second: KnownAccess, races: boolean): void;
}
export interface ShownOrder {
    readonly first: KnownAccess;
    readonly second: KnownAccess;
    readonly races: boolean;
}
export interface UntriedOrder {
    readonly first: KnownAccess;
    readonly second: KnownAccess;
    tries: number;
    witness: Witness | undefined;
}

// dist/explore/pairs/known-access.d.ts
export interface KnownAccess {
    readonly id: number;
    readonly name: string;
    readonly path: string;
    readonly turns: number[];
}
export interface AccessText {
    readonly who: string;
    readonly what: string;
    readonly nth: number;
    readonly place: string | undefined;
}
export type OrderData = readonly [first: number, second: number, races: boolean];
export declare function addTurn({ turns }: KnownAccess, turn: number): void;

// dist/explore/pairs/witness.d.ts
export interface Witness {
    readonly rank: string;
    readonly taken: readonly number[];
}
export declare function witnessOf(taken: readonly number[]): Witness;
export declare function firstOf<T extends Pick<Witness, "rank">>(one: T | undefined, other: T): T;

// dist/explore/strategies/search.d.ts
import type { Probe } from "../../core/contracts/probe.ts";
import type { Level } from "../../core/contracts/level.ts";
import type { Strategy } from "../../core/contracts/strategy.ts";
export interface Search {
    readonly name: string;
    readonly strongest?: Claim["kind"];
    next(): (Strategy & Probe) | undefined;
    ended(executed: Executed): void;
    claim(): Claim;
}
export interface Executed {
    readonly kind: "passed" | "failed" | "inconclusive";
    readonly taken: readonly number[];
}
export type Claim = 
{
    readonly kind: "proof";
    readonly classes?: number;
}
 | {
    readonly kind: "bounded-proof";
    readonly bound: string;
}
 | {
    readonly kind: "pct";
    readonly depth: number;
    readonly missProbability: number;
}
 | {
    readonly kind: "sample";
    readonly failureProbability: number;
} | {
    readonly kind: "none";
};
export interface SearchSettings {
    readonly seed: number;
    readonly level: Level;
}
export type SearchStrategy = (settings: SearchSettings) => Search;

// dist/explore/shard.d.ts
export interface Shard {
    readonly index: number;
    readonly count: number;
}
export declare function requireShard(shard: Shard): void;

// dist/explore/sweeps/sweep.d.ts
import type { Executions } from "../execution/executions.ts";
import type { SweepFailure, SweepRow } from "./sweep-row.ts";
export interface Sweep {
    readonly modes: readonly SweepMode[];
    readonly rows: readonly SweepRow[];
    readonly failures: readonly SweepFailure[];
    readonly executions: number;
    readonly inconclusive: number;
    readonly left: number;
}
export type SweepMode = "cancel" | "throw" | "timeout" | "faults";
export declare const sweepModes: readonly SweepMode[];
export interface SweepSettings {
    readonly tasks?: ((name: string) => boolean) | undefined;
    readonly mayGoOn?: (() => boolean) | undefined;
}
export declare function runSweeps(executions: Executions, modes: readonly SweepMode[], { tasks, mayGoOn }?: SweepSettings): Promise<Sweep>;

// dist/explore/sweeps/sweep-row.d.ts
import type { Level } from "../../core/contracts/level.ts";
import type { Failure } from "../checks/failure.ts";
import type { InterventionKind } from "../schedule/interventions.ts";
import type { Schedule } from "../schedule/schedule.ts";
export interface SweepRow {
    readonly at: string;
    readonly task: string;
    readonly operation: string;
    readonly place: string | undefined;
    readonly outcomes: Readonly<Partial<Record<InterventionKind | SweptFault, SweepOutcome>>>;
}
export type SweptFault = "refuse" | "timeout" | "reset" | "loseReply" | "slowed" | "cut" | "lose" | "duplicate" | "reorder";
export interface SweepOutcome {
    readonly kind: "passed" | "surfaced" | "failed" | "inconclusive" | "skipped";
    readonly failure?: Failure | undefined;
    readonly error?: Error | undefined;
}
export interface SweepFailure {
    readonly failure: Failure;
    readonly schedule: Schedule;
    readonly execution: number;
    readonly level?: Level;
}

// dist/explore/schedule/interventions.d.ts
import type { Entry, TaskCore } from "../../core/contracts/loop-core.ts";
import type { Engine } from "../../loop/engine.ts";
import { Expiry } from "../../tasks/timeout.ts";
import type { Names } from "./names.ts";
import type { Deviation, Schedule } from "./schedule.ts";
export declare class Interventions {
    #private;
    constructor(schedule: Schedule, names: Names, happened: (deviation: Deviation) => void);
    intervene(entry: Entry, loop: Engine): boolean;
    hasMade(task: TaskCore): boolean;
}
export type InterventionKind = "cancel" | "cancel-woken" | "throw" | "expire";
export declare function isIntervention({ at, value }: Deviation): boolean;
export declare function timeoutsOf(task: TaskCore, loop: Engine): Expiry[];

// dist/explore/explorable.d.ts
import type { Body } from "../core/contracts/loop-core.ts";
export type Explorable = Body<[], unknown>;
export declare function requireNoLoop(what: string): void;
export declare function requireBody(what: string, body: unknown): void;

// dist/explore/replay-schedule.d.ts
import type { Level } from "../core/contracts/level.ts";
import { type World } from "../loop/world.ts";
import { type ExecutionHooks, Executions } from "./execution/executions.ts";
import { type Explorable } from "./explorable.ts";
import { type CheckName } from "./checks/checks.ts";
import type { Finding } from "./findings/finding.ts";
import { type Schedule } from "./schedule/schedule.ts";
export declare function replaySchedule(body: Explorable, schedule: Schedule | string, settings: ReplaySettings, hooks?: ExecutionHooks): Promise<ReplayResult>;
export interface ReplaySettings {
    readonly level?: Level | undefined;
    readonly seed?: number | undefined;
    readonly maxIterations?: number | undefined;
    readonly maxTime?: number | undefined;
    readonly checks?: readonly CheckName[] | "all" | undefined;
    readonly world?: World | undefined;
}
export interface ReplayOutcome {
    readonly schedule: Schedule;
    readonly skipped: Schedule;
}
export type ReplayResult = {
    readonly kind: "passed";
    readonly replaySchedule: ReplayOutcome;
} | {
    readonly kind: "failed";
    readonly finding: Finding;
    readonly executions: Executions;
};

// dist/explore/findings/finding.d.ts
import type { Level } from "../../core/contracts/level.ts";
import { type Counterfactual } from "./counterfactual.ts";
import type { Executions, Verdict } from "../execution/executions.ts";
import { type Failure } from "../checks/failure.ts";
import type { ConflictPairs } from "../pairs/conflict-pairs.ts";
import type { Schedule } from "../schedule/schedule.ts";
import type { Sweep } from "../sweeps/sweep.ts";
export interface Finding {
    readonly failure: Failure;
    readonly level: Level;
    readonly searchedAt: Level;
    readonly schedule: Schedule;
    readonly minimal: boolean;
    readonly execution: number;
    readonly strategy: string;
    readonly seed: number;
    readonly deviations: number;
    readonly choices: number;
    readonly replays: number;
    readonly reproduced: number;
    readonly counterfactual: Counterfactual | undefined;
    readonly sweep?: Sweep | undefined;
    readonly pairs?: ConflictPairs | undefined;
}
export declare function findingOf(executions: Executions, searchedAt: Level, failed: Verdict & {
    readonly failure: Failure;
}, search: {
    readonly strategy: string;
    readonly seed: number;
}): Promise<Finding>;
export declare function findingOfSchedule(executions: Executions, searchedAt: Level, found: Schedule, failure: Failure, search: {
    readonly execution: number;
    readonly choices: number;
    readonly strategy: string;
    readonly seed: number;
}): Promise<Finding>;

// dist/explore/findings/counterfactual.d.ts
import type { Level } from "../../core/contracts/level.ts";
import type { Executions } from "../execution/executions.ts";
import type { Failure } from "../checks/failure.ts";
import type { Schedule } from "../schedule/schedule.ts";
export interface Counterfactual {
    readonly level: Level;
    readonly choices: number;
    readonly decisive: Schedule;
    readonly verified: boolean;
    readonly tried: number;
    readonly irrelevant: number;
    readonly alsoMatter: Schedule;
    readonly passing: Schedule | undefined;
}
export declare function counterfactual(executions: Executions, level: Level, { schedule, minimal }: {
    readonly schedule: Schedule;
    readonly minimal: boolean;
}, failure: Failure): Promise<Counterfactual>;

// dist/explore/explore-settings.d.ts
import { type Options } from "../core/arguments/require-options.ts";
import type { Level } from "../core/contracts/level.ts";
import { type World } from "../loop/world.ts";
import type { Limits } from "./budget.ts";
import { type ClaimKind } from "./claims/certificate.ts";
import { type CheckName } from "./checks/checks.ts";
import type { Progress } from "./progress.ts";
import type { Search, SearchStrategy } from "./strategies/search.ts";
import { type Shard } from "./shard.ts";
import { type SweepMode } from "./sweeps/sweep.ts";
export interface ExploreSettings {
    readonly level?: Level | undefined;
    readonly strategy?: SearchStrategy | string | undefined;
    readonly require?: Exclude<ClaimKind, "none"> | undefined;
    readonly executions?: number | undefined;
    readonly time?: number | undefined;
    readonly memory?: number | undefined;
    readonly signal?: AbortSignal | undefined;
    readonly seed?: number | undefined;
    readonly maxIterations?: number | undefined;
    readonly maxTime?: number | undefined;
    readonly checks?: readonly CheckName[] | "all" | undefined;
    readonly sweeps?: readonly SweepMode[] | undefined;
    readonly tasks?: ((name: string) => boolean) | undefined;
    readonly world?: World | undefined;
    readonly coverage?: boolean | undefined;
    readonly shard?: Shard | undefined;
    readonly onProgress?: ((progress: Progress) => void) | undefined;
}
export interface CheckedSettings {
    readonly level: Level;
    readonly searching: Search;
    readonly require: ClaimKind;
    readonly limits: Limits;
    readonly seed: number;
    readonly maxIterations: number;
    readonly maxTime: number;
    readonly checks: ReadonlySet<CheckName>;
    readonly sweeps: readonly SweepMode[];
    readonly tasks: ((name: string) => boolean) | undefined;
    readonly world: World | undefined;
    readonly shard: Shard | undefined;
    readonly named: string | undefined;
    readonly onProgress: ((progress: Progress) => void) | undefined;
}
export declare const exploreOptions: Options<ExploreSettings>;
export declare function checkSettings(settings: ExploreSettings): CheckedSettings;

// dist/explore/budget.d.ts
import type { Certificate } from "./claims/certificate.ts";
import type { Pace } from "./execution/executions.ts";
import type { SearchHost } from "./search-host.ts";
import type { Progress } from "./progress.ts";
export declare class Budget implements Pace {
    #private;
    constructor(limits: Limits, host: SearchHost, tally: () => Tally);
    spent(executions: number): Exclude<Certificate["ended"], "exhausted"> | undefined;
    get interrupted(): boolean;
    rest(executions: number): Promise<void> | undefined;
    end(): void;
}
export interface Limits {
    readonly executions: number;
    readonly time: number;
    readonly memory: number;
    readonly signal?: AbortSignal | undefined;
}
export type Tally = Pick<Progress, "phase" | "choices" | "inconclusive" | "strategy">;

// dist/explore/search-host.d.ts
import type { Progress } from "./progress.ts";
export interface SearchHost {
    heapUsed(): number;
    onInterrupt(interrupt: () => void): () => void;
    show(progress: Progress): void;
    shown(): void;
}

// dist/explore/progress.d.ts
export interface Progress {
    readonly phase: "sweeping" | "searching" | "shrinking";
    readonly executions: number;
    readonly most: number;
    readonly perSecond: number;
    readonly elapsed: number;
    readonly choices: number;
    readonly inconclusive: number;
    readonly strategy: string;
}

// dist/search/explore-file.d.ts
import type { Certificate } from "../explore/claims/certificate.ts";
import { type ExploreSettings } from "../explore/explore-settings.ts";
export declare function exploreFile(from: string | URL, settings: ExploreFileSettings): Promise<Certificate>;
export interface ExploreFileSettings extends Omit<ExploreSettings, "world"> {
    readonly export?: string | undefined;
    readonly workers?: number | "auto" | undefined;
    readonly strategy?: string | undefined;
}

// dist/explore/self-checks/nondeterminism-error.d.ts
import { RuntimeError } from "../../core/errors/runtime-error.ts";
export declare class NondeterminismError extends RuntimeError {
    readonly name: string;
    readonly step: number;
    constructor(step: number, steps: readonly [first: string, second: string], { settles, timers }?: Outliving);
}
export interface Outliving {
    readonly settles?: boolean;
    readonly timers?: readonly string[];
}

// dist/explore/claims/claim-error.d.ts
import { RuntimeError } from "../../core/errors/runtime-error.ts";
import { type Certificate, type ClaimKind } from "./certificate.ts";
export declare class ClaimError extends RuntimeError {
    readonly name: string;
    readonly certificate: Certificate;
    constructor(required: ClaimKind, certificate: Certificate);
}
export declare function requireClaim(required: ClaimKind, certificate: Certificate): void;

// dist/explore/schedule/injected-error.d.ts
export declare class InjectedError extends Error {
    readonly name: string;
    constructor(at: string);
}
export declare function isInjected(error: unknown): boolean;

// dist/explore/claims/inconclusive-error.d.ts
import { RuntimeError } from "../../core/errors/runtime-error.ts";
import { type StepLimitError } from "../../core/errors/step-limit-error.ts";
export declare class InconclusiveError extends RuntimeError {
    readonly name: string;
    readonly time: number;
    readonly spinning: readonly string[];
    constructor(limit: StepLimitError);
}

// dist/explore/checks/monitors/always.d.ts
import type { Check } from "../check.ts";
import type { Failure } from "../failure.ts";
export declare function always(invariant: () => unknown): void;
export declare const alwaysCheck: Check<"always">;
export declare function violationFailure(check: string, error: Error | undefined, blocked: Failure["blocked"]): Failure | undefined;

// dist/explore/checks/monitors/expect-unhandled.d.ts
export declare function expectUnhandled(expected: ExpectedError): void;
export type ExpectedError = string | RegExp | (abstract new (...args: never) => Error) | ((error: unknown) => boolean);

// dist/explore/checks/monitors/eventually.d.ts
import type { Check } from "../check.ts";
export declare function eventually(condition: () => unknown, message?: string): void;
export declare const eventuallyCheck: Check<"eventually">;

// dist/explore/linearizability/history.d.ts
import type { Body } from "../../core/contracts/loop-core.ts";
import { type Coroutine } from "../../core/coroutine.ts";
export declare class History<Operation, Result> {
    #private;
    get operations(): readonly RecordedOperation<Operation, Result>[];
    record<T extends Result | void>(operation: Operation, call: Body<[], T>): Coroutine<T>;
}
export interface RecordedOperation<Operation, Result> {
    readonly operation: Operation;
    readonly task: string | undefined;
    readonly called: number;
    readonly returned: number | undefined;
    readonly result: Result | undefined;
}

// dist/explore/linearizability/linearizability-error.d.ts
import type { RecordedOperation } from "./history.ts";
import type { MinimalHistory } from "./minimal-history.ts";
export declare class LinearizabilityError extends Error {
    readonly name: string;
    readonly hint: string | undefined;
    readonly operations: readonly RecordedOperation<unknown, unknown>[];
    readonly before: readonly unknown[];
    constructor(property: string, { before, operations, idle }: MinimalHistory<unknown, unknown, unknown>);
}

// dist/explore/linearizability/minimal-history.d.ts
import type { RecordedOperation } from "./history.ts";
import type { SequentialModel } from "./sequential-model.ts";
export declare function minimalHistory<State, Operation, Result>(model: SequentialModel<State, Operation, Result>, operations: readonly RecordedOperation<Operation, Result>[]): MinimalHistory<State, Operation, Result> | undefined;
export interface MinimalHistory<State, Operation, Result> {
    readonly before: readonly State[];
    readonly operations: Operations<Operation, Result>;
    readonly idle: number;
}
type Operations<Operation, Result> = readonly RecordedOperation<Operation, Result>[];
export {};

// dist/explore/linearizability/sequential-model.d.ts
export interface SequentialModel<State, Operation, Result> {
    readonly initial: State;
    apply(state: State, operation: Operation): readonly [State, Result];
    partition?(operation: Operation): unknown;
}

// dist/explore/linearizability/linearizable.d.ts
import type { History } from "./history.ts";
import type { SequentialModel } from "./sequential-model.ts";
export declare function linearizable<State, Operation, Result>(model: SequentialModel<State, Operation, Result>, history: History<Operation, Result>): void;

// dist/explore/linearizability/serializable.d.ts
import type { History } from "./history.ts";
import type { SequentialModel } from "./sequential-model.ts";
export declare function serializable<State, Operation, Result>(model: SequentialModel<State, Operation, Result>, history: History<Operation, Result>): void;

// dist/explore/findings/race-error.d.ts
import type { Recording } from "../recording/trace.ts";
import type { Finding } from "./finding.ts";
export declare class RaceError extends Error {
    readonly name: string;
    readonly report: RaceReport;
    readonly finding: Finding;
    readonly runs: RecordedRuns;
    constructor(report: RaceReport, finding: Finding, runs?: RecordedRuns);
}
export interface RaceReport {
    readonly failure: readonly string[];
    readonly story: readonly string[];
    readonly replay: ReplayPart | undefined;
    readonly place: string | undefined;
}
export interface ReplayPart {
    readonly command: string;
    readonly commandLines: readonly string[];
    readonly callLines: readonly string[];
}
export interface RecordedRuns {
    readonly failing: Recording | undefined;
    readonly passing: Recording | undefined;
}

// dist/explore/recording/trace.d.ts
import type { LoopCore } from "../../core/contracts/loop-core.ts";
import type { Probe } from "../../core/contracts/probe.ts";
import { type Actor, type ActorKind } from "../../core/contracts/actor.ts";
import type { Deviation, Schedule } from "../schedule/schedule.ts";
import { type Access } from "./access.ts";
import type { Call } from "./call.ts";
import { type Crossing } from "./network-notes.ts";
import { type Outcome } from "./outcome-of.ts";
export declare class Trace implements Probe {
    #private;
    readonly accessed?: NonNullable<Probe["accessed"]>;
    constructor({ watching }?: {
        readonly watching?: boolean;
    });
    created(actor: Actor): void;
    scheduled(entry: Actor): void;
    sent(lane: Actor, bytes: Uint8Array | undefined, isReply: boolean): void;
    happened(text: string, host: string, choice: Actor | undefined): void;
    turn(entry: Actor, time: number): void;
    joins(): void;
    advanced(time: number): void;
    ended(): void;
    access(property: string, kind: Access["kind"], value: {
        readonly is: unknown;
    } | undefined): void;
    recording(schedule: Schedule): Recording;
}
export interface Step {
    readonly path: string;
    readonly name: string;
    readonly kind: ActorKind;
    readonly wakeUp: number;
    readonly time: number;
    readonly wokenBy: number | undefined;
    readonly host?: string | undefined;
    readonly says?: string | undefined;
    readonly outcome: Outcome | undefined;
    readonly deviations: readonly Deviation[];
}
export interface Recording {
    readonly steps: readonly Step[];
    readonly accesses: readonly Access[];
    readonly calls: readonly Call[];
    readonly crossings: ReadonlyMap<number, Crossing>;
    readonly latencies: ReadonlyMap<string, readonly number[]>;
    readonly places: ReadonlyMap<number, string>;
    readonly names: ReadonlyMap<string, string>;
    readonly body: string | undefined;
}
export declare function traceOf(loop: LoopCore | undefined): Trace | undefined;

// dist/explore/recording/access.d.ts
export interface Access {
    readonly property: string;
    readonly kind: "read" | "write";
    readonly path: string;
    readonly step: number;
    readonly place: string | undefined;
    readonly value?: string | undefined;
    readonly whole?: string | undefined;
}
export declare function valueText(value: unknown): string;

// dist/explore/recording/call.d.ts
export interface Call {
    readonly step: number;
    readonly path: string;
    readonly name: string;
    readonly place: string | undefined;
}

// dist/explore/recording/network-notes.d.ts
import type { Actor, ActorKind, Passage } from "../../core/contracts/actor.ts";
import type { LoopCore } from "../../core/contracts/loop-core.ts";
import type { Names } from "../schedule/names.ts";
export declare class NetworkNotes {
    #private;
    sent(loop: LoopCore | undefined, lane: Actor, bytes: Uint8Array | undefined, isReply: boolean, step: number): void;
    happened(loop: LoopCore | undefined, event: HostEvent): void;
    scheduled(entry: Actor): void;
    takeRows(paths: Names, last?: LastStep): readonly NetworkRow[];
    crossing({ lane, sending, state, ...shown }: Passage, isOver: boolean): Crossing;
    titleOf({ title, passage }: Actor): string;
    mark(subject: Actor): string;
    hostIn(mark: string): string | undefined;
}
interface HostEvent {
    readonly text: string;
    readonly host: string;
    readonly choice: Actor | undefined;
    readonly step: number;
}
interface LastStep {
    readonly path: string;
    readonly kind: ActorKind;
    readonly time: number;
}
interface NetworkRow {
    readonly path: string;
    readonly name: string;
    readonly wakeUp: number;
    readonly time: number;
    readonly wokenBy: number | undefined;
    readonly host: string;
    readonly says: string | undefined;
    readonly crossing: Crossing | undefined;
}
export interface Crossing extends Omit<Passage, "lane" | "sending" | "state"> {
    readonly state: Passage["state"] | "given up";
    readonly label: string | undefined;
    readonly sentAt: number | undefined;
}
export {};

// dist/explore/recording/outcome-of.d.ts
import type { Task } from "../../core/task.ts";
export declare function outcomeOf(task: Task<unknown>): Outcome;
export interface Outcome {
    readonly kind: "waits" | "returns" | "throws" | "cancelled";
    readonly what: string;
}
export declare function placeOf(task: Task<unknown>): string | undefined;

// dist/world/simulated/processes/process-settings.d.ts
import { type Options } from "../../../core/arguments/require-options.ts";
import type { SimulatedProgram } from "./simulated-program.ts";
export interface ProcessSettings {
    readonly programs?: Readonly<Record<string, SimulatedProgram>> | undefined;
}
export declare const processOptions: Options<ProcessSettings>;
export declare function requireProcessSettings({ programs }: ProcessSettings): void;

// dist/world/simulated/processes/simulated-program.d.ts
import type { Body } from "../../../core/contracts/loop-core.ts";
import type { StreamReader } from "../../../streams/reading/stream-reader.ts";
import type { StreamWriter } from "../../../streams/stream-writer.ts";
export type SimulatedProgram = Body<[process: SimulatedProcess], number | void>;
export interface SimulatedProcess {
    readonly pid: number;
    readonly program: string;
    readonly args: readonly string[];
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly cwd: string;
    readonly stdin: StreamReader;
    readonly stdout: StreamWriter;
    readonly stderr: StreamWriter;
    readonly onSignal: (signal: NodeJS.Signals, handler: () => void) => void;
}

// dist/world/simulated/simulated-world.d.ts
import type { MakeService } from "../../loop/engine-parts.ts";
import type { World } from "../../loop/world.ts";
import type { FaultSettings } from "./network/faults/connection-faults.ts";
import { type NetworkSettings } from "./network/network-settings.ts";
import { type ProcessSettings } from "./processes/process-settings.ts";
import { type WorkerSettings } from "./workers/worker-settings.ts";
export declare function simulatedWorld(settings?: WorldSettings): World;
export declare class SimulatedWorld implements World {
    #private;
    constructor(settings: WorldSettings);
    services(): MakeService;
    with({ faults, mostFaults }: FaultSettings): SimulatedWorld;
}
export interface WorldSettings extends NetworkSettings, ProcessSettings {
    readonly workers?: WorkerSettings;
}

// dist/world/simulated/network/faults/connection-faults.d.ts
import type { Actor } from "../../../../core/contracts/actor.ts";
export declare class ConnectionFaults {
    #private;
    constructor({ faults, mostFaults }: FaultSettings);
    ofRequest(own: readonly Actor[]): readonly Actor[];
    ofSegment(own: readonly Actor[], isReply: boolean): readonly Actor[];
    happened(): void;
}
export interface FaultSettings {
    readonly faults?: readonly Fault[] | undefined;
    readonly mostFaults?: number | undefined;
}
export type Fault = "refuse" | "reset" | "loseReply" | "slow" | "cut";
export declare const allFaults: readonly Fault[];
export declare const slowed = "slowed";
export declare const slowness = 60;
export declare const cutTime = 30;

// dist/world/simulated/network/network-settings.d.ts
import { type Options } from "../../../core/arguments/require-options.ts";
import { type FaultSettings } from "./faults/connection-faults.ts";
export interface NetworkSettings extends FaultSettings {
    readonly hosts?: Readonly<Record<string, HostSettings>>;
    readonly link?: LinkSettings;
    readonly links?: Readonly<Record<string, LinkSettings>>;
    readonly lookupLatency?: readonly number[];
}
export interface HostSettings {
    readonly address?: string | readonly string[];
    readonly certificate?: readonly string[];
    readonly clock?: readonly number[];
}
export interface LinkSettings {
    readonly latency?: readonly number[];
    readonly bandwidth?: number;
    readonly window?: number;
    readonly sizes?: readonly number[];
    readonly faults?: readonly LinkFault[];
    readonly drops?: boolean;
}
export type LinkFault = "refuse" | "timeout" | "reset" | "lose" | "duplicate" | "reorder";
export declare const networkOptions: Options<NetworkSettings>;
export declare function requireNetworkSettings(settings: NetworkSettings): void;
export declare function hostNames(hosts: NetworkSettings["hosts"]): readonly string[];
export declare function waysOf(name: string, known: readonly string[]): readonly (readonly [string, string])[];
export declare function addressesOf(address: HostSettings["address"]): readonly string[];

// dist/world/simulated/workers/worker-settings.d.ts
export interface WorkerSettings {
    readonly duration?: Duration | ((call: {
        readonly name: string;
        readonly args: readonly unknown[];
    }) => Duration);
    readonly size?: number;
}
export type Duration = number | readonly number[];
export declare function requireWorkerSettings(settings: WorkerSettings): void;
export declare function secondsOf(duration: Duration): readonly number[];

// dist/world/simulated/network/control/network.d.ts
import { SimulatedHost } from "./simulated-host.ts";
export declare const network: NetworkControl;
export interface NetworkControl {
    host(name: string): SimulatedHost;
    partition(from: string, to: string, settings?: PartitionSettings): void;
    heal(from?: string, to?: string, settings?: PartitionSettings): void;
    calm(): void;
}
export interface PartitionSettings {
    readonly oneWay?: boolean;
}

// dist/world/simulated/network/control/simulated-host.d.ts
import type { Spawnable } from "../../../../core/spawnable.ts";
import type { Task, TaskSettings } from "../../../../core/task.ts";
import { type NetworkHost } from "../hosts.ts";
export declare class SimulatedHost {
    #private;
    constructor(host: NetworkHost);
    get name(): string;
    get isUp(): boolean;
    run<T>(program: Spawnable<T>, settings?: TaskSettings): Task<T>;
    crash(): void;
    restart(): Task<unknown> | undefined;
}

// dist/world/simulated/network/hosts.d.ts
import { ContextVar } from "../../../core/context/context.ts";
import { type DatagramTarget, Host } from "./host.ts";
import { Link } from "./link.ts";
import type { StreamListener } from "./stream-listener.ts";
import { type NetworkSettings } from "./network-settings.ts";
export declare class Hosts {
    #private;
    constructor({ hosts, link, links }: NetworkSettings);
    here(): NetworkHost;
    get isLost(): boolean;
    named(name: string): NetworkHost | undefined;
    at(address: string, from: NetworkHost): NetworkHost | undefined;
    nameOf(address: string): string | undefined;
    link(from: NetworkHost, to: NetworkHost): Link;
    used(): readonly Link[];
    all(): readonly NetworkHost[];
    get names(): string;
}
export declare function lifeOf({ name, life }: Pick<NetworkHost, "name" | "life">): string;
export declare function hostNameIn(life: string): string;
export type NetworkHost = Host<StreamListener, DatagramTarget>;
export declare const hostVariable: ContextVar<string>;

// dist/world/simulated/network/host.d.ts
import type { Spawnable } from "../../../core/spawnable.ts";
import { type SystemError } from "./system-error.ts";
export declare class Host<L extends Bound, D extends Bound> {
    #private;
    readonly name: string;
    readonly addresses: readonly string[];
    readonly certificate: readonly string[];
    readonly listening: Ports<L>;
    readonly datagrams: Ports<D>;
    readonly paths: Map<string, L>;
    readonly ends: Set<HostEnd>;
    life: number;
    isUp: boolean;
    program: Spawnable<unknown> | undefined;
    constructor(name: string, addresses: readonly string[], certificate: readonly string[] | undefined);
    crash(): void;
    restart(): void;
    has(address: string): boolean;
    ephemeralPort(): number;
}
export declare class Ports<B extends Bound> {
    #private;
    constructor(host: Pick<Host<Bound, Bound>, "has" | "name">, syscall: string, next: {
        value: number;
    });
    free(wanted: Wanted, port: number): number | SystemError;
    isTaken(wanted: Wanted, port: number): boolean;
    add(port: number, bound: B): void;
    delete(port: number, bound: B): void;
    find(address: string, port: number): B | undefined;
    all(): B[];
    get taken(): readonly number[];
}
interface Wanted {
    readonly address: string;
    readonly shares: boolean;
    readonly ipv6Only: boolean;
}
export interface Bound extends Wanted {
    leave(): void;
}
export interface HostEnd {
    destroy(resets: boolean): void;
}
export interface DatagramTarget extends Bound {
    takes(data: Uint8Array, from: {
        readonly address: string;
        readonly port: number;
    }): void;
}
export {};

// dist/world/simulated/network/system-error.d.ts
export declare function systemError(code: SystemErrorCode, syscall: string, where?: SystemErrorPlace, text?: string, hint?: string): SystemError;
declare const errnos: {
    readonly ENOENT: -2;
    readonly EAGAIN: -11;
    readonly EACCES: -13;
    readonly EDESTADDRREQ: -89;
    readonly EMSGSIZE: -90;
    readonly EADDRINUSE: -98;
    readonly EADDRNOTAVAIL: -99;
    readonly ENETDOWN: -100;
    readonly ECONNRESET: -104;
    readonly ETIMEDOUT: -110;
    readonly ECONNREFUSED: -111;
    readonly EHOSTUNREACH: -113;
    readonly ENOTFOUND: -3008;
};
export type SystemErrorCode = keyof typeof errnos;
export interface SystemError extends Error {
    readonly errno: number;
    readonly code: SystemErrorCode;
    readonly syscall: string;
}
export interface SystemErrorPlace {
    readonly address?: string;
    readonly port?: number;
    readonly hostname?: string;
}
export {};

// dist/world/simulated/network/link.d.ts
import type { Actor } from "../../../core/contracts/actor.ts";
import type { LinkSettings } from "./network-settings.ts";
export declare class Link {
    #private;
    readonly from: string;
    readonly to: string;
    readonly latencies: readonly number[];
    readonly latencyOptions: readonly Actor[];
    readonly bandwidth: number;
    readonly window: number;
    readonly sizes: readonly number[];
    readonly sizeOptions: readonly Actor[];
    readonly drops: boolean;
    readonly connectFaults: readonly Actor[];
    readonly segmentFaults: readonly Actor[];
    readonly datagramFaults: readonly Actor[];
    readonly reorders: boolean;
    constructor(settings: LinkSettings, from: string, to: string);
    get isCut(): boolean;
    cut(reason: unknown): void;
    heal(reason: unknown): void;
    stop(what: Stopped): void;
    gaveUp(what: Stopped): void;
}
interface Stopped {
    goOn(): void;
}
export {};

// dist/world/simulated/network/stream-listener.d.ts
import type { LoopCore } from "../../../core/contracts/loop-core.ts";
import { type CallbackOwner } from "../../../core/driving/handle.ts";
import type { Endpoint, Listener, ListenSettings } from "../../../net/network.ts";
import type { Bound } from "./host.ts";
import type { StreamEnd } from "./stream-end.ts";
export declare class StreamListener implements Listener, Bound, CallbackOwner {
    #private;
    readonly loop: LoopCore;
    readonly endpoint: Endpoint;
    readonly address: string;
    readonly shares: boolean;
    readonly ipv6Only: boolean;
    constructor(loop: LoopCore, endpoint: Endpoint, settings: ListenSettings, closed: (listener: StreamListener) => void);
    get isFull(): boolean;
    take(channel: StreamEnd): void;
    close(): void;
    leave(): void;
    toString(): string;
}

// dist/world/simulated/network/stream-end.d.ts
import type { Engine } from "../../../loop/engine.ts";
import type { Channel, ChannelReceiver } from "../../../net/channel.ts";
import type { HostEnd } from "./host.ts";
import type { StreamLane } from "./stream-lane.ts";
export declare class StreamEnd implements Channel {
    #private;
    readonly canEnd = true;
    constructor(engine: Engine, info: Readonly<Record<string, unknown>>, ends: Set<HostEnd>);
    connectTo(peer: StreamEnd, lane: StreamLane): void;
    get isClosed(): boolean;
    get unsent(): number;
    info(name: string): unknown;
    open(receiver: ChannelReceiver): void;
    write(data: Uint8Array): void;
    end(): void;
    pause(): void;
    resume(): void;
    destroy(resets: boolean): void;
    segment(data: Uint8Array): void;
    broke(fault: string): void;
    wasReset(): void;
    gotNoAnswer(): void;
    toString(): string;
    ended(): void;
}

// dist/world/simulated/network/stream-lane.d.ts
import type { Actor } from "../../../core/contracts/actor.ts";
import type { Engine } from "../../../loop/engine.ts";
import type { ConnectionFaults } from "./faults/connection-faults.ts";
import { Lane, type UnderWay } from "./lane.ts";
import type { Link } from "./link.ts";
export declare class StreamLane extends Lane<Uint8Array | Signal> {
    #private;
    constructor(engine: Engine, link: Link, way: string, receiver: StreamReceiver, faults: LaneFaults);
    get window(): number;
    protected named(parcel: Uint8Array | Signal): string;
    protected bytesOf(parcel: Uint8Array | Signal): Uint8Array | undefined;
    protected get isReply(): boolean;
    protected faultsOf(parcel: Uint8Array | Signal): readonly Actor[];
    protected chosen(kind: "fault" | "size", options: readonly Actor[]): string | undefined;
    protected cut(): void;
    protected patienceFor(parcel: Uint8Array | Signal): number;
    protected arrive(parcel: Uint8Array | Signal, fault: string | undefined): void;
    protected split(first: UnderWay<Uint8Array | Signal>): UnderWay<Uint8Array | Signal> | undefined;
    protected meets({ parcel: first }: UnderWay<Uint8Array | Signal>, second: UnderWay<Uint8Array | Signal>): UnderWay<Uint8Array | Signal> | undefined;
}
export interface LaneFaults {
    readonly all: ConnectionFaults;
    readonly isBack: boolean;
    cut(): void;
}
export interface Signal {
    readonly name: string;
    readonly isRequest?: boolean;
    readonly patience?: number;
    arrive(fault: string | undefined): void;
}
export interface StreamReceiver {
    segment(data: Uint8Array): void;
    broke(fault: string): void;
}
export declare const patience: {
    readonly connect: 127;
    readonly segment: 924.6;
};

// dist/world/simulated/network/lane.d.ts
import type { Actor, Passage } from "../../../core/contracts/actor.ts";
import type { TimerEntry } from "../../../core/contracts/loop-core.ts";
import type { Engine } from "../../../loop/engine.ts";
import type { Link } from "./link.ts";
export declare abstract class Lane<P extends object> implements TimerEntry {
    #private;
    readonly kind = "arrival";
    readonly isMacrotask = true;
    readonly isTold = true;
    protected readonly engine: Engine;
    protected readonly link: Link;
    deadline: number;
    scheduled: boolean;
    skipped: boolean;
    constructor(engine: Engine, link: Link, way: string);
    get title(): string;
    get passage(): Passage | undefined;
    send(parcel: P, delay?: number): void;
    drop(): void;
    runTurn(): void;
    goOn(): void;
    protected chosen(kind: "fault" | "size", options: readonly Actor[]): string | undefined;
    protected abstract named(parcel: P): string;
    protected abstract bytesOf(parcel: P): Uint8Array | undefined;
    protected abstract faultsOf(parcel: P): readonly Actor[];
    protected abstract patienceFor(parcel: P): number;
    protected abstract arrive(parcel: P, fault: string | undefined): void;
    protected get isReply(): boolean;
    protected sizeOf(parcel: P): number;
    protected cut(): void;
    protected split(_first: UnderWay<P>): UnderWay<P> | undefined;
    protected meets(_first: UnderWay<P>, _next: UnderWay<P>): UnderWay<P> | undefined;
}
export interface UnderWay<P> {
    parcel: P;
    sentAt: number;
    next: UnderWay<P> | undefined;
    readonly sending: number;
    fault: string | undefined;
}

// dist/world/simulated/network/on-host.d.ts
import type { Spawnable } from "../../../core/spawnable.ts";
import { type Task, type TaskSettings } from "../../../core/task.ts";
export declare function onHost<T>(host: string, body: Spawnable<T>, settings?: TaskSettings): Task<T>;

// dist/world/patched/simulate-network.d.ts
import { NetworkSimulation } from "./network-simulation.ts";
export declare function simulateNetwork(): NetworkSimulation;

// dist/world/patched/network-simulation.d.ts
/// <reference lib="esnext.disposable" preserve="true" />
export declare class NetworkSimulation implements Disposable {
    #private;
    constructor(restore: () => void);
    restore(): void;
    [Symbol.dispose](): void;
}

// dist/world/simulated/simulate.d.ts
import type { SimulateSettings } from "./simulate-settings.ts";
export declare function simulate<T extends object>(target: T, settings?: SimulateSettings): T;

// dist/world/simulated/simulate-settings.d.ts
export interface SimulateSettings {
    readonly latency?: readonly number[];
    readonly within?: number;
    readonly failures?: readonly Error[];
}

// dist/explore/strategies/auto.d.ts
import type { SearchStrategy } from "./search.ts";
import { type DporSettings } from "./dpor/dpor.ts";
export declare function auto(settings?: DporSettings): SearchStrategy;

// dist/explore/strategies/dpor/dpor.d.ts
import { type Options } from "../../../core/arguments/require-options.ts";
import type { Probe } from "../../../core/contracts/probe.ts";
import type { Strategy } from "../../../core/contracts/strategy.ts";
import { FairLimit } from "../estimates/fair-limit.ts";
import type { Claim, Executed, Search, SearchSettings, SearchStrategy } from "../search.ts";
import { Classes } from "./classes.ts";
export declare function dpor(settings?: DporSettings): SearchStrategy;
export interface DporSettings {
    readonly allDeclared?: boolean | undefined;
}
export declare const dporOptions: Options<DporSettings>;
export declare class Dpor implements Search {
    #private;
    readonly name = "dpor";
    readonly classes: Classes;
    constructor(where: SearchSettings, allDeclared: boolean, fairLimit?: FairLimit);
    next(): (Strategy & Probe) | undefined;
    ended(executed: Executed): void;
    get reduces(): boolean;
    get isExhausted(): boolean;
    claim(): Claim;
}

// dist/explore/strategies/estimates/fair-limit.d.ts
import type { Entropy } from "../../../core/contracts/entropy.ts";
import { type ChoicePoint, type Strategy } from "../../../core/contracts/strategy.ts";
export declare class FairLimit {
    #private;
    choices: number | undefined;
    get limit(): number;
    learn({ kind, taken }: {
        readonly kind: string;
        readonly taken: readonly number[];
    }): void;
}
export declare function fairLimitOf(choices: number): number;
export declare class FairAfter implements Strategy {
    #private;
    choices: number;
    constructor(strategy: Strategy, limit: number, entropy: () => Entropy);
    get reached(): boolean;
    choose(point: ChoicePoint): number;
}

// dist/explore/strategies/dpor/classes.d.ts
import { type Probe } from "../../../core/contracts/probe.ts";
import type { ChoicePoint, Strategy } from "../../../core/contracts/strategy.ts";
import { type FairLimit } from "../estimates/fair-limit.ts";
import type { Claim, Executed, Search } from "../search.ts";
import { type TailOrder } from "./who-goes-on.ts";
export declare class Classes implements Search {
    #private;
    readonly name = "dpor";
    isExhausted: boolean;
    isIrregular: boolean;
    knowsNothing: boolean;
    completed: number;
    blocked: number;
    constructor(seed: number, allDeclared: boolean, fairLimit: FairLimit, tailOrder?: TailOrder);
    next(): (Strategy & Probe) | undefined;
    choose(point: ChoicePoint): number;
    ended(executed: Executed): void;
    claim(): Claim;
}

// dist/explore/strategies/dpor/who-goes-on.d.ts
import type { Step } from "./sequence.ts";
export declare function whoGoesOn(awake: readonly number[], steps: readonly Step[]): number;
export type TailOrder = (awake: readonly number[], steps: readonly Step[]) => number;

// dist/explore/strategies/dpor/sequence.d.ts
import type { Footprint } from "./footprint.ts";
export declare class Sequence {
    #private;
    constructor(steps: readonly Step[], indices: readonly number[], happensBefore: Order, last?: number);
    get isEmpty(): boolean;
    get steps(): readonly Step[];
    mayBeginWith(step: Step, common: number): boolean;
    copy(): Sequence;
    equals(other: Sequence): boolean;
    without(actor: number): Sequence;
}
interface Order {
    has(first: number, second: number): boolean;
}
export interface Step {
    readonly actor: number;
    readonly footprint: Footprint;
    readonly mayDiffer?: boolean;
}
export {};

// dist/explore/strategies/dpor/footprint.d.ts
export declare class Footprint {
    #private;
    readonly opaque: boolean;
    constructor(accesses: readonly number[], opaque: boolean);
    equals(other: Footprint): boolean;
    conflictsWith(other: Footprint): boolean;
    mayConflictWith(other: Footprint, common: number): boolean;
}
export declare const unknown: Footprint;
export declare class Accesses {
    #private;
    begin(): void;
    add(object: number, part: number, writes: boolean): void;
    footprint(opaque: boolean): Footprint;
}

// dist/explore/strategies/coverage-guided/coverage-guided.d.ts
import type { Probe } from "../../../core/contracts/probe.ts";
import type { Strategy } from "../../../core/contracts/strategy.ts";
import { type CoveredPart } from "../../pairs/covered-part.ts";
import { PairCoverage } from "../../pairs/pair-coverage.ts";
import type { Claim, Executed, Search, SearchSettings, SearchStrategy } from "../search.ts";
export declare function coverageGuided(): SearchStrategy;
export declare class CoverageGuided implements Search {
    #private;
    readonly name = "guided";
    readonly strongest: Claim["kind"];
    readonly coverage: PairCoverage;
    drawn: number;
    constructor(settings: SearchSettings);
    next(): Strategy & Probe;
    ended(executed: Executed): void;
    goOn(known: CoveredPart, reached: readonly (readonly number[])[]): void;
    goOnFrom({ taken }: Executed): void;
    claim(): Claim;
}
export declare const mostReached = 64;

// dist/explore/pairs/covered-part.d.ts
import { type OrderData } from "./known-access.ts";
import type { PairCoverage } from "./pair-coverage.ts";
export interface CoveredPart {
    readonly accesses: readonly AccessData[];
    readonly shown: readonly (readonly OrderData[])[];
    readonly untried: readonly (readonly [first: number, second: number, tries: number, witness: number])[];
    readonly witnesses: readonly (readonly number[])[];
    readonly isCut: boolean;
}
type AccessData = readonly [name: string, path: string, turns: readonly number[]];
export declare function coveredPart(coverage: PairCoverage, shown: readonly (readonly OrderData[])[]): CoveredPart;
export declare function joinPart(coverage: PairCoverage, part: CoveredPart): boolean[];
export {};

// dist/explore/strategies/delay-bounded.d.ts
import type { ChoicePoint, Strategy } from "../../core/contracts/strategy.ts";
import type { Claim, Executed, Search, SearchStrategy } from "./search.ts";
import { FairLimit } from "./estimates/fair-limit.ts";
import { type Prefix } from "./variants.ts";
export declare function delayBounded(settings?: DelaySettings): SearchStrategy;
export interface DelaySettings {
    readonly delays?: number | undefined;
}
export declare class ByDelays implements Search {
    #private;
    readonly name: string;
    readonly strongest = "bounded-proof";
    constructor(delays: number, seed: number, fairLimit: FairLimit);
    get delays(): number;
    get complete(): boolean;
    next(): Strategy | undefined;
    ended(executed: Executed): void;
    get completed(): number;
    claim(): Claim;
}
export declare class Deviating implements Strategy {
    #private;
    readonly taken: Prefix | undefined;
    readonly from: number;
    readonly counts: number[];
    constructor(taken: Prefix | undefined);
    get strayed(): boolean;
    choose({ count }: ChoicePoint): number;
}

// dist/explore/strategies/variants.d.ts
import type { Entropy } from "../../core/contracts/entropy.ts";
export declare class Variants {
    #private;
    readonly most: number;
    constructor(taken: Prefix | undefined, from: number, counts: readonly number[], delays: number, entropy: Entropy);
    get size(): number;
    restart(): void;
    next(delays: number): Prefix | undefined;
}
export interface Prefix {
    readonly before: Prefix | undefined;
    readonly at: number;
    readonly index: number;
    readonly count: number;
}

// dist/explore/strategies/exhaustive.d.ts
import type { ChoicePoint, Strategy } from "../../core/contracts/strategy.ts";
import type { Claim, Executed, Search, SearchStrategy } from "./search.ts";
import { FairLimit } from "./estimates/fair-limit.ts";
export declare function exhaustive(): SearchStrategy;
export declare class DepthFirst implements Search, Strategy {
    #private;
    readonly name = "exhaustive";
    constructor(seed: number, fairLimit: FairLimit);
    next(): Strategy | undefined;
    choose({ count }: ChoicePoint): number;
    ended(executed: Executed): void;
    claim(): Claim;
}

// dist/explore/strategies/fifo-only.d.ts
import type { SearchStrategy } from "./search.ts";
export declare function fifoOnly(): SearchStrategy;

// dist/explore/strategies/pct.d.ts
import { type Strategy } from "../../core/contracts/strategy.ts";
import type { Claim, Executed, Search, SearchStrategy } from "./search.ts";
import { FairLimit } from "./estimates/fair-limit.ts";
export declare function pct(settings?: PctSettings): SearchStrategy;
export interface PctSettings {
    readonly depth?: number | undefined;
}
export declare class Pct implements Search {
    #private;
    readonly name: string;
    readonly strongest = "pct";
    constructor(depth: number, seed: number, fairLimit: FairLimit);
    next(): Strategy;
    ended(executed: Executed): void;
    claim(): Claim;
}

// dist/explore/strategies/pos.d.ts
import type { SearchStrategy } from "./search.ts";
export declare function pos(): SearchStrategy;

// dist/explore/strategies/random.d.ts
import type { SearchStrategy } from "./search.ts";
export declare function random(): SearchStrategy;

// dist/explore/strategies/urw.d.ts
import type { SearchStrategy } from "./search.ts";
export declare function urw(): SearchStrategy;

// dist/explore/recording/shared.d.ts
export declare function shared<T extends object>(object: T): T;
export declare function hasPrivateFields(object: object): boolean;

// dist/explore/recording/watch.d.ts
export declare function watch<T extends object>(object: T, name?: string): T;

// dist/globals/fake-globals.d.ts
/// <reference lib="esnext.disposable" preserve="true" />
import { type Options } from "../core/arguments/require-options.ts";
export declare class FakeGlobals implements Disposable {
    #private;
    constructor(restore: () => void);
    restore(): void;
    [Symbol.dispose](): void;
}
export interface FakeGlobalsSettings {
    readonly now?: Date | number;
    readonly random?: boolean;
}
export declare const fakeGlobalsOptions: Options<FakeGlobalsSettings>;
export declare function fakeGlobals(settings?: FakeGlobalsSettings): FakeGlobals;
export declare class StandingGlobals {
    #private;
    private constructor();
    static install(): StandingGlobals | undefined;
    static inForce(): StandingGlobals | undefined;
    use({ now, random }: FakeGlobalsSettings): void;
    giveWay(epochMs: number): void;
    restore(): void;
}

// dist/report/describe-certificate.d.ts
import { type Certificate } from "../explore/claims/certificate.ts";
export declare function describeCertificate(certificate: Certificate): string;

// dist/report/format-sweep.d.ts
import type { Sweep } from "../explore/sweeps/sweep.ts";
export declare function formatSweep(sweep: Sweep): string;

// dist/tasks/external.d.ts
import type { Future } from "../core/future.ts";
export declare function external<T>(promise: PromiseLike<T>): Future<T>;
