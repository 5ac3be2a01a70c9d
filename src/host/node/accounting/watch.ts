import type { Operation, OperationOwner } from "../../host.ts";
import { operationPlace } from "./operation-place.ts";

/** Tells how far one resource is. There is one implementation per kind of resource. */
export interface Watch {
  progress(): Progress;
  /** Whether something dormant may call back all the same: only then is it worth waiting for, if nothing else can happen. */
  isOpen?(): boolean;
  /** Whether it may still call back, even if the process does not stay alive for it. Default: while it is under way. */
  mayCallBack?(): boolean;
  /** What is to come, in words, if that is known. */
  describe?(): string | undefined;
  /** Stop listening; the operation is over, or nobody asks any more. */
  dispose?(): void;
}

/**
 * How far an operation is. `underway`: it may call back at any moment. `dormant`: nothing is in flight, but that may
 * change (a keep-alive socket that nobody uses). `ended`: it will never call back again.
 */
export type Progress = "underway" | "dormant" | "ended";

/** An operation that the accounting keeps. */
export class BegunOperation<O extends OperationOwner> implements Operation<O> {
  /** The id in `async_hooks`; undefined for an operation that a diagnostics channel announced. */
  asyncId: number | undefined;
  readonly type: string;
  owner: O;
  readonly watch: Watch;
  /** Whether it was under way at the last look. */
  underway = true;
  /** The stack of who began it, or uses it now. */
  trace: Error | undefined;

  constructor(asyncId: number | undefined, type: string, owner: O, watch: Watch, trace: Error | undefined) {
    this.asyncId = asyncId;
    this.type = type;
    this.owner = owner;
    this.watch = watch;
    this.trace = trace;
  }

  get awaited(): string | undefined {
    return this.watch.describe?.();
  }

  get mayCallBack(): boolean {
    const { watch } = this;
    return watch.mayCallBack?.() ?? watch.progress() === "underway";
  }

  get place(): string | undefined {
    return this.trace && operationPlace(this.trace);
  }
}
