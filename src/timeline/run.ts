import type { PageRun, PageStep } from "../report/page/page-data.ts";

/** A run, and what a window of its rows shows. */
export class Run {
  readonly title: string;
  readonly lanes: PageRun["lanes"];
  readonly length: number;
  readonly markedSteps: readonly number[];
  readonly #steps: readonly PageStep[];
  readonly #texts: readonly string[];
  readonly #times: readonly number[];
  readonly #marks = new Map<number, string[]>();
  readonly #waits: readonly Wait[];
  readonly #values: NonNullable<PageRun["values"]>;
  readonly #calls: NonNullable<PageRun["calls"]>;
  readonly #crossings: ReadonlyMap<number, Crossing>;
  readonly #events: ReadonlySet<number>;
  readonly #sources: ReadonlyMap<string, Source>;

  constructor({
    title,
    lanes,
    steps,
    texts,
    times,
    marks,
    values = [],
    calls = [],
    crossings = [],
    events = [],
    sources = [],
  }: PageRun) {
    this.title = title;
    this.lanes = lanes;
    this.length = steps.length;
    this.#steps = steps;
    this.#texts = texts;
    this.#times = times;
    for (const [step, text] of marks) this.#marks.set(step, [...(this.#marks.get(step) ?? []), text]);
    this.markedSteps = [...this.#marks.keys()].toSorted((a, b) => a - b);
    this.#crossings = new Map(crossings.map(([step, details, end]) => [step, { details: texts[details] ?? "", end }]));
    this.#events = new Set(events);
    this.#waits = this.#waitsOf();
    this.#values = values;
    this.#calls = calls;
    this.#sources = new Map(sources.map(([place, first, lines]) => [texts[place] ?? "", { first, lines }]));
  }

  /** The step at which it fails; if none does, the last one. */
  end(): number {
    const thrown = this.#steps.findLastIndex(([, , , , label]) => (this.#texts[label] ?? "").startsWith("✗"));
    return thrown === -1 ? this.length - 1 : thrown;
  }

  /** The values of watched properties when `index` has run, and the properties that it read or wrote. */
  valuesAt(index: number): { readonly property: string; readonly value: string; readonly isNew: boolean }[] {
    const found = new Map<number, readonly [step: number, value: number]>();
    for (const [step, property, value] of this.#values) {
      if (step > index) break;
      found.set(property, [step, value]);
    }
    return Array.from(found, ([property, [step, value]]) => ({
      property: this.#texts[property] ?? "",
      value: this.#texts[value] ?? "",
      isNew: step === index,
    }));
  }

  /** The calls that begin in the step `index`. */
  callsAt(index: number): { readonly name: string; readonly place: string | undefined }[] {
    return this.#calls.flatMap(([step, name, place]) =>
      step === index ? [{ name: this.#texts[name] ?? "", place: this.#texts[place] }] : [],
    );
  }

  /** The lines around a place. */
  source(place: string): Source | undefined {
    return this.#sources.get(place);
  }

  /**
   * The steps that the failure is about: departures, errors, uses of watched objects, what happens to hosts, what led to each of them, and the first and last step of
   * the tasks that these belong to.
   */
  stepsThatMatter(): number[] {
    const kept = new Set<number>();
    const keep = (from: number): void => {
      for (let at = from; at >= 0 && !kept.has(at) && kept.size < mostThatMatter; at = this.step(at)?.wokenBy ?? -1) {
        kept.add(at);
      }
    };
    for (const at of this.markedSteps) keep(at);
    for (const at of this.#events) keep(at);
    for (const [at] of this.#values) keep(at);
    const ends = new Map<number, readonly [first: number, last: number]>();
    this.#steps.forEach(([lane, kind, , , label], at) => {
      if ((this.#texts[label] ?? "").startsWith("✗")) keep(at);
      if (kind === 0) ends.set(lane, [ends.get(lane)?.[0] ?? at, at]);
    });
    const lanes = new Set(Array.from(kept, (at) => this.#steps[at]?.[0]));
    for (const [lane, [first, last]] of ends) if (lanes.has(lane) || lanes.size === 0) kept.add(first).add(last);
    return [...kept].toSorted((a, b) => a - b);
  }

  /** The steps whose task, operation or place holds `text`, in lower case. */
  search(text: string): number[] {
    const isFound = (value: string): boolean => value.toLowerCase().includes(text);
    const texts = this.#texts.map(isFound);
    const lanes = this.lanes.map(({ name, path }) => isFound(name) || isFound(path));
    return this.#steps.flatMap(([lane, , , , label, place], at) =>
      [texts[label], texts[place], lanes[lane]].includes(true) ? [at] : [],
    );
  }

  /** What each lane, and the clock as -1, is labelled with, each text once. */
  labels(): ReadonlyMap<number, ReadonlySet<string>> {
    const labels = new Map<number, Set<string>>();
    for (const [lane, , , , label] of this.#steps) {
      const known = labels.get(lane) ?? new Set<string>();
      labels.set(lane, known.add(this.#texts[label] ?? ""));
    }
    return labels;
  }

  step(index: number): DrawnStep | undefined {
    const step = this.#steps[index];
    if (step === undefined) return undefined;
    const [lane, kind, time, wokenAgo, label, place] = step;
    return {
      index,
      lane,
      kind: kinds[kind] ?? "task",
      time: this.#times[time] ?? 0,
      wokenBy: wokenAgo === 0 ? -1 : index - wokenAgo,
      label: this.#texts[label] ?? "",
      place: this.#texts[place],
      marks: this.#marks.get(index) ?? [],
      crossing: this.#crossings.get(index),
      isEvent: this.#events.has(index),
    };
  }

  /** The waits that last between two steps. */
  waits(first: number, last: number): Wait[] {
    return this.#waits.filter(({ from, to }) => from <= last && to >= first);
  }

  /** What the tasks wait for when `index` has run. */
  blockedAt(index: number): Wait[] {
    return this.#waits.filter(({ from, to }) => from <= index && to > index);
  }

  #waitsOf(): Wait[] {
    const waits: Wait[] = [];
    const open = new Map<number, { from: number; what: string }>();
    for (let i = 0; i < this.length; i++) {
      const step = this.step(i);
      if (step?.kind !== "task") continue;
      const before = open.get(step.lane);
      if (before !== undefined) waits.push({ lane: step.lane, ...before, to: i });
      open.delete(step.lane);
      if (step.label.startsWith("→ ")) open.set(step.lane, { from: i, what: step.label.slice(2) });
    }
    for (const [lane, before] of open) waits.push({ lane, ...before, to: this.length });
    return waits;
  }
}

/** A step, taken apart for drawing. */
export interface DrawnStep {
  readonly index: number;
  /** -1 is the clock, whose lane is the axis. */
  readonly lane: number;
  readonly kind: string;
  readonly time: number;
  readonly wokenBy: number;
  readonly label: string;
  readonly place: string | undefined;
  readonly marks: readonly string[];
  readonly crossing: Crossing | undefined;
  /** Whether something happens to a host. */
  readonly isEvent: boolean;
}

/** What crosses a network. */
interface Crossing {
  readonly details: string;
  /** 0 if it arrives as it should, 1 if it arrives with a fault, 2 if it does not arrive. */
  readonly end: number;
}

/** The lines around a place. */
export interface Source {
  /** The number of the first line. */
  readonly first: number;
  readonly lines: readonly string[];
}

/** More steps than this matter to nobody at once. */
const mostThatMatter = 2_000;

/** A stretch during which a task waits. */
export interface Wait {
  readonly lane: number;
  readonly from: number;
  readonly to: number;
  readonly what: string;
}

const kinds = ["task", "timer", "callback", "arrival", "clock"];
