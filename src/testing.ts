import type { Spawnable } from "./core/spawnable.ts";
import type { Certificate } from "./explore/certificate.ts";
import { type ExploreSettings, search } from "./explore/explore.ts";
import { RaceError } from "./explore/race-error.ts";
import { formatSchedule } from "./explore/schedule.ts";

export type { Probe } from "./core/probe.ts";
export { fifo, follow } from "./core/strategy.ts";
export type { Choice, ChoicePoint, Level, Strategy } from "./core/strategy.ts";
export type { Certificate } from "./explore/certificate.ts";
export type { ExploreSettings } from "./explore/explore.ts";
export type { Check, Failure } from "./explore/failure.ts";
export type { Finding } from "./explore/finding.ts";
export { always, eventually } from "./explore/monitors.ts";
export { RaceError } from "./explore/race-error.ts";
export { formatSchedule, parseSchedule } from "./explore/schedule.ts";
export type { Deviation, Schedule } from "./explore/schedule.ts";
export type { Claim, Executed, Search, SearchSettings, SearchStrategy } from "./explore/search.ts";
export { simulate } from "./explore/simulate.ts";
export type { SimulateSettings } from "./explore/simulate.ts";
export { auto } from "./explore/strategies/auto.ts";
export { delayBounded } from "./explore/strategies/delay-bounded.ts";
export type { DelaySettings } from "./explore/strategies/delay-bounded.ts";
export { exhaustive } from "./explore/strategies/exhaustive.ts";
export { fifoOnly } from "./explore/strategies/fifo-only.ts";
export { pct } from "./explore/strategies/pct.ts";
export type { PctSettings } from "./explore/strategies/pct.ts";
export { pos } from "./explore/strategies/pos.ts";
export { random } from "./explore/strategies/random.ts";
export { urw } from "./explore/strategies/urw.ts";
export { virtualClock } from "./loop/virtual-clock.ts";
export type { Hold, VirtualClock } from "./loop/virtual-clock.ts";
export { virtualLoop } from "./loop/virtual-loop.ts";
export type { VirtualLoopSettings } from "./loop/virtual-loop.ts";
export { external } from "./tasks/external.ts";

/**
 * Run `body` in every order that matters, and resolve with what was covered.
 *
 * @throws {RaceError} If it fails in one of them; the message is a report with the smallest schedule and how to replay it.
 */
export async function explore(body: Spawnable<unknown>, settings: ExploreSettings = {}): Promise<Certificate> {
  const result = await search(body, settings);
  if (result.kind === "passed") return result.certificate;
  const { finding } = result;
  throw new RaceError(`${finding.failure.message}\n${formatSchedule(finding.schedule)}`, finding);
}
