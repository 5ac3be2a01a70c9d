import type { Entry } from "../../core/event-loop.ts";
import type { Choice } from "../../core/contracts/strategy.ts";

/** Whose turn an option is: a task's, whatever it waited for, or a callback's, a timer's or a completion's own. */
export function actorOf(option: Choice): Choice {
  return (option as Partial<Entry>).task ?? option;
}
