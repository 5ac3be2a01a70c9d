import type { NativeSide, Strand, TaskCore, WaitSource } from "../contracts/loop-core.ts";

/** The native side of a task: what runs as native code, and what that code awaits. Made when a task first needs it. */
export class NativeActivity implements NativeSide {
  readonly task: TaskCore;
  /** The turn in which native code first ran. */
  readonly firstTurn: number;
  /** Promises that the task has made futures of, and that have not settled. */
  #promises = 0;
  /** Native calls that have begun and not ended. */
  #calls = 0;
  /** The awaits in progress, in order of beginning: none, one, or (`Promise.all`) several. */
  #awaits: Strand | Set<Strand> | undefined = undefined;
  /** How many of the awaits wait on native code in their turn, which the loop does not know. */
  #awaitsOnNative = 0;
  /** Whether the loop counts it among those that are unknown. */
  #isCounted = false;
  /** How often an await was resumed. */
  resumed = 0;
  #begun = 0;
  /** Grows when native code goes on to its next await: one of an earlier era may be a leftover of `Promise.race`. */
  #era = 0;
  /** Whether an await has ended since the last one began: native code may have gone on. */
  #mayHaveGoneOn = false;
  /** Called when the first step of an eager task has ended, if its creator awaits that. */
  firstStepEnded: (() => void) | undefined = undefined;
  /** Whether the last cancellation went only to awaits that nobody may listen to. */
  #owed = false;

  constructor(task: TaskCore) {
    this.task = task;
    this.firstTurn = task.loop.turn.number;
  }

  /** Whether native code has begun, has not ended, and waits on nothing that the loop knows. */
  get isUnknown(): boolean {
    return this.#promises > 0 || (this.#calls > 0 && NativeActivity.#known(this) === 0);
  }

  /** Count native calls that begin (1) or end (-1). */
  countCalls(change: 1 | -1): void {
    this.#calls += change;
    this.#begun += 1;
    NativeActivity.#update(this);
  }

  /** Count promises that become futures (1) or settle (-1): until then something runs that the loop does not know. */
  countPromises(change: 1 | -1): void {
    this.#promises += change;
    NativeActivity.#update(this);
  }

  /** Count awaits that go over to waiting on native code (1) or come back (-1). */
  countAwaitsOnNative(change: 1 | -1): void {
    this.#awaitsOnNative += change;
    NativeActivity.#update(this);
  }

  /** The native code waits for an eager child to start: no await of the loop, but it moved. */
  countStartAwaited(): void {
    this.#begun += 1;
  }

  /** What reports call it. */
  get name(): string {
    return this.task.getName();
  }

  /** Grows whenever the task's native code is seen to move. */
  get moves(): number {
    return this.resumed + this.#begun;
  }

  add(strand: Strand): void {
    this.#begun += 1;
    this.goesOn(strand);
    if (this.#awaits === undefined) this.#awaits = strand;
    else if (this.#awaits instanceof Set) this.#awaits.add(strand);
    else this.#awaits = new Set([this.#awaits, strand]);
    NativeActivity.#update(this);
  }

  /** Native code goes on to `strand`, or by it. */
  goesOn(strand: Strand): void {
    if (this.#mayHaveGoneOn) {
      this.#mayHaveGoneOn = false;
      this.#era += 1;
    }
    strand.era = this.#era;
  }

  delete(strand: Strand): void {
    this.#mayHaveGoneOn = true;
    if (this.#awaits === strand) this.#awaits = undefined;
    else if (this.#awaits instanceof Set) {
      this.#awaits.delete(strand);
      if (this.#awaits.size === 0) this.#awaits = undefined;
    }
    NativeActivity.#update(this);
  }

  /** The awaits in progress, in order of beginning. */
  awaits(): Strand[] {
    if (this.#awaits === undefined) return [];
    return this.#awaits instanceof Set ? [...this.#awaits] : [this.#awaits];
  }

  /** What is awaited on the loop, nested native code aside. */
  #loopAwaits(): Strand[] {
    return this.awaits().filter(({ waitingOn }) => waitingOn?.isNative !== true);
  }

  /** What is awaited, if it is one thing: when that is a task, `cancel()` may go on with it instead of calling this one. */
  passOn(): WaitSource | undefined {
    const [only, another] = this.#loopAwaits();
    if (only?.waitingOn?.woken() !== false || another !== undefined) return undefined;
    this.#owed = this.#mayHaveGoneOn || !NativeActivity.#isLatest(this, only);
    return only.waitingOn;
  }

  /**
   * Cancel all that is awaited.
   *
   * Awaits that are not the latest, or any once one of the latest has ended, may be leftovers of `Promise.race` that
   * nobody listens to: if only such ones took the cancellation, `settleDebt()` looks whether the task moved.
   *
   * @returns whether the cancellation is on its way
   */
  cancel(message: string | undefined): boolean {
    const awaits = this.#loopAwaits();
    const latest = awaits.filter((strand) => NativeActivity.#isLatest(this, strand));
    // One that is woken but has not resumed will get it instead of its result.
    const isWoken = latest.some(({ waitingOn }) => waitingOn === undefined || waitingOn.woken());
    const takers = (isWoken ? latest : awaits).filter(({ waitingOn }) => waitingOn?.cancelWait(message) === true);
    if (isWoken || takers.length === 0) return false;
    this.#owed = this.#mayHaveGoneOn || !takers.some((strand) => latest.includes(strand));
    return true;
  }

  /** An await takes the cancellation that was due. */
  take(strand: Strand): void {
    this.#owed = this.#mayHaveGoneOn || !NativeActivity.#isLatest(this, strand);
  }

  /** An await was cancelled that may be a leftover: if the task has not moved when the microtasks are drained, it was. */
  settleDebt(): void {
    if (!this.#owed) return;
    this.#owed = false;
    const before = this.moves;
    this.task.loop.turn.afterDrain(() => {
      const { task } = this;
      const { cancellation } = task;
      if (task.done() || !cancellation || cancellation.requests === 0 || this.moves !== before) return;
      if (!this.cancel(cancellation.message)) cancellation.postpone(cancellation.message);
    });
  }

  /** Whether native code has not gone on to another await since it began `strand`: it may still listen. */
  static #isLatest(activity: NativeActivity, strand: Strand): boolean {
    return strand.era === activity.#era;
  }

  /** How many of the awaits wait on what the loop knows. */
  static #known(activity: NativeActivity): number {
    const awaits = activity.#awaits;
    const count = awaits === undefined ? 0 : awaits instanceof Set ? awaits.size : 1;
    return count - activity.#awaitsOnNative;
  }

  /** Keep the loop's count of unknown activities. */
  static #update(activity: NativeActivity): void {
    const { isUnknown } = activity;
    if (isUnknown === activity.#isCounted) return;
    activity.#isCounted = isUnknown;
    activity.task.loop.unseenWaits += isUnknown ? 1 : -1;
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
