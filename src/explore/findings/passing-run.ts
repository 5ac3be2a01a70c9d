import type { Executions } from "../execution/executions.ts";
import type { Finding } from "./finding.ts";
import { type Recording, Trace } from "../recording/trace.ts";

/** The recording of the passing run that is nearest to a finding, if one is known. */
export async function passingRun(executions: Executions, { counterfactual }: Finding): Promise<Recording | undefined> {
  if (counterfactual?.passing === undefined) return undefined;
  const trace = new Trace({ watching: false });
  const replay = await executions.replay(counterfactual.level, counterfactual.passing, { probe: trace, debug: true });
  return replay.kind === "passed" ? trace.recording(replay.schedule) : undefined;
}
