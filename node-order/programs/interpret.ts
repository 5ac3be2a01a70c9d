import { kinds, type SetName } from "./kinds.ts";
import { makeProgram } from "./make-program.ts";
import { Stage } from "./stage.ts";
import { steps } from "../steps/steps.ts";

/** Begins the program of `seed`, with whatever timers are in force. */
export function interpret(set: SetName, seed: number): Stage {
  const stage = new Stage((operation, here) => steps[operation.kind](operation, here));
  const program = makeProgram(seed, kinds[set]);
  // Within an immediate, where Node's own order of timers and immediates is defined.
  setImmediate(() => {
    stage.note("start");
    stage.run(program);
  });
  stage.sets({ number: -1 }, lengthMs);
  return stage;
}

/** How long a program is watched. What happens later is not compared. */
export const lengthMs = 2_400;
