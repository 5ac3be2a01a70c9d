import type { Recording, Step } from "../explore/recording/trace.ts";
import { taskPath } from "./title-of.ts";

/**
 * The lanes of a run: one for each task and, if the run sends anything on a network, one for each host, before the tasks that run there.
 * What arrives at a host is in its lane, and so is what the host's callbacks do.
 */
export class RunLanes {
  readonly all: readonly Lane[];
  readonly #hostOf = new Map<string, string | undefined>();
  readonly #crossings: Recording["crossings"];

  constructor({ steps, names, crossings }: Pick<Recording, "steps" | "names" | "crossings">) {
    this.#crossings = crossings;
    const hosts = new Set<string | undefined>();
    for (const { kind, path, host } of steps) {
      if (kind !== "clock") hosts.add(host);
      if (kind === "task" && !this.#hostOf.has(path)) this.#hostOf.set(path, host);
    }
    const used = new Set(steps.map((step, at) => this.of(step, at)));
    const tasks = Array.from(this.#hostOf, ([path, host]): Lane => ({ path, name: names.get(path) ?? path, host }));
    this.all = [...hosts].flatMap((host) => {
      const own = hostLane(host);
      const first: Lane[] = host !== undefined && used.has(own) ? [{ path: own, name: "network", host }] : [];
      return [...first, ...tasks.filter((task) => task.host === host)];
    });
  }

  /** The path of the lane of a step; undefined for the clock's. @param at - The index of the step. */
  of({ kind, path, host }: Pick<Step, "path" | "host"> & { readonly kind: string }, at: number): string | undefined {
    if (kind === "clock") return undefined;
    if (kind === "task") return path;
    const owner = this.#owner(path);
    const isElsewhere = host !== undefined && (owner === undefined || this.#hostOf.get(owner) !== host);
    return isElsewhere || this.#crossings.has(at) ? hostLane(host) : owner;
  }

  /** The task that made a timer, callback or completion, or that task's maker, if it has no step. */
  #owner(path: string): string | undefined {
    for (let owner = taskPath(path); owner !== ""; owner = owner.slice(0, Math.max(0, owner.lastIndexOf(".")))) {
      if (this.#hostOf.has(owner)) return owner;
    }
    return undefined;
  }
}

/** A task or host, and its name in reports. */
export interface Lane {
  readonly path: string;
  readonly name: string;
  /** Where it is; undefined in a run without a network. */
  readonly host: string | undefined;
}

/** Whether a path is that of a host: of its lane, and of what happens to it. */
export function isHostLane(path: string): boolean {
  return path.startsWith("host ");
}

/** The path of the lane of a host. */
export function hostLane(host: string | undefined): string {
  return `host ${host}`;
}
