import { scaleLinear, scalePoint } from "d3-scale";
import { type BaseType, select, type Selection } from "d3-selection";
import { linkVertical } from "d3-shape";
import type { DrawnStep, Run, Wait } from "./run.ts";

/** The lanes of one run: draws what is in view, however long the run is. */
export class Lanes {
  readonly #run: Run;
  readonly #box: HTMLElement;
  readonly #svg: Selection<SVGSVGElement, unknown, null, undefined>;
  readonly #y = scaleLinear()
    .domain([0, 1])
    .range([headHeight + rowHeight, headHeight + rowHeight * 2]);
  readonly #x: (lane: number) => number;
  readonly #width: number;
  /** How many characters of a label fit into a lane. */
  readonly #room: number;
  #selected = 0;

  /** @param room - The width of the lanes in pixels. */
  constructor(parent: HTMLElement, run: Run, room: number, onSelect: (step: number) => void) {
    this.#run = run;
    const fair = (room - axisWidth - 40) / Math.max(1, run.lanes.length);
    const lane = Math.max(laneWidth.least, Math.min(laneWidth.most, fair));
    this.#width = axisWidth + 20 + lane * run.lanes.length;
    this.#room = Math.floor(lane / 7.5);
    const x = scalePoint<number>()
      .domain(run.lanes.map((_, i) => i))
      .range([axisWidth + 20, axisWidth + 20 + lane * Math.max(0, run.lanes.length - 1)]);
    this.#x = (lane) => (lane === -1 ? axisWidth - 12 : (x(lane) ?? axisWidth));
    const section = select(parent).append("section").attr("class", "run").attr("aria-label", run.title);
    section.append("h2").text(run.title);
    const box = section.append("div").attr("class", "scroll").attr("tabindex", 0);
    this.#box = box.node() as HTMLElement;
    this.#svg = box
      .append("svg")
      .attr("width", this.#width)
      .attr("height", this.#y(run.length) + rowHeight);
    for (const layer of ["waits", "arrows", "steps", "head"]) this.#svg.append("g").attr("class", layer);
    this.#drawHead();
    this.#box.addEventListener("scroll", () => this.#draw());
    this.#svg.on("click", (event: MouseEvent) => {
      const { top } = this.#svg.node()?.getBoundingClientRect() ?? { top: 0 };
      onSelect(Math.round(this.#y.invert(event.clientY - top)));
    });
  }

  /** Show `step` as the selected one, and scroll to it. */
  select(step: number): void {
    this.#selected = Math.max(0, Math.min(step, this.#run.length - 1));
    const at = this.#y(this.#selected);
    const { scrollTop, clientHeight } = this.#box;
    if (at - headHeight - rowHeight < scrollTop || at + 2 * rowHeight > scrollTop + clientHeight) {
      this.#box.scrollTop = at - clientHeight / 2;
    }
    this.#draw();
  }

  get selected(): number {
    return this.#selected;
  }

  #drawHead(): void {
    const head = this.#svg.select<SVGGElement>("g.head");
    head.append("rect").attr("width", this.#width).attr("height", headHeight);
    head.append("text").attr("x", 12).attr("y", 24).text("step");
    head
      .append("text")
      .attr("x", axisWidth - 24)
      .attr("y", 24)
      .attr("text-anchor", "end")
      .text("time");
    const lanes = head.selectAll("g.lane").data(this.#run.lanes).join("g").attr("class", "lane");
    lanes.attr("transform", (_, i) => `translate(${this.#x(i)}, 0)`);
    lanes
      .append("text")
      .attr("y", 17)
      .attr("class", "name")
      .text(({ name }) => name);
    lanes
      .append("text")
      .attr("y", 33)
      .attr("class", "path")
      .text(({ path }) => path);
  }

  #draw(): void {
    const { scrollTop, clientHeight } = this.#box;
    const first = Math.floor(this.#y.invert(scrollTop)) - margin;
    const last = Math.ceil(this.#y.invert(scrollTop + clientHeight)) + margin;
    this.#svg.select("g.head").attr("transform", `translate(0, ${scrollTop})`);
    const steps = this.#run.window(first, last);
    this.#drawWaits(this.#run.waits(first, last));
    this.#drawArrows(steps);
    this.#drawSteps(steps);
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
      .attr("y2", ({ to }) => this.#y(to));
  }

  #drawArrows(steps: readonly DrawnStep[]): void {
    const arrows = steps.flatMap((to): Arrow[] => {
      const from = this.#run.step(to.wokenBy);
      return from === undefined || from.lane === to.lane ? [] : [{ from, to }];
    });
    const curve = linkVertical<Arrow, DrawnStep>()
      .source(({ from }) => from)
      .target(({ to }) => to)
      .x(({ lane }) => this.#x(lane))
      .y(({ index }) => this.#y(index));
    this.#svg
      .select("g.arrows")
      .selectAll<SVGPathElement, Arrow>("path")
      .data(arrows, ({ to }) => to.index)
      .join("path")
      .attr("data-from", ({ from }) => from.index)
      .attr("data-to", ({ to }) => to.index)
      .classed("selected", ({ from, to }) => from.index === this.#selected || to.index === this.#selected)
      .attr("d", curve);
  }

  #drawSteps(steps: readonly DrawnStep[]): void {
    const drawn = this.#svg.select("g.steps").selectAll<SVGGElement, DrawnStep>("g.step");
    const rows = drawn.data(steps, ({ index }) => index).join((enter) => this.#row(enter.append("g")));
    rows.classed("selected", ({ index }) => index === this.#selected);
  }

  #row(row: Rows): Rows {
    row
      .attr("class", ({ kind, marks }) => `step ${kind}${marks.length > 0 ? " deviation" : ""}`)
      .attr("data-step", ({ index }) => index)
      .attr("transform", ({ index }) => `translate(0, ${this.#y(index)})`);
    row
      .append("rect")
      .attr("class", "row")
      .attr("y", -rowHeight / 2)
      .attr("width", this.#width)
      .attr("height", rowHeight);
    row
      .append("text")
      .attr("class", "mark")
      .attr("x", 2)
      .attr("dy", "0.35em")
      .text(({ marks }) => (marks.length > 0 ? "▶" : ""));
    row
      .append("text")
      .attr("class", "number")
      .attr("x", 18)
      .attr("dy", "0.35em")
      .text(({ index }) => index + 1);
    row
      .append("text")
      .attr("class", "time")
      .attr("x", axisWidth - 24)
      .attr("dy", "0.35em")
      .text(({ time, index }) => (this.#run.step(index - 1)?.time === time ? "" : `${Number(time.toFixed(6))} s`));
    const event = row.filter(({ lane }) => lane !== -1).append("g");
    event.attr("transform", ({ lane }) => `translate(${this.#x(lane)}, 0)`);
    event.append("circle").attr("r", ({ kind }) => (kind === "task" ? 5 : 3.5));
    event
      .append("text")
      .attr("x", 10)
      .attr("dy", "0.35em")
      .attr("class", "label")
      .text(({ label }) => this.#shortened(label));
    return row;
  }

  #shortened(label: string): string {
    return label.length > this.#room ? `${label.slice(0, this.#room - 1)}…` : label;
  }
}

const rowHeight = 24;
const axisWidth = 150;
/** Limits of a lane's width, in pixels. */
const laneWidth = { least: 150, most: 230 };
const headHeight = 40;
/** Rows that are drawn above and below the view. */
const margin = 30;

type Rows = Selection<SVGGElement, DrawnStep, BaseType, unknown>;

interface Arrow {
  readonly from: DrawnStep;
  readonly to: DrawnStep;
}
