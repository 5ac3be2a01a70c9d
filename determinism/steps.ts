import type { Probe } from "timeloom/testing";
import type { Step } from "./repeat.ts";

/** A probe that makes a step of every turn and of every advance of the clock. */
export function stepsOfLoop(step: Step): Probe {
  return {
    turn: ({ kind, title }, time) => step(`turn ${time} ${kind} ${title}`),
    advanced: (time) => step(`time ${time}`),
  };
}
