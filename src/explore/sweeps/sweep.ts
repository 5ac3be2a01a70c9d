import { fifo } from "../../core/contracts/strategy.ts";
import { faultSweep } from "./fault-sweep.ts";
import { type AwaitSite, AwaitRecorder } from "./await-site.ts";
import type { Executions, Replay } from "../execution/executions.ts";
import type { SweepFailure, SweepOutcome, SweepRow } from "./sweep-row.ts";
import type { InterventionKind } from "../schedule/interventions.ts";
import { Names } from "../schedule/names.ts";

/** The result of sweeps. */
export interface Sweep {
  readonly modes: readonly SweepMode[];
  /** In the order in which the awaits end in the default order. */
  readonly rows: readonly SweepRow[];
  /** The failures in order: first the recording execution, if it failed, then executions with an intervention. */
  readonly failures: readonly SweepFailure[];
  /** Executions, including the one that recorded the awaits. */
  readonly executions: number;
  /** Executions that met a limit. If the recording execution did, nothing is swept. */
  readonly inconclusive: number;
  /** Executions that are missing, because the sweep was stopped. */
  readonly left: number;
}

/**
 * What a sweep does at every await, one execution each:
 *
 * - `cancel`: it cancels the task, once while the task waits and once when it is woken and has not run (2 per await);
 * - `throw`: the await throws an InjectedError, where the wait can fail;
 * - `timeout`: the timeout around the await expires.
 *
 * `faults` lets each fault of the world happen wherever it can: each segment is reset, each reply lost, each connection refused, one at a time.
 */
export type SweepMode = "cancel" | "throw" | "timeout" | "faults";

/** All modes. */
export const sweepModes: readonly SweepMode[] = ["cancel", "throw", "timeout", "faults"];

/** Options of a sweep. */
export interface SweepSettings {
  /** Selects the tasks to sweep, by name. Default: all. */
  readonly tasks?: ((name: string) => boolean) | undefined;
  /** Called before each execution: false stops the sweep. */
  readonly mayGoOn?: (() => boolean) | undefined;
}

/**
 * Run the body in the default order and write down every await; then once more for each await and each intervention
 * there: at most twice per await for `cancel`, once for `throw` and once for `timeout`.
 *
 * An injected error that surfaces is no failure. A broken check is one, a deadlock too, and a leftover that does not exist
 * without the intervention: as `checks` names, or by default a held lock, a swallowed cancellation, and a pending task. If the
 * error surfaces, only pending tasks that the target of the intervention made count by default: the others, which `gather()`
 * leaves running, are cancelled by `run()`.
 */
export async function runSweeps(
  executions: Executions,
  modes: readonly SweepMode[],
  { tasks = () => true, mayGoOn = () => true }: SweepSettings = {},
): Promise<Sweep> {
  const names = new Names();
  const recorder = new AwaitRecorder(names);
  const before = executions.count;
  const { intervene, atEnd } = recorder;
  const recorded = await executions.run("fifo", fifo, { probe: names, intervene, atEnd, debug: true });
  const sweepsAwaits = modes.some((mode) => mode !== "faults");
  const awaits = sweepsAwaits && recorded.kind === "passed" ? recorder.awaits.filter(({ task }) => tasks(task)) : [];
  const rows: SweepRow[] = [];
  const failures: SweepFailure[] = [];
  let inconclusive = recorded.kind === "inconclusive" ? 1 : 0;
  let left = 0;
  if (recorded.failure !== undefined) failures.push({ failure: recorded.failure, schedule: [], execution: before + 1 });
  for (const each of awaits) {
    const outcomes: Partial<Record<InterventionKind, SweepOutcome>> = {};
    for (const value of valuesFor(each, modes)) {
      if (!mayGoOn()) {
        left += 1;
        continue;
      }
      const schedule = [{ at: each.at, value }];
      const execution = executions.count + 1;
      const replay = await executions.replay("fifo", schedule);
      const outcome = outcomeOf(replay);
      outcomes[value] = outcome;
      if (outcome.kind === "inconclusive") inconclusive += 1;
      if (outcome.failure === undefined) continue;
      failures.push({ failure: outcome.failure, schedule, execution });
    }
    rows.push({ at: each.at, task: each.task, operation: each.operation, place: each.place, outcomes });
  }
  if (modes.includes("faults") && recorded.kind === "passed") {
    const faults = await faultSweep(executions, mayGoOn);
    rows.push(...faults.rows);
    failures.push(...faults.failures);
    inconclusive += faults.inconclusive;
    left += faults.left;
  }
  return { modes, rows, failures, executions: executions.count - before, inconclusive, left };
}

function valuesFor({ turn, pending, mayThrow, timed }: AwaitSite, modes: readonly SweepMode[]): InterventionKind[] {
  const values: InterventionKind[] = [];
  if (modes.includes("cancel")) {
    // Before its first wake-up a task that began eagerly has parked outside of a turn of its own.
    if (turn > 1) values.push("cancel");
    if (!pending) values.push("cancel-woken");
  }
  if (modes.includes("throw") && mayThrow && !pending) values.push("throw");
  if (modes.includes("timeout") && timed) values.push("expire");
  return values;
}

function outcomeOf({ kind, failure, surfaced, skipped }: Replay): SweepOutcome {
  if (kind === "failed") return { kind, failure };
  if (kind === "inconclusive") return { kind };
  if (surfaced !== undefined) return { kind: "surfaced", error: surfaced };
  return { kind: skipped.length > 0 ? "skipped" : "passed" };
}
