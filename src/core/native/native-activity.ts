import type { NativeSide, Strand, TaskCore } from "../contracts/loop-core.ts";
import { LeftoverAwaits } from "./leftover-awaits.ts";
import { UnseenWaits } from "./unseen-waits.ts";

/** The native side of a task: what runs as native code, and what that code awaits. Made when a task first needs it. */
export class NativeActivity implements NativeSide {
  readonly task: TaskCore;
  readonly awaits: LeftoverAwaits;
  readonly unseen: UnseenWaits;
  /** The turn in which native code first ran. */
  readonly firstTurn: number;
  /** Called when the first step of an eager task has ended, if its creator awaits that. */
  firstStepEnded: (() => void) | undefined = undefined;

  constructor(task: TaskCore) {
    this.task = task;
    this.awaits = new LeftoverAwaits(task);
    this.unseen = new UnseenWaits(task.loop);
    this.firstTurn = task.loop.turn.number;
  }

  /** The name in reports. */
  get name(): string {
    return this.task.getName();
  }

  /** Whether native code has begun, has not ended, and waits on nothing that the loop knows. */
  get isUnknown(): boolean {
    return this.unseen.any;
  }

  /** Grows whenever the task's native code is seen to move. */
  get moves(): number {
    return this.awaits.moves;
  }

  callBegins(): void {
    this.awaits.moves += 1;
    this.unseen.countCalls(1);
  }

  callEnds(): void {
    this.awaits.moves += 1;
    this.unseen.countCalls(-1);
  }

  awaitBegins(strand: Strand): void {
    this.awaits.add(strand);
    this.unseen.countSeenAwaits(1);
  }

  awaitEnds(strand: Strand): void {
    if (this.awaits.delete(strand)) this.unseen.countSeenAwaits(-1);
  }

  goesOn(strand: Strand): void {
    this.awaits.goesOn(strand);
  }
}

/** The native side of `task`, made when it is first needed. */
export function nativeOf(task: TaskCore): NativeActivity {
  return (task.native ??= new NativeActivity(task)) as NativeActivity;
}

/** Whether the microtasks of an eager native first step are not drained yet. */
export function isInFirstStep(task: TaskCore): boolean {
  return !task.done() && (task.native as NativeActivity | undefined)?.firstTurn === task.loop.turn.number;
}
