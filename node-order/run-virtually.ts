import { currentTask, getRunningLoop, ms, run, sleep } from "timeloom";
import { explore, fifoOnly, RaceError, virtualLoop } from "timeloom/testing";
import { deathLabel } from "./compare.ts";
import { interpret, lengthMs } from "./programs/interpret.ts";
import type { SetName } from "./programs/kinds.ts";
import type { Stage } from "./programs/stage.ts";

/** The ways in which a program comes to run on a virtual loop. `fakeGlobals()` has to be in force. */
export const modes: readonly Mode[] = ["wait", "forbid", "explore"];

export type Mode = "wait" | "forbid" | "explore";

/** Runs the program of `seed` to its end. */
export async function runVirtually(mode: Mode, set: SetName, seed: number): Promise<Stage> {
  let stage: Stage | undefined;
  const main = async (): Promise<void> => {
    getRunningLoop().setExceptionHandler(() => undefined);
    const here = interpret(set, seed);
    stage = here;
    // A death cancels what is left. Where the process has died, nothing of the program runs meanwhile.
    currentTask()?.signal.addEventListener("abort", () => here.stop());
    await sleep(ms(lengthMs));
  };
  const error: unknown = await start(mode, main).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (stage === undefined) throw error;
  return error === undefined ? stage : stage.stop(endingOf(error));
}

async function start(mode: Mode, main: () => Promise<void>): Promise<unknown> {
  if (mode === "explore") return explore(main, { strategy: fifoOnly(), executions: 1 });
  return run(main, { loopFactory: virtualLoop({ io: mode }) });
}

function endingOf(error: unknown): string {
  const name = error instanceof RaceError ? error.finding.failure.check : (error as Error).name;
  switch (name) {
    case "UnhandledRejectionError":
    case "unhandled-rejection":
      return deathLabel("unhandledRejection");
    case "UncaughtExceptionError":
    case "uncaught-exception":
      return deathLabel("uncaughtException");
    default:
      return `ERROR ${String(error)}`;
  }
}
