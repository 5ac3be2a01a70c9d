import { select } from "d3-selection";
import type { PageHistory, PageOperation } from "../report/page/page-history.ts";
import { cutTo, widthOf } from "./lane-widths.ts";

/** Draw what no order of operations explains: a lane for each client, and a bar for each operation from its call to its return. */
export function drawHistory(parent: HTMLElement, history: PageHistory): void {
  const { clients, operations, moments, impossible } = history;
  const start = Math.min(widestName, Math.max(...clients.map((name) => widthOf(name, "600 13px")))) + 32;
  const unit = unitOf(history);
  const end = start + moments * unit;
  const x = (moment: number): number => start + (moment === -1 ? moments : moment) * unit;
  const section = select(parent).append("section").attr("class", "history");
  section.append("h2").text("history: no order of these operations gives their results");
  const label = `${operations.length} operations of ${clients.length} clients`;
  const svg = section.append("div").attr("class", "scroll").append("svg").attr("role", "img").attr("aria-label", label);
  const width = Math.max(...operations.map(([, called, , text]) => x(called) + widthOf(text, "13px")), end) + 16;
  svg.attr("width", width).attr("height", clients.length * laneHeight + 8);
  const lanes = svg.selectAll("g.client").data(clients).join("g").attr("class", "client");
  lanes.attr("transform", (_, at) => `translate(0, ${at * laneHeight})`);
  lanes.append("line").attr("x1", start).attr("x2", end).attr("y1", barAt).attr("y2", barAt);
  lanes
    .append("text")
    .attr("x", 16)
    .attr("y", barAt + 4)
    .text((name) => cutTo(name, widestName));
  const bars = svg.selectAll("g.operation").data(operations).join("g");
  bars.attr("class", ([, , returned], at) => {
    return `operation${returned === -1 ? " open" : ""}${at === impossible ? " impossible" : ""}`;
  });
  bars.attr("transform", ([client, called]) => `translate(${x(called)}, ${client * laneHeight})`);
  const length = ([, called, returned]: PageOperation): number => x(returned) - x(called);
  bars.append("path").attr("d", (operation) => `M0,${barAt} H${length(operation)}`);
  bars
    .append("path")
    .attr("class", "end")
    .attr("d", `M0,${barAt - 6} V${barAt + 6}`);
  bars
    .filter(([, , returned]) => returned !== -1)
    .append("path")
    .attr("class", "end")
    .attr("d", (operation) => `M${length(operation)},${barAt - 6} v12`);
  bars
    .append("text")
    .attr("y", barAt - 11)
    .text(([, , , text]) => text);
}

/** So many pixels for a moment that each text ends before the next one of its client begins. */
function unitOf({ operations }: PageHistory): number {
  const needs = operations.map(([client, called, , text]) => {
    const next = Math.min(...operations.filter(([other, at]) => other === client && at > called).map(([, at]) => at));
    return next === Infinity ? 0 : (widthOf(text, "13px") + 16) / (next - called);
  });
  return Math.max(narrowest, ...needs);
}

const laneHeight = 44;
/** Where the bars are in their lane. */
const barAt = 30;
const narrowest = 36;
const widestName = 180;
