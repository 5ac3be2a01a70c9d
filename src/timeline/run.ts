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

  constructor({ title, lanes, steps, texts, times, marks }: PageRun) {
    this.title = title;
    this.lanes = lanes;
    this.length = steps.length;
    this.#steps = steps;
    this.#texts = texts;
    this.#times = times;
    for (const [step, text] of marks) this.#marks.set(step, [...(this.#marks.get(step) ?? []), text]);
    this.markedSteps = [...this.#marks.keys()].toSorted((a, b) => a - b);
    this.#waits = this.#waitsOf();
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
    };
  }

  /** The steps from row `first` to row `last`. */
  window(first: number, last: number): DrawnStep[] {
    const found: DrawnStep[] = [];
    for (let i = Math.max(0, first); i <= Math.min(this.length - 1, last); i++) {
      const step = this.step(i);
      if (step !== undefined) found.push(step);
    }
    return found;
  }

  /** The waits that can be seen between two rows. */
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
}

/** A stretch during which a task waits. */
export interface Wait {
  readonly lane: number;
  readonly from: number;
  readonly to: number;
  readonly what: string;
}

const kinds = ["task", "timer", "callback", "arrival", "clock"];
