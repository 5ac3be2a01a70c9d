import type { Executions } from "../execution/executions.ts";
import type { Failure } from "../checks/failure.ts";
import type { Finding } from "./finding.ts";
import { type Recording, Trace } from "../recording/trace.ts";

/** A recording of the failing run. */
export interface RecordedFinding {
  /** The failure, with places if they are known. */
  readonly failure: Failure;
  /** Undefined if the run does not fail in the same way while it is watched. */
  readonly recording: Recording | undefined;
  /** Whether it happens in a world that the user has described. */
  readonly hasWorld: boolean;
}

/** The report must survive a program that stumbles over a proxy or over debug mode. */
const ways: readonly { readonly watching: boolean; readonly debug: boolean }[] = [
  { watching: true, debug: true },
  { watching: false, debug: true },
  { watching: false, debug: false },
];

/** Run a finding once more and record it: with places and accesses, or without them if they get in the way. */
export async function recordFinding(
  executions: Executions,
  { failure, level, schedule }: Finding,
): Promise<RecordedFinding> {
  const { hasWorld } = executions;
  for (const { watching, debug } of ways) {
    const trace = new Trace({ watching });
    const replay = await executions.replay(level, schedule, { probe: trace, debug });
    const { failure: shown } = replay;
    // The texts may differ: those of debug mode name places.
    if (shown?.check !== failure.check || shown.error?.name !== failure.error?.name) continue;
    return { failure: shown, recording: trace.recording(replay.schedule), hasWorld };
  }
  return { failure, recording: undefined, hasWorld };
}
