import { formatDeviation } from "../../explore/schedule/schedule.ts";
import type { Recording, Step } from "../../explore/recording/trace.ts";
import type { PageHistory } from "./page-history.ts";
import type { PageNever } from "./page-never.ts";
import { arrivalText, crossingDetails, isFaulty } from "../arrival-text.ts";
import { isHostLane, type Lane, RunLanes } from "../run-lanes.ts";

/** Everything on a page. */
export interface PageData {
  readonly title: string;
  /** What failed, line by line; empty for a run that passes. */
  readonly failure: readonly string[];
  /** Level, schedule, how to replay it: a name and a value each. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** What no order of the operations explains, if that is the failure. */
  readonly history?: PageHistory;
  /** What the search never tried, if it took note of that. */
  readonly never?: PageNever;
  /** The run, and beside it the nearest one that passes; none for a search that found nothing. */
  readonly runs: readonly PageRun[];
}

/** A step of a page: mostly small numbers, so that ten thousand steps stay small. */
export type PageStep = readonly [
  lane: number,
  kind: number,
  /** An index of `times`. */
  time: number,
  /** How many steps ago it was scheduled; 0 if it is not known. */
  wokenAgo: number,
  /** An index of `texts`. */
  label: number,
  /** `file:line` at which it left its task, as an index of `texts`; -1 if it is not known. */
  place: number,
];

/** One execution, as a page shows it. */
export interface PageRun {
  readonly title: string;
  /** Those of one host stand together. */
  readonly lanes: readonly PageLane[];
  readonly steps: readonly PageStep[];
  readonly texts: readonly string[];
  /** Seconds of loop time, each once. */
  readonly times: readonly number[];
  /** Departures from the default order: the step, and a text about it. */
  readonly marks: readonly (readonly [step: number, text: string])[];
  /** Values of watched properties, in order: the step, the property and its value, as indices of `texts`. */
  readonly values?: readonly (readonly [step: number, property: number, value: number])[];
  /** Calls that begin: the step, and the name and place, as indices of `texts`. */
  readonly calls?: readonly (readonly [step: number, name: number, place: number])[];
  /** What crosses a network: the step in which it arrives or is lost, what is known of it, as an index of `texts`, and how it ends. */
  readonly crossings?: readonly (readonly [step: number, details: number, end: CrossingEnd])[];
  /** The steps in which something happens to a host: it crashes, others do not reach it. */
  readonly events?: readonly number[];
  /** The lines around places: the place as an index of `texts`, the number of the first line, and the lines. */
  readonly sources?: readonly (readonly [place: number, first: number, lines: readonly string[]])[];
}

/** A task, or the network of a host, and its name in reports. */
type PageLane = Omit<Lane, "host"> & Partial<Pick<Lane, "host">>;

/** Whether something arrives as it should, meets a fault and arrives, or does not arrive. */
type CrossingEnd = 0 | 1 | 2;

/** The kinds of steps, as a page numbers them. */
const stepKinds: readonly Step["kind"][] = ["task", "timer", "callback", "arrival", "clock"];

/**
 * A recorded execution as a page shows it.
 *
 * @param placeName - The shown form of a place.
 * @param sourceOf - The text of a file, if it can be read.
 */
export function pageRun(
  title: string,
  recording: Recording,
  placeName: (place: string) => string,
  sourceOf: (file: string) => string | undefined = () => undefined,
): PageRun {
  const runLanes = new RunLanes(recording);
  const lanes = runLanes.all.map(({ host, ...lane }) => (host === undefined ? lane : { ...lane, host }));
  const laneOf = new Map<string | undefined, number>(lanes.map(({ path }, i) => [path, i]));
  const texts = new Indexed<string>();
  const times = new Indexed<number>();
  const steps = recording.steps.map((step, i): PageStep => {
    const place = recording.places.get(i);
    return [
      laneOf.get(runLanes.of(step, i)) ?? -1,
      stepKinds.indexOf(step.kind),
      times.index(Number(step.time.toPrecision(12))),
      step.wokenBy === undefined ? 0 : i - step.wokenBy,
      texts.index(step.kind === "arrival" ? arrivalText(step, recording.crossings.get(i)) : labelOf(step)),
      place === undefined ? -1 : texts.index(placeName(place)),
    ];
  });
  const marks = recording.steps.flatMap(({ deviations }, i) =>
    deviations.map((deviation) => [i, formatDeviation(deviation)] as const),
  );
  const indexOf = (place: string | undefined): number => (place === undefined ? -1 : texts.index(placeName(place)));
  const calls = recording.calls.map(({ step, name, place }) => [step, texts.index(name), indexOf(place)] as const);
  const crossings = Array.from(recording.crossings, ([step, crossing]) => {
    const end: CrossingEnd = !isFaulty(crossing) ? 0 : crossing.state === undefined ? 1 : 2;
    return [step, texts.index(crossingDetails(crossing)), end] as const;
  });
  const events = recording.steps.flatMap(({ path }, i) => (isHostLane(path) ? [i] : []));
  const values = recording.accesses.flatMap(({ step, property, value }) =>
    value === undefined ? [] : [[step, texts.index(property), texts.index(value)] as const],
  );
  const told = new Set([...recording.places.values(), ...recording.calls.flatMap(({ place }) => place ?? [])]);
  const sources = Array.from(told).flatMap((place) => {
    const lines = linesAround(place, sourceOf);
    return lines === undefined ? [] : [[indexOf(place), ...lines] as const];
  });
  return { title, lanes, steps, texts: texts.all, times: times.all, marks, values, calls, crossings, events, sources };
}

/** How many lines are shown before a place, and after it. */
const around = 3;

function linesAround(
  place: string,
  sourceOf: (file: string) => string | undefined,
): readonly [first: number, lines: readonly string[]] | undefined {
  const [, file = "", line = ""] = /^(?:file:\/\/)?(.*):(\d+)$/.exec(place) ?? [];
  const first = Math.max(1, Number(line) - around);
  const lines = sourceOf(file)
    ?.split("\n")
    .slice(first - 1, Number(line) + around);
  return lines === undefined || lines.length === 0 ? undefined : [first, lines.map((text) => text.slice(0, 200))];
}

function labelOf({ kind, name, outcome }: Step): string {
  if (kind === "clock") return "time passes";
  if (kind === "timer") return `${name} is due`;
  if (kind === "callback") return name;
  if (outcome === undefined) return "runs";
  if (outcome.kind === "waits") return `→ ${outcome.what}`;
  return outcome.kind === "throws" ? `✗ ${outcome.what}` : outcome.kind;
}

/** Values, each once. */
class Indexed<T> {
  readonly all: T[] = [];
  readonly #indices = new Map<T, number>();

  index(value: T): number {
    const known = this.#indices.get(value);
    if (known !== undefined) return known;
    this.#indices.set(value, this.all.length);
    return this.all.push(value) - 1;
  }
}
