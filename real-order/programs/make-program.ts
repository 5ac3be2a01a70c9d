import { random } from "../../node-order/programs/random.ts";

/** Makes the program of a seed: a few tasks that begin together. */
export function makeProgram(seed: number): Program {
  const draw = random(seed);
  let left = mostSteps;
  const step = (depth: number, isCancelled: boolean): Step => {
    left -= 1;
    const does = pick(draw, depth > 0 && left > 0 ? [...leaves, ...nodes] : leaves);
    const cancels = isCancelled || does === "withTimeout";
    const inside = nodes.includes(does) ? steps(depth - 1, 2, cancels) : [];
    return { does, ticks: draw(3), way: pick(draw, isCancelled ? cancellable : ways), inside };
  };
  const steps = (depth: number, most: number, isCancelled: boolean): Step[] => {
    const made: Step[] = [];
    for (let wanted = 1 + draw(most); wanted > 0; wanted--) {
      if (left > 0) made.push(step(depth, isCancelled));
    }
    return made;
  };
  const tasks = Array.from({ length: 2 + draw(2) }, () => steps(2, 3, false));
  // A loop that is always busy lets no virtual time pass, so there is no timer beside it.
  const churn = (does: "churn" | "call"): Step[] => [{ does, ticks: draw(3), way: pick(draw, ways), inside: [] }];
  return draw(oneChurns) === 0 ? [churn("call"), churn("churn")] : tasks;
}

/** All steps of a program, also those inside of others. */
export function stepsOf(program: Program): readonly Step[] {
  const withInside = (step: Step): Step[] => [step, ...step.inside.flatMap(withInside)];
  return program.flat().flatMap(withInside);
}

/** A program on one line. */
export function describeProgram(program: Program): string {
  const describeStep = ({ does, ticks, way, inside }: Step): string =>
    `${does} ${["call", "increment", "churn"].includes(does) ? way : ticks}${inside.length > 0 ? ` (${describeSteps(inside)})` : ""}`;
  const describeSteps = (steps: readonly Step[]): string => steps.map(describeStep).join(", ");
  return program.map(describeSteps).join(" | ");
}

function pick<T>(draw: (n: number) => number, list: readonly T[]): T {
  return list.at(draw(list.length)) as T;
}

/** The tasks of a program, and what each does, one after the other. */
export type Program = readonly (readonly Step[])[];

/** Something that a task does. */
export interface Step {
  readonly does: Does;
  /** How long it takes, or is waited for, if it takes time. */
  readonly ticks: number;
  /** How a call of the outside completes on a real loop. */
  readonly way: Way;
  /** What is done inside of it. */
  readonly inside: readonly Step[];
}

const leaves = [
  "sleep",
  "sleep",
  "call",
  "call",
  "increment",
  "increment",
  "locked",
  "put",
  "get",
  "set",
  "wait",
  "spin",
  "callSoon",
  "callLater",
] as const;
const nodes: readonly Does[] = ["all", "race", "spawn", "withTimeout"];

type Does = (typeof leaves)[number] | "all" | "race" | "spawn" | "withTimeout" | "churn";

/** How something outside calls back: from which phase of Node, and whether it settles a promise of its own or a future of the loop. */
const ways = [
  "promise by setImmediate",
  "promise by setTimeout",
  "promise by fs.stat",
  "future by setImmediate",
  "future by setTimeout",
  "future by fs.stat",
] as const;

/** A native promise cannot be cancelled: a simulated call, which can, stands for no such call within a timeout. */
const cancellable = ways.filter((way) => way.startsWith("future"));

export type Way = (typeof ways)[number];

const mostSteps = 9;
/** One of so many programs keeps the loop busy. */
const oneChurns = 25;
