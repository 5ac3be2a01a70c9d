import { current } from "../../core/context/current.ts";
import { type BlockedTask } from "../../core/errors/blocked-task.ts";
import { OutsideWaitError } from "../../core/errors/outside-wait-error.ts";
import { nativeScope } from "../../core/context/native-scope.ts";
import type { LoopCore } from "../../core/contracts/loop-core.ts";
import { nativeOf } from "../../core/native/native-activity.ts";
import type { ForeignWork, Operation, OperationOwner, OperationWatch } from "../../host/host.ts";
import { thisHost } from "../../host/this-host.ts";
import { blockedTasks } from "../reports/blocked-tasks.ts";

/** The world outside a virtual loop: virtual time does not pass while something there is outstanding. */
export interface OutsideWork {
  /** A run begins. */
  start(): void;
  /** A run has ended. */
  stop(): void;
  /**
   * Wait for what is outstanding before time passes to `when`; `Infinity` means that no timer is pending.
   *
   * @returns a function that gives up, or undefined if nothing is outstanding
   */
  wait(when: number, wake: () => void): (() => void) | undefined;
  /** Whether something is outstanding. */
  outstanding(): boolean;
  /** What is outstanding, one line each. */
  describe(): string[];
}

/** How many macrotasks a foreign promise gets to settle by itself before time passes without it. */
const graceTurns = 2;

/** The owner of an operation, with its name in reports. */
interface NamedOwner extends OperationOwner {
  readonly name: string;
}

/** Waits for the operations of Node that the loop's tasks and callbacks have begun. */
export class AwaitedOutside implements OutsideWork {
  readonly #loop: LoopCore;
  /** Kept from one run to the next: connections stay open. */
  #accounting: OperationWatch<NamedOwner> | undefined = undefined;
  #foreign: ForeignWork | undefined = undefined;
  #grace = graceTurns;
  /** If no timer is left, an idle connection is worth waiting for: nothing else can ever happen. */
  #until: "soon" | "ever" = "soon";

  constructor(loop: LoopCore) {
    this.#loop = loop;
  }

  start(): void {
    this.#accounting ??= thisHost.watchOperations?.({
      ownerNow: ownersOf(this.#loop),
      places: () => this.recordsPlaces(),
      socketsAreSimulated: () => this.#loop.simulatesSockets === true,
    });
    this.#accounting?.start();
    this.#foreign = thisHost.watchForeignWork?.();
  }

  stop(): void {
    this.#accounting?.stop();
  }

  outstanding(): boolean {
    return this.#isOutstanding("soon");
  }

  #isOutstanding(until: "soon" | "ever"): boolean {
    return this.#accounting?.idle(until) === false || this.#foreign?.any(this.#loop.unseenWaits > 0) === true;
  }

  wait(when: number, wake: () => void): (() => void) | undefined {
    this.#until = when === Infinity ? "ever" : "soon";
    if (this.#isOutstanding(this.#until)) return this.#accounting?.onceChanged(wake);
    if (this.#loop.unseenWaits > 0 && this.#grace > 0) {
      this.#grace -= 1;
      return thisHost.afterMacrotask(wake);
    }
    this.#grace = graceTurns;
    return undefined;
  }

  /** Whether to record where operations begin. */
  protected recordsPlaces(): boolean {
    return this.#loop.places !== undefined;
  }

  /** What has begun and may still call back. */
  protected left(): Operation<OperationOwner>[] {
    return this.#accounting?.left() ?? [];
  }

  /** Operations that have begun: whose, which, and where. */
  protected begun(until: "soon" | "ever"): BlockedTask[] {
    const operations = this.#accounting?.outstanding(until) ?? [];
    return operations.map(({ type, owner, place, awaited }) => {
      return { task: owner.name, waitsFor: awaited === undefined ? type : `${type}, ${awaited}`, place };
    });
  }

  /** What somebody else does for the program, one line each. */
  protected foreign(): readonly string[] {
    return this.#foreign?.any(true) === true ? this.#foreign.describe() : [];
  }

  describe(): string[] {
    const begun = this.begun(this.#until).map(({ task, waitsFor, place }) => {
      return `${task}  began ${waitsFor}${place === undefined ? "" : ` (${place})`}`;
    });
    return [...begun, ...(this.#foreign?.describe() ?? [])];
  }
}

/** Tells for whom the caller acts, in generators and in native code: a task of `loop`, or the loop itself. */
function ownersOf(loop: LoopCore): () => NamedOwner | undefined {
  const itself: NamedOwner = {
    name: "a callback",
    get isUnknown() {
      return loop.unseenWaits > 0;
    },
    moves: 0,
  };
  return () => {
    const { task } = current;
    if (task) return task.loop === loop ? nativeOf(task) : undefined;
    if (task === null) return current.loop === loop ? itself : undefined;
    const scope = nativeScope();
    if (scope?.loop !== loop) return undefined;
    return scope.task === undefined ? itself : nativeOf(scope.task);
  };
}

/** Allows no wait outside: a program under exploration must be the same in every run. */
export class ForbiddenOutside implements OutsideWork {
  readonly #loop: LoopCore;

  constructor(loop: LoopCore) {
    this.#loop = loop;
  }

  start(): void {}

  stop(): void {}

  outstanding(): boolean {
    return false;
  }

  /** @throws {OutsideWaitError} If a task waits on a native promise, and no timer is left that could settle it. */
  wait(when: number): undefined {
    if (when !== Infinity || this.#loop.unseenWaits === 0) return;
    throw new OutsideWaitError(
      this.#loop.time(),
      blockedTasks([...this.#loop.tasks].filter((task) => nativeOf(task).isUnknown)),
    );
  }

  describe(): string[] {
    return [];
  }
}
