import { type BaseType, select, type Selection } from "d3-selection";
import { type Arrow, drawArrows } from "./draw-arrows.ts";
import { drawHead, headHeight, hostsOf, timeEnd } from "./draw-head.ts";
import { cutTo, laneWidths, textStart } from "./lane-widths.ts";
import { Rows } from "./rows.ts";
import type { DrawnStep, Run, Wait } from "./run.ts";

/** The lanes of one run: draws what is in view, however long the run is. */
export class Lanes {
  readonly #run: Run;
  readonly #section: HTMLElement;
  readonly #box: HTMLElement;
  readonly #svg: Selection<SVGSVGElement, unknown, null, undefined>;
  readonly #widths: readonly number[];
  readonly #headHeight: number;
  #rows: Rows;
  /** Where the line of each lane that is shown is, in pixels. */
  #lines = new Map<number, number>();
  #width = 0;
  #selected = 0;
  #hits: ReadonlySet<number> = new Set();

  constructor(parent: HTMLElement, run: Run, onSelect: (step: number) => void) {
    this.#run = run;
    this.#widths = laneWidths(run);
    this.#headHeight = headHeight(run);
    this.#rows = new Rows(run, false);
    const section = select(parent).append("section").attr("class", "run").attr("aria-label", run.title);
    this.#section = section.node() as HTMLElement;
    section
      .append("h2")
      .text(run.title)
      .on("click", () => onSelect(this.#selected));
    const box = section.append("div").attr("class", "scroll").attr("tabindex", 0);
    box.attr("role", "group").attr("aria-label", `${run.title}: ${run.length} steps, by the arrow keys`);
    this.#box = box.node() as HTMLElement;
    this.#svg = box.append("svg").attr("role", "img").attr("aria-label", `lanes of the run that ${run.title}`);
    this.show(false);
    this.#box.addEventListener("scroll", () => this.#draw());
    this.#svg.on("click", (event: MouseEvent) => {
      const { top } = this.#svg.node()?.getBoundingClientRect() ?? { top: 0 };
      onSelect(this.#rows.stepOf(Math.round((event.clientY - top - this.#headHeight) / rowHeight - 0.5)));
    });
  }

  /** Show all steps, or only those that matter. */
  show(isFiltered: boolean): void {
    this.#rows = new Rows(this.#run, isFiltered);
    this.#lines = new Map();
    this.#width = axisWidth;
    for (const lane of this.#rows.lanes) {
      this.#lines.set(lane, this.#width);
      this.#width += this.#widths[lane] ?? 0;
    }
    this.#section.style.setProperty("--needed", `${this.#width}px`);
    this.#svg.attr("width", this.#width).attr("height", this.#headHeight + this.#rows.length * rowHeight);
    this.#svg.selectAll("*").remove();
    for (const layer of ["hosts", "waits", "arrows", "steps", "head"]) this.#svg.append("g").attr("class", layer);
    const x = (lane: number): number => this.#x(lane);
    drawHead(this.#svg.select<SVGGElement>("g.head"), {
      run: this.#run,
      lanes: this.#rows.lanes,
      x,
      widths: this.#widths,
    });
    this.#drawHosts();
    this.select(this.#selected);
  }

  /** Mark the steps that a search has found. */
  mark(hits: ReadonlySet<number>): void {
    this.#hits = hits;
    this.#draw();
  }

  /** Show `step`, or the next one that is not hidden, as the selected one, and scroll to it. */
  select(step: number): void {
    const row = Math.min(this.#rows.rowOf(Math.max(0, step)), this.#rows.length - 1);
    this.#selected = this.#rows.stepOf(row);
    const at = this.#headHeight + row * rowHeight;
    const { scrollTop, clientHeight } = this.#box;
    if (at - this.#headHeight < scrollTop || at + 2 * rowHeight > scrollTop + clientHeight) {
      this.#box.scrollTop = at - clientHeight / 2;
    }
    this.#bringIntoView(this.#run.step(this.#selected)?.lane ?? -1);
    this.#draw();
  }

  /** The step that is `by` rows from the selected one. */
  neighbour(by: number): number {
    return this.#rows.stepOf(this.#rows.rowOf(this.#selected) + by);
  }

  get selected(): number {
    return this.#selected;
  }

  /** Draw the rows around the selected one for a picture, at most `most`. @returns the drawing, and what part of it to show */
  drawn(most: number): {
    readonly svg: SVGSVGElement;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  } {
    const at = this.#rows.rowOf(this.#selected);
    const first = Math.max(0, Math.min(at - Math.floor(most / 2), this.#rows.length - most));
    const last = Math.min(this.#rows.length - 1, first + most - 1);
    this.#drawRows(first, last, { top: first * rowHeight, left: 0 });
    const copy = this.#svg.node() as SVGSVGElement;
    return {
      svg: copy,
      top: first * rowHeight,
      width: this.#width,
      height: this.#headHeight + (last - first + 1) * rowHeight,
    };
  }

  /** Draw what is in view again. */
  redraw(): void {
    this.#draw();
  }

  #bringIntoView(lane: number): void {
    const x = this.#lines.get(lane);
    if (x === undefined) return;
    const { scrollLeft, clientWidth } = this.#box;
    const right = x + (this.#widths[lane] ?? 0);
    if (right <= clientWidth) this.#box.scrollLeft = 0;
    else if (x - axisWidth < scrollLeft || right > scrollLeft + clientWidth) this.#box.scrollLeft = right - clientWidth;
  }

  #x(lane: number): number {
    return this.#lines.get(lane) ?? clockLine;
  }

  #y(step: number): number {
    return this.#headHeight + (this.#rows.rowOf(step) + 0.5) * rowHeight;
  }

  /** A line before the lanes of each host but the first. */
  #drawHosts(): void {
    const hosts = hostsOf(this.#run, this.#rows.lanes).slice(1);
    const lines = this.#svg.select("g.hosts").selectAll("line").data(hosts).join("line");
    lines.attr("x1", ({ first }) => this.#x(first) - 16).attr("x2", ({ first }) => this.#x(first) - 16);
    lines.attr("y1", this.#headHeight).attr("y2", "100%");
  }

  #draw(): void {
    const { scrollTop, scrollLeft, clientHeight } = this.#box;
    const first = Math.floor(scrollTop / rowHeight) - margin;
    const last = Math.ceil((scrollTop + clientHeight) / rowHeight) + margin;
    this.#drawRows(first, last, { top: scrollTop, left: scrollLeft });
  }

  #drawRows(first: number, last: number, { top, left }: { readonly top: number; readonly left: number }): void {
    this.#svg.select("g.head").attr("transform", `translate(0, ${top})`);
    const steps = this.#rows.window(first, last);
    const waits = this.#run.waits(this.#rows.stepOf(first), this.#rows.stepOf(last));
    this.#drawWaits(waits.filter(({ lane }) => this.#lines.has(lane)));
    this.#drawArrows(steps);
    this.#drawSteps(steps);
    const axes = this.#svg.selectAll("g.axis").attr("transform", `translate(${left}, 0)`);
    axes.select("rect").attr("opacity", left > 0 ? 1 : 0);
  }

  #drawWaits(waits: readonly Wait[]): void {
    const drawn = this.#svg.select("g.waits").selectAll<SVGLineElement, Wait>("line");
    const lines = drawn
      .data(waits, ({ lane, from }) => `${lane} ${from}`)
      .join((enter) => {
        const line = enter.append("line");
        line.append("title").text(({ what }) => `waits for ${what}`);
        return line;
      });
    lines
      .attr("x1", ({ lane }) => this.#x(lane))
      .attr("x2", ({ lane }) => this.#x(lane))
      .attr("y1", ({ from }) => this.#y(from))
      .attr("y2", ({ to }) => this.#y(to) - (to >= this.#run.length ? rowHeight / 2 : 0));
  }

  #drawArrows(steps: readonly DrawnStep[]): void {
    const arrows = steps.flatMap((to): Arrow[] => {
      const from = this.#rows.isShown(to.wokenBy) ? this.#run.step(to.wokenBy) : undefined;
      return from === undefined || from.lane === to.lane ? [] : [{ from, to }];
    });
    const places = { x: (lane: number) => this.#x(lane), y: (step: number) => this.#y(step) };
    drawArrows(this.#svg.select<SVGGElement>("g.arrows"), arrows, this.#selected, places);
  }

  #drawSteps(steps: readonly DrawnStep[]): void {
    const drawn = this.#svg.select("g.steps").selectAll<SVGGElement, DrawnStep>("g.step");
    const rows = drawn.data(steps, ({ index }) => index).join((enter) => this.#row(enter.append("g")));
    rows
      .classed("selected", ({ index }) => index === this.#selected)
      .classed("hit", ({ index }) => this.#hits.has(index));
  }

  #row(row: DrawnRows): DrawnRows {
    row
      .attr("class", classOf)
      .attr("data-step", ({ index }) => index)
      .attr("transform", ({ index }) => `translate(0, ${this.#y(index)})`);
    row
      .append("rect")
      .attr("class", "row")
      .attr("y", -rowHeight / 2)
      .attr("width", "100%")
      .attr("height", rowHeight);
    const event = row.filter(({ lane }) => lane !== -1).append("g");
    event.attr("transform", ({ lane }) => `translate(${this.#x(lane)}, 0)`);
    event.filter(isLost).append("path").attr("class", "lost").attr("d", "M-4,-4 L4,4 M4,-4 L-4,4");
    event
      .filter((step) => !isLost(step))
      .append("circle")
      .attr("r", ({ kind }) => (kind === "task" ? 5 : 3.5));
    event
      .append("text")
      .attr("x", textStart)
      .attr("dy", "0.35em")
      .attr("class", "label")
      .text(({ label, lane }) => cutTo(label, (this.#widths[lane] ?? 0) - textStart - 14));
    this.#axis(row.append("g").attr("class", "axis"));
    return row;
  }

  /** What stays in view when the lanes are scrolled to the side: the number and time of a step. */
  #axis(axis: DrawnRows): void {
    axis
      .append("rect")
      .attr("y", -rowHeight / 2)
      .attr("width", axisEnd)
      .attr("height", rowHeight);
    const text = (name: string, x: number, value: (step: DrawnStep) => string | number): void => {
      axis.append("text").attr("class", name).attr("x", x).attr("dy", "0.35em").text(value);
    };
    text("mark", 2, ({ marks }) => (marks.length > 0 ? "▶" : ""));
    text("number", numberStart, ({ index }) => index + 1);
    text("time", timeEnd, ({ time, index }) =>
      this.#timeBefore(index) === time ? "" : `${Number(time.toFixed(6))} s`,
    );
  }

  /** The time of the row above. */
  #timeBefore(step: number): number | undefined {
    const row = this.#rows.rowOf(step);
    return row === 0 ? undefined : this.#run.step(this.#rows.stepOf(row - 1))?.time;
  }
}

const rowHeight = 24;
const numberStart = 18;
/** Where the clock is, whose arrows have no lane. */
const clockLine = 126;
/** How wide the numbers and times are. */
const axisEnd = timeEnd + 6;
/** Where the line of the first lane is. */
const axisWidth = 140;
/** Rows that are drawn above and below the view. */
const margin = 30;

type DrawnRows = Selection<SVGGElement, DrawnStep, BaseType, unknown>;

function classOf({ kind, marks, label, crossing, isEvent }: DrawnStep): string {
  const faulty = isEvent || (crossing !== undefined && crossing.end > 0);
  const parts = ["step", kind, marks.length > 0 && "deviation", label.startsWith("✗") && "fails", faulty && "faulty"];
  return parts.filter((part) => part !== false).join(" ");
}

function isLost({ crossing }: DrawnStep): boolean {
  return crossing?.end === 2;
}
