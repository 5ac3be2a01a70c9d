import { ValueError } from "../../core/errors/value-error.ts";
import { causeOf, isPrintableError } from "../../core/errors/is-printable-error.ts";
import type { Executions } from "../execution/executions.ts";
import { isInjected } from "../schedule/injected-error.ts";
import type { Point } from "../schedule/recording-strategy.ts";
import type { SweepFailure, SweepOutcome, SweepRow } from "./sweep-row.ts";

/**
 * Run the body in the default order, and then once more for everything that may go wrong on the way, and each fault of the world that it
 * may meet.
 *
 * @throws {ValueError} If nothing can go wrong.
 */
export async function faultSweep(executions: Executions, mayGoOn: () => boolean): Promise<FaultSweep> {
  const points: Point[] = [];
  const execution = executions.count + 1;
  const recorded = await executions.replay("env", [], { points });
  const swept: Mutable<FaultSweep> = { rows: [], failures: [], inconclusive: 0, left: 0 };
  if (recorded.kind === "inconclusive") swept.inconclusive += 1;
  if (recorded.failure !== undefined) swept.failures.push({ failure: recorded.failure, schedule: [], execution });
  if (recorded.kind !== "passed") return swept;
  const mayFail = points.filter(({ kind, values }) => kind === "fault" && values[1] !== "throw");
  if (mayFail.length === 0) {
    throw new ValueError(
      "Nothing to sweep: nothing that the body does can fail in its world",
      'give it faults: simulatedWorld({ faults: ["refuse", "reset", "loseReply"] })',
    );
  }
  for (const { at, title, values } of mayFail) {
    const outcomes: Record<string, SweepOutcome> = {};
    for (const value of values.slice(1)) {
      if (!mayGoOn()) {
        swept.left += 1;
        continue;
      }
      const schedule = [{ at, value }];
      const number = executions.count + 1;
      const { kind, failure } = await executions.replay("env", schedule);
      const error = failure?.check === "body" ? failure.error : undefined;
      if (error !== undefined && isOfFault(error)) outcomes[value] = { kind: "surfaced", error };
      else outcomes[value] = { kind, failure };
      if (kind === "inconclusive") swept.inconclusive += 1;
      if (failure !== undefined && outcomes[value].kind === "failed") {
        swept.failures.push({ failure, schedule, execution: number, level: "env" });
      }
    }
    swept.rows.push({ at, task: "", operation: title, place: undefined, outcomes });
  }
  return swept;
}

/** What the sweep has done. */
export interface FaultSweep {
  readonly rows: SweepRow[];
  readonly failures: SweepFailure[];
  readonly inconclusive: number;
  readonly left: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Whether a program may end with `error` when the network fails: an error of the network, of what stands on it, a timeout, or an error
 * with one of them as its cause.
 */
function isOfFault(error: Error): boolean {
  const seen = new Set<unknown>();
  for (let at: unknown = error; isPrintableError(at) && !seen.has(at); at = causeOf(at)) {
    seen.add(at);
    const { code } = at as { readonly code?: unknown };
    if (at.name === "IncompleteReadError" || (typeof code === "string" && codes.test(code))) return true;
  }
  return isInjected(error);
}

const codes = /^(?:ECONN(?:REFUSED|RESET|ABORTED)|ETIMEDOUT|EPIPE|ENETDOWN|UND_ERR_\w+)$/;
