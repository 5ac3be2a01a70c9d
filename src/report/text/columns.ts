import type { Recording, Step } from "../../explore/recording/trace.ts";
import { isHostLane, RunLanes } from "../run-lanes.ts";
import { ownerOf, taskPath } from "../title-of.ts";

/** The columns of a timeline: a task each. A host has one of its own only if no task runs there, since columns are narrow. */
export class Columns {
  readonly #lanes: RunLanes;
  readonly #first = new Map<string, string>();
  readonly #hosts = new Map<string, string | undefined>();
  readonly #order: readonly (string | undefined)[];

  constructor(recording: Recording) {
    this.#lanes = new RunLanes(recording);
    for (const { path, host } of this.#lanes.all) this.#hosts.set(path, host);
    this.#order = [...new Set(this.#hosts.values())];
    const first = new Map<string | undefined, string>();
    for (const { path, host } of this.#lanes.all) if (!isHostLane(path) && !first.has(host)) first.set(host, path);
    for (const { path, host } of this.#lanes.all) if (isHostLane(path)) this.#first.set(path, first.get(host) ?? path);
  }

  /** The column of a step. @param at - The index of the step. */
  of(step: Step, at: number): string {
    const lane = step.host === undefined ? ownerOf(step) : (this.#lanes.of(step, at) ?? ownerOf(step));
    return this.#first.get(lane) ?? lane;
  }

  /** The column of a call. @param path - Of its completion. */
  ofCall(path: string): string {
    return taskPath(path);
  }

  /** The host of a column; undefined in a run without a network. */
  hostOf(column: string): string | undefined {
    return this.#hosts.get(column);
  }

  /** By their hosts; creators before their children, and children in order. */
  inOrder(columns: ReadonlySet<string>): string[] {
    const place = (column: string): number => this.#order.indexOf(this.hostOf(column));
    return [...columns].toSorted((a, b) => place(a) - place(b) || byPath(a, b));
  }
}

/** Creators before their children, and children in order. */
function byPath(a: string, b: string): number {
  const parts = b.split(".");
  for (const [at, part] of a.split(".").entries()) {
    const counterpart = parts[at];
    if (counterpart === undefined) return 1;
    if (part !== counterpart) return Number(part) - Number(counterpart) || (part < counterpart ? -1 : 1);
  }
  return -1;
}
