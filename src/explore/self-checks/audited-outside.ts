import { OutsideWaitError } from "../../core/errors/outside-wait-error.ts";
import type { BlockedTask } from "../../core/errors/blocked-task.ts";
import { nativeOf } from "../../core/native/native-activity.ts";
import type { LoopCore } from "../../core/contracts/loop-core.ts";
import type { AwaitWatch, Operation } from "../../host/host.ts";
import { thisHost } from "../../host/this-host.ts";
import { AwaitedOutside } from "../../loop/outside/outside-work.ts";
import { blockedTasks } from "../../loop/reports/blocked-tasks.ts";
import type { Outlived } from "../claims/certificate.ts";
import { outlived } from "./outlived.ts";
import { UncontrolledAwaits } from "./uncontrolled-awaits.ts";

/**
 * Refuses to let time pass while a task waits for an operation of Node, and refuses to report a deadlock that such an operation
 * would end. Other executions do neither: watching the operations of Node costs too much to do in every one.
 */
export class AuditedOutside extends AwaitedOutside {
  readonly #loop: LoopCore;
  readonly awaits: UncontrolledAwaits;
  readonly #watch: AwaitWatch | undefined;
  /** What was running when the body had ended, and when its cleanup had. */
  readonly #left = new Set<Operation<unknown>>();

  constructor(loop: LoopCore) {
    super(loop);
    this.#loop = loop;
    this.awaits = new UncontrolledAwaits(loop);
    this.#watch = thisHost.watchAwaits?.(this.awaits);
  }

  override start(): void {
    super.start();
    this.#watch?.start();
  }

  override stop(): void {
    for (const operation of this.left()) this.#left.add(operation);
    super.stop();
    this.#watch?.stop();
  }

  /** What is running still, although the body and its cleanup have ended. */
  get outlived(): Outlived[] {
    return outlived([...this.#left].filter(({ mayCallBack }) => mayCallBack));
  }

  protected override recordsPlaces(): boolean {
    return true;
  }

  /** The host is not served. */
  override outstanding(): boolean {
    return false;
  }

  /** @throws {OutsideWaitError} If a task waits on a native promise, or all wait, and something outside is outstanding. */
  override wait(when: number): undefined {
    if (when === Infinity) this.#refuse("ever");
    else if (this.#loop.unseenWaits > 0) this.#refuse("soon");
  }

  #refuse(until: "soon" | "ever"): void {
    const begun = [...this.begun(until), ...this.#imports()];
    if (begun.length > 0) throw new OutsideWaitError(this.#loop.time(), begun);
  }

  /** The tasks that wait for a module that a test runner loads. */
  #imports(): BlockedTask[] {
    const loading = this.foreign().findLast((line) => line.includes(" fetching the module "));
    if (loading === undefined) return [];
    const waiting = blockedTasks([...this.#loop.tasks].filter((task) => nativeOf(task).isUnknown));
    return waiting.map((task) => ({ ...task, waitsFor: `import(): ${loading}` }));
  }
}
