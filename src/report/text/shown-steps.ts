import type { Call } from "../../explore/recording/call.ts";
import type { Recording, Step } from "../../explore/recording/trace.ts";
import { arrivalText } from "../arrival-text.ts";
import { taskPath } from "../title-of.ts";
import { Columns } from "./columns.ts";
import type { MarkedSteps } from "./marked-steps.ts";

/** The steps of a recording, and between them the calls that begin where no step says so. */
export function shownSteps(recording: Recording, marked: MarkedSteps): ShownRun {
  const { steps, places, calls } = recording;
  const callsAt = new Map<number, Call[]>();
  for (const call of unseenCalls(steps, calls)) callsAt.set(call.step, [...(callsAt.get(call.step) ?? []), call]);
  const told = toldSteps(steps, places);
  const columns = new Columns(recording);
  const shown: ShownStep[] = [];
  const shownPlaces = new Map<number, string>();
  const moved = new Map<number, number>();
  const add = (step: ShownStep, place: string | undefined): void => {
    if (place !== undefined) shownPlaces.set(shown.length, place);
    shown.push(step);
  };
  steps.forEach((step, at) => {
    const begun = callsAt.get(at) ?? [];
    // A task begins what it calls before it waits; what others call in its turn comes after.
    const asRow = (call: Call): ShownStep => ({ ...asStep(call, step), column: columns.ofCall(call.path) });
    for (const call of begun) if (isOf(call, step)) add(asRow(call), call.place);
    moved.set(at, shown.length);
    const text = step.kind === "arrival" ? arrivalText(step, recording.crossings.get(at)) : "";
    add({ ...step, isTold: told[at] === true, text, column: columns.of(step, at) }, places.get(at));
    for (const call of begun) if (!isOf(call, step)) add(asRow(call), call.place);
  });
  const move = <T>(from: ReadonlyMap<number, T>): Map<number, T> =>
    new Map(Array.from(from, ([at, value]) => [moved.get(at) ?? at, value]));
  return {
    steps: shown,
    columns,
    places: shownPlaces,
    marked: { first: move(marked.first), overtaken: move(marked.overtaken), accesses: move(marked.accesses) },
  };
}

/** A step, or a call that begins. */
export interface ShownStep extends Omit<Step, "kind"> {
  readonly kind: Step["kind"] | "call";
  /** Whether it says something that no other row says. */
  readonly isTold: boolean;
  /** What arrives. */
  readonly text: string;
  /** The column that it is in. */
  readonly column: string;
}

/** What the timeline has to choose from. */
interface ShownRun {
  readonly steps: readonly ShownStep[];
  readonly columns: Columns;
  readonly places: ReadonlyMap<number, string>;
  readonly marked: MarkedSteps;
}

/** Calls that the step in which they begin does not show as what its task waits for. */
function unseenCalls(steps: readonly Step[], calls: readonly Call[]): Call[] {
  return calls.filter((call) => {
    const step = steps[call.step];
    return step !== undefined && !(isOf(call, step) && waitsFor(step, call.name));
  });
}

function isOf({ path }: Call, step: Step): boolean {
  return step.kind === "task" && step.path === taskPath(path);
}

function waitsFor({ outcome }: Step, name: string): boolean {
  return outcome?.kind === "waits" && outcome.what.split(", ").includes(name);
}

function asStep({ path, name }: Call, { time }: Step): Omit<ShownStep, "column"> {
  return {
    path,
    name,
    kind: "call",
    wakeUp: 0,
    time,
    wokenBy: undefined,
    outcome: undefined,
    deviations: [],
    isTold: true,
    text: "",
  };
}

/**
 * Which steps say what no step of a task says. A timer, a callback or an arrival does not if the task that it wakes was shown to wait for
 * it, and neither does what timeloom itself does: it has no place.
 */
function toldSteps(steps: readonly Step[], places: ReadonlyMap<number, string>): boolean[] {
  const told = steps.map(
    ({ kind }, at) => kind === "task" || kind === "arrival" || (kind !== "clock" && places.has(at)),
  );
  const last = new Map<string, Step>(); // of each task, so far
  for (const step of steps) {
    if (step.kind !== "task") continue;
    const waited = last.get(step.path);
    const waker = step.wokenBy === undefined ? undefined : steps[step.wokenBy];
    last.set(step.path, step);
    if (waker === undefined || waker.kind === "task" || waited === undefined) continue;
    if (waitsFor(waited, waker.name)) told[step.wokenBy as number] = false;
  }
  return told;
}
