import { NondeterminismError, type Outliving } from "./nondeterminism-error.ts";
import type { LoopCore } from "../../core/contracts/loop-core.ts";
import type { Level } from "../../core/contracts/level.ts";
import type { Outlived } from "../claims/certificate.ts";
import type { OutsideWork } from "../../loop/outside/outside-work.ts";
import { AuditedOutside } from "./audited-outside.ts";
import type { Executions } from "../execution/executions.ts";
import { ExecutionLog } from "./execution-log.ts";
import { LeftTimers } from "./left-timers.ts";
import { ProbeList } from "../../loop/probe-list.ts";
import type { Schedule } from "../schedule/schedule.ts";

/**
 * Run a schedule twice, and compare the turns, their loop times, and the choices. If they differ, a third run tells whether only the first does.
 *
 * Two equal runs do not prove that all runs are equal: a program that looks at the host's clock once a second may pass.
 *
 * @returns the log of the execution, whose hash is the same on every machine and every Node, the awaits that are no choices, and what the body left running
 * @throws {NondeterminismError} If the two runs differ. The error names the first step that differs.
 * @throws {OutsideWaitError} If time would pass while a task waits for an operation of Node, a real timer for instance.
 */
export async function audit(executions: Executions, level: Level, schedule: Schedule = []): Promise<Audit> {
  let audited: AuditedOutside | undefined;
  const outside = (loop: LoopCore): OutsideWork => (audited = new AuditedOutside(loop));
  const [firstTimers, secondTimers] = [new LeftTimers(), new LeftTimers()];
  const firstLog = await logOf(executions, level, schedule, { outside, timers: firstTimers });
  const left = audited?.outlived ?? [];
  const secondLog = await logOf(executions, level, schedule, { timers: secondTimers });
  if (firstLog.hash !== secondLog.hash) {
    const thirdLog = await logOf(executions, level, schedule);
    const cause = { settles: secondLog.hash === thirdLog.hash, timers: firstTimers.beyond(secondTimers) };
    throw differenceOf(firstLog, secondLog, cause);
  }
  return { log: firstLog, awaits: audited?.awaits.counts ?? new Map<string, number>(), outlived: left };
}

/** What an audit has seen. */
export interface Audit {
  readonly log: ExecutionLog;
  /** How often code went on by itself after an `await`, by place. */
  readonly awaits: ReadonlyMap<string, number>;
  /** What the body has begun and left running. */
  readonly outlived: readonly Outlived[];
}

/**
 * Run the default order once more when the search is over: state of a module may have outlived some execution.
 *
 * @param firstLog - The log of the first execution.
 * @throws {NondeterminismError} If the two differ.
 */
export async function auditAgain(executions: Executions, level: Level, firstLog: ExecutionLog): Promise<void> {
  const lastLog = await logOf(executions, level, []);
  if (firstLog.hash !== lastLog.hash) throw differenceOf(firstLog, lastLog);
}

/** The log of one execution. */
export async function logOf(
  executions: Executions,
  level: Level,
  schedule: Schedule,
  { outside, timers }: { readonly outside?: (loop: LoopCore) => OutsideWork; readonly timers?: LeftTimers } = {},
): Promise<ExecutionLog> {
  const log = new ExecutionLog();
  const probe = new ProbeList([log, timers]).all;
  log.close(await executions.replay(level, schedule, { outside, probe, atEnd: timers?.atEnd }));
  return log;
}

function differenceOf(firstLog: ExecutionLog, secondLog: ExecutionLog, cause?: Outliving): NondeterminismError {
  const length = Math.max(firstLog.lines.length, secondLog.lines.length);
  let at = 0;
  while (at < length && firstLog.lines[at] === secondLog.lines[at]) at += 1;
  return new NondeterminismError(at + 1, [stepOf(firstLog, at), stepOf(secondLog, at)], cause);
}

function stepOf({ lines, titles }: ExecutionLog, at: number): string {
  const line = lines[at];
  if (line === undefined) return "(no longer written down)";
  const title = titles.get(line.slice(0, line.indexOf("@")));
  return title === undefined ? line : `${title}, ${line}`;
}
