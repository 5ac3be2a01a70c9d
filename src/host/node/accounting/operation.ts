import { operationPlace } from "./place.ts";

/** Who began an operation, as the accounting sees it: a task is one. */
export interface Owner {
  /** Whether it has started, has not finished, and waits on nothing that its loop knows. */
  readonly isUnknown: boolean;
  /** Grows whenever it is resumed. */
  readonly moves: number;
}

/** Something outside of the loop that may still call back. */
export interface Operation<O> {
  /** What it is, in the words of `async_hooks`: `FSREQPROMISE`, `TCPWRAP`, `Timeout`, … or `fetch`. */
  readonly type: string;
  /** Who began it, or for a connection that is used again: who uses it. */
  readonly owner: O;
  /** Where it was begun, if places are recorded: the first line of the stack that is not Node's own. */
  readonly place: string | undefined;
}

/**
 * How far an operation is. `underway`: it may call back at any moment. `dormant`: nothing is in flight, but that may
 * change (a keep-alive socket that nobody uses). `ended`: it will never call back again.
 */
export type Progress = "underway" | "dormant" | "ended";

/** Tells how far one resource is. There is one implementation per kind of resource. */
export interface Watch {
  progress(): Progress;
  /** Whether this watches the handle `resource`. */
  watches?(resource: object): boolean;
  /** Stop listening; the operation is over, or nobody asks any more. */
  dispose?(): void;
}

/** An operation that the accounting keeps. */
export class Begun<O extends Owner> implements Operation<O> {
  /** Of `async_hooks`; undefined for what is known from a diagnostics channel. */
  readonly asyncId: number | undefined;
  readonly type: string;
  owner: O;
  readonly watch: Watch;
  /** Whether it was under way when it was last looked at. */
  underway = true;
  readonly #trace: Error | undefined;

  constructor(asyncId: number | undefined, type: string, owner: O, watch: Watch, trace: Error | undefined) {
    this.asyncId = asyncId;
    this.type = type;
    this.owner = owner;
    this.watch = watch;
    this.#trace = trace;
  }

  get place(): string | undefined {
    return this.#trace && operationPlace(this.#trace);
  }
}
