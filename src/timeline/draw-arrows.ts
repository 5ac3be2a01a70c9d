import type { Selection } from "d3-selection";
import { linkVertical } from "d3-shape";
import type { DrawnStep } from "./run.ts";

/** Draw who woke whom, and what was sent where. */
export function drawArrows(
  layer: Selection<SVGGElement, unknown, null, undefined>,
  arrows: readonly Arrow[],
  selected: number,
  { x, y }: Places,
): void {
  const curve = linkVertical<Arrow, DrawnStep>()
    .source(({ from }) => from)
    .target(({ to }) => to)
    .x(({ lane }) => x(lane))
    .y(({ index }) => y(index));
  if (layer.select("defs").empty()) addHeads(layer);
  layer
    .selectAll<SVGPathElement, Arrow>("path.arrow")
    .data(arrows, ({ to }) => to.index)
    .join("path")
    .attr("class", ({ to }) => `arrow ${kindOf(to)}`)
    .attr("data-from", ({ from }) => from.index)
    .attr("data-to", ({ to }) => to.index)
    .attr("marker-end", ({ to }) => (["segment", "fault"].includes(kindOf(to)) ? `url(#${kindOf(to)})` : null))
    .classed("selected", ({ from, to }) => from.index === selected || to.index === selected)
    .attr("d", curve);
}

/** From the step that wakes or sends to the one that is woken or receives. */
export interface Arrow {
  readonly from: DrawnStep;
  readonly to: DrawnStep;
}

/** Where lanes and steps are, in pixels. */
interface Places {
  readonly x: (lane: number) => number;
  readonly y: (step: number) => number;
}

function kindOf({ crossing }: DrawnStep): string {
  return crossing === undefined ? "wakes" : (["segment", "fault", "lost"][crossing.end] ?? "segment");
}

/** Only what is sent has a head: it ends above the dot of the step. */
function addHeads(layer: Selection<SVGGElement, unknown, null, undefined>): void {
  const heads = layer.append("defs").selectAll("marker").data(["segment", "fault"]).join("marker");
  heads.attr("id", (kind) => kind).attr("class", (kind) => kind);
  heads.attr("viewBox", "0 0 10 10").attr("refX", 14).attr("refY", 5).attr("orient", "auto");
  heads.attr("markerWidth", 7).attr("markerHeight", 7).attr("markerUnits", "userSpaceOnUse");
  heads.append("path").attr("d", "M0,1 L10,5 L0,9 Z");
}
