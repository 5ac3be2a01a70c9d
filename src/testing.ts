import type { Certificate } from "./explore/claims/certificate.ts";
import type { Explorable } from "./explore/explorable.ts";
import { type ReplayOutcome, replaySchedule, type ReplaySettings } from "./explore/replay-schedule.ts";
import type { Schedule } from "./explore/schedule/schedule.ts";
import type { ExploreSettings } from "./explore/explore-settings.ts";
import { exitHere } from "./loop/deaths.ts";
import { guardExit } from "./world/node/guard-exit.ts";
import { exploreFile, type ExploreFileSettings } from "./search/explore-file.ts";
import { exploreHere } from "./search/explore-here.ts";
import { raceErrorOf } from "./search/race-error-of.ts";

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
export type {
  HostSettings,
  LinkFault,
  LinkSettings,
  NetworkSettings,
} from "./world/simulated/network/network-settings.ts";
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

/**
 * Run `body` in every order that matters, and resolve with what was covered.
 *
 * State belongs inside of `body`: every execution calls it afresh. Ctrl-C ends the search with the certificate so far, and sets the exit
 * code to 130. `process.exit()` in the body is a failure; should the process exit all the same, its exit code is not 0.
 *
 * @throws {RaceError} If `body` fails in one of the orders. The message is a report with the smallest schedule, ready to replay.
 * @throws {ClaimError} If the certificate claims less than `require` demands.
 * @throws {InconclusiveError} If the first execution meets a limit.
 * @throws {OutsideWaitError} If `body` waits for something outside of its loop.
 * @throws {NondeterminismError} If two executions of one schedule differ.
 * @throws {RuntimeError} If called in a running loop.
 * @throws {TypeError} If `body` is no function, or a setting has the wrong type.
 * @throws {ValueError} If a setting is unknown, has a wrong value, or contradicts another one.
 */
export async function explore(body: Explorable, settings?: ExploreSettings): Promise<Certificate>;
/**
 * Search the program that a file exports, on all cores: worker threads load the file, and run slices of the search.
 *
 * What is found depends on the seed, not on how many workers there are or who is faster. The finding is made small in this thread. It
 * needs the package `workerpool`.
 *
 * @param file - The path or URL of a file that Node can import, or of one in TypeScript.
 * @throws what `explore(body)` throws
 * @throws {RuntimeError} If the file cannot be loaded, if it exports no such function, or if `workerpool` is not installed.
 */
export async function explore(file: string | URL, settings?: ExploreFileSettings): Promise<Certificate>;
export async function explore(
  program: Explorable | string | URL,
  settings: ExploreSettings | ExploreFileSettings = {},
): Promise<Certificate> {
  if (typeof program === "string" || program instanceof URL) {
    return await exploreFile(program, settings as ExploreFileSettings);
  }
  return await exploreHere(program, settings);
}

/**
 * Run `body` once, by the schedule of a report.
 *
 * @returns the departures from the default order that happened, and the departures that never became possible
 * @throws {RaceError} If `body` fails.
 * @throws {InconclusiveError} If the run meets a limit.
 * @throws {OutsideWaitError} If `body` waits for something outside of its loop.
 * @throws {RuntimeError} If called in a running loop.
 * @throws {TypeError} If `body` is no function, or a setting has the wrong type.
 * @throws {ValueError} If `schedule` is not a schedule, or a setting is wrong.
 */
export async function replay(
  body: Explorable,
  schedule: Schedule | string,
  settings: ReplaySettings = {},
): Promise<ReplayOutcome> {
  const hasEnded = guardExit("replay()", exitHere);
  try {
    const result = await replaySchedule(body, schedule, settings);
    if (result.kind === "passed") return result.replaySchedule;
    throw await raceErrorOf(result);
  } finally {
    hasEnded();
  }
}
