/** Who has touched what last in an execution: tells on which earlier steps a step depends. Steps are numbers. */
export class LastAccesses {
  readonly #anyOrder: boolean;
  #objects = new Map<object, Parts>();
  /** The last step of each task, or of what else takes turns. */
  #stepOf = new Map<object, number>();
  /** Whose step runs. */
  #actor: object | undefined = undefined;
  /** What the running step touches. */
  #own: { readonly target: object; readonly part: unknown; readonly writes: boolean }[] = [];
  /** Whether the running step may touch anything. */
  opaque = false;
  /** The last step that may have touched anything, and all since. */
  #lastOpaque = 0;
  #since: number[] = [];

  /** @param anyOrder - Whether it makes no difference who of those that wait for one thing was first. */
  constructor(anyOrder: boolean) {
    this.#anyOrder = anyOrder;
  }

  /** An execution begins. */
  begin(): void {
    this.#objects = new Map();
    this.#stepOf = new Map();
    this.#actor = undefined;
    this.#own = [];
    this.opaque = false;
    this.#lastOpaque = 0;
    this.#since = [];
  }

  /** A step begins. @param actor - Its steps come one after the other. */
  stepOf(actor: object): void {
    this.#actor = actor;
  }

  /** The running step touches `part` of `target`; undefined: all of it. */
  add(target: object, part: unknown, kind: "read" | "write"): void {
    // Who looks at a primitive may get in line there, and the line has an order. Native code wakes in this order at any level.
    const isInLine = part === undefined && (!this.#anyOrder || "settledWith" in target);
    const writes = kind === "write" || isInLine;
    for (const own of this.#own) if (own.target === target && own.part === part && own.writes === writes) return;
    this.#own.push({ target, part, writes });
  }

  /** The steps on which the running one depends, as text. */
  dependencies(): string {
    const steps = [this.#lastOpaque];
    dependOn(steps, this.#stepOf.get(this.#actor as object) ?? 0);
    if (this.opaque) for (const step of this.#since) dependOn(steps, step);
    for (const { target, part, writes } of this.#own) {
      const parts = this.#objects.get(target);
      if (parts === undefined) continue;
      if (part === undefined) for (const each of parts.values()) dependOnAccess(steps, each, writes);
      else for (const each of [parts.get(undefined), parts.get(part)]) if (each) dependOnAccess(steps, each, writes);
    }
    return steps.toSorted((one, other) => one - other).join();
  }

  /** The running step, which has this number now, is over. */
  close(step: number): void {
    if (this.#actor !== undefined) this.#stepOf.set(this.#actor, step);
    for (const { target, part, writes } of this.#own) {
      let parts = this.#objects.get(target);
      if (parts === undefined) this.#objects.set(target, (parts = new Map()));
      if (writes && part === undefined) parts.clear();
      const last = parts.get(part);
      if (writes || last === undefined) parts.set(part, { write: writes ? step : 0, reads: writes ? [] : [step] });
      else if (!last.reads.includes(step)) last.reads.push(step);
    }
    if (this.opaque) [this.#lastOpaque, this.#since] = [step, []];
    else this.#since.push(step);
    this.#own = [];
    this.opaque = false;
  }
}

type Parts = Map<unknown, LastAccess>;

/** The last write of a part, and the reads since. */
interface LastAccess {
  readonly write: number;
  readonly reads: number[];
}

function dependOnAccess(steps: number[], { write, reads }: LastAccess, writes: boolean): void {
  if (write !== 0) dependOn(steps, write);
  if (writes) for (const read of reads) dependOn(steps, read);
}

/** @param steps - Few: to look through them takes less time than a set. */
function dependOn(steps: number[], step: number): void {
  if (!steps.includes(step)) steps.push(step);
}
