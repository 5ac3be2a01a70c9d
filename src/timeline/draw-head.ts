import type { Selection } from "d3-selection";
import { cutTo } from "./lane-widths.ts";
import type { Run } from "./run.ts";

/** Draw what stands above the lanes: the hosts, if there are any, and the name and path of each task. */
export function drawHead(
  head: Selection<SVGGElement, unknown, null, undefined>,
  { run, lanes, x, widths }: Head,
): void {
  const height = headHeight(run);
  const top = height - laneHeight;
  head.append("rect").attr("class", "back").attr("width", "100%").attr("height", height);
  const hosts = top === 0 ? [] : hostsOf(run, lanes);
  const group = head.selectAll("g.host").data(hosts).join("g").attr("class", "host");
  group.attr("transform", ({ first }) => `translate(${x(first) - 9}, 0)`);
  const width = ({ first, last }: HostLanes): number => x(last) + (widths[last] ?? 0) - x(first) - 6;
  group.append("rect").attr("y", 3).attr("height", 18).attr("rx", 4).attr("width", width);
  group
    .append("text")
    .attr("x", 6)
    .attr("y", 16)
    .text((host) => cutTo(host.name, width(host) - 12));
  const each = head.selectAll("g.lane").data(lanes).join("g").attr("class", "lane");
  each.attr("transform", (lane) => `translate(${x(lane) - 5}, ${top})`);
  const text = (lane: number, key: "name" | "path"): string =>
    isNetwork(run, lane) && key === "path" ? "" : cutTo(run.lanes[lane]?.[key] ?? "", (widths[lane] ?? 0) - 14);
  each
    .append("text")
    .attr("y", 17)
    .attr("class", "name")
    .text((lane) => text(lane, "name"));
  each
    .append("text")
    .attr("y", 33)
    .attr("class", "path")
    .text((lane) => text(lane, "path"));
  const axis = head.append("g").attr("class", "axis");
  axis
    .append("rect")
    .attr("width", timeEnd + 6)
    .attr("height", height);
  const title = axis.selectAll("text").data(["step", "time"]).join("text").attr("class", String);
  title.attr("x", (name) => (name === "step" ? 18 : timeEnd)).attr("y", top + 24);
  title.text(String);
}

/** What stands above the lanes. */
interface Head {
  readonly run: Run;
  /** Those that are shown, in order. */
  readonly lanes: readonly number[];
  /** Where the line of a lane is. */
  readonly x: (lane: number) => number;
  readonly widths: readonly number[];
}

/** How high the head is, in pixels. */
export function headHeight({ lanes }: Run): number {
  return laneHeight + (lanes.some(({ host }) => host !== undefined) ? 22 : 0);
}

/** Where the times end. */
export const timeEnd = 116;
const laneHeight = 40;

/** Lanes beside each other that are of one host. */
export interface HostLanes {
  readonly name: string;
  readonly first: number;
  readonly last: number;
}

/** The hosts of the lanes that are shown. */
export function hostsOf({ lanes: all }: Run, lanes: readonly number[]): HostLanes[] {
  const hosts: HostLanes[] = [];
  for (const lane of lanes) {
    const name = all[lane]?.host;
    const before = hosts.at(-1);
    if (name === undefined) continue;
    if (before?.name === name) hosts[hosts.length - 1] = { ...before, last: lane };
    else hosts.push({ name, first: lane, last: lane });
  }
  return hosts;
}

function isNetwork({ lanes }: Run, lane: number): boolean {
  return lanes[lane]?.path.startsWith("host ") ?? false;
}
