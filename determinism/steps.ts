import type { Actor, Probe } from "timeloom/testing";
import type { Step } from "./repeat.ts";

/** A probe that makes a step of every turn and of every advance of the clock. */
export function stepsOfLoop(step: Step): Probe {
  return {
    turn: (actor, time) => step(`turn ${time} ${labelOf(actor)}`),
    advanced: (time) => step(`time ${time}`),
  };
}

/** The name that the hash has always had for an actor. */
function labelOf({ kind, title }: Actor): string {
  if (kind === "timer") return title === "a timer" ? "callback" : kind;
  return kind === "callback" ? kind : title;
}
