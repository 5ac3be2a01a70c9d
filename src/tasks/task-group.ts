import { addWaiter, hasSucceeded } from "../core/future-core.ts";
import type { Body, Wait } from "../core/contracts/loop-core.ts";
import { callBody } from "../core/call-body.ts";
import { coroutine, Coroutine } from "../core/coroutine.ts";
import { Reaction } from "../core/driving/done-callback.ts";
import { currentTask, getRunningLoop } from "../core/running-loop.ts";
import { isCancellation } from "../core/errors/cancelled-error.ts";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import type { Entry } from "../core/contracts/loop-core.ts";
import type { EventLoop } from "../core/event-loop.ts";
import { ExceptionGroup } from "../core/errors/exception-group.ts";
import { type Future, ResourceFuture } from "../core/future.ts";
import { isInFirstStep, nativeOf } from "../core/native/native-activity.ts";
import { tellMade, tellVisible, touch } from "../core/context/touch.ts";
import type { Spawnable } from "../core/spawnable.ts";
import type { Task, TaskSettings } from "../core/task.ts";

/**
 * Tasks that belong together: the block ends when all of them have ended. If one fails, the others are cancelled.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-task.html#asyncio.TaskGroup | asyncio.TaskGroup}
 *
 * @example
 * ```ts
 * await run(async () => {
 *   const [a, b] = await new TaskGroup().run(async (group) => [
 *     group.createTask(() => sleep(1, "a")),
 *     group.createTask(() => sleep(2, "b")),
 *   ]);
 *   assert.deepEqual([a?.result(), b?.result()], ["a", "b"]);
 * }, { loopFactory: virtualLoop() });
 * ```
 */
export class TaskGroup {
  #state: "created" | "entered" | "exiting" | "finished" = "created";
  /** Whether the children were cancelled. */
  #aborting = false;
  #loop: EventLoop | undefined = undefined;
  #parent: Task<unknown> | undefined = undefined;
  /** Whether this group cancelled its parent, and owes it an `uncancel()`. */
  #parentCancelRequested = false;
  readonly #children = new Children((task) => this.#childRemoved(task));
  #errors: unknown[] = [];
  #allDone: Future<void> | undefined = undefined;

  /**
   * Run `body`, in the calling task, then wait for every child.
   *
   * @throws {ExceptionGroup} If children failed, or `body` did: "unhandled errors in a TaskGroup".
   * @throws {CancelledError} If the caller is cancelled. The children are then cancelled, too.
   * @throws {RuntimeError} If the group was run before, or is not run inside a task.
   */
  run<T>(body: Body<[TaskGroup], T>): Coroutine<T> {
    return TaskGroup.#run(this, body) as Coroutine<T>;
  }

  /**
   * Run a coroutine or a function as a child of the group.
   *
   * @throws {RuntimeError} If the group is not running, or is cancelling its children.
   */
  createTask<T>(body: Spawnable<T>, settings: TaskSettings = {}): Task<T> {
    const loop = this.#loop;
    const refusal = this.#refusal();
    if (refusal !== undefined || loop === undefined) {
      if (body instanceof Coroutine) body.close();
      throw new RuntimeError(
        `TaskGroup ${this.toString()} ${refusal}`,
        "create tasks inside the body: group.run(async () => …)",
      );
    }
    touch(this, "write");
    const task = loop.createTask(body, settings);
    const child = this.#children.add(task);
    // An eager child joins when its first step has run: after the children that this step makes.
    if (child !== undefined && isInFirstStep(task)) {
      nativeOf(task).firstStepEnded = () => this.#children.moveToEnd(child);
    }
    return task;
  }

  #refusal(): string | undefined {
    if (this.#state === "created") return "has not been entered";
    if (this.#state !== "entered" && this.#children.size === 0) return "is finished";
    return this.#aborting ? "is shutting down" : undefined;
  }

  static readonly #run = coroutine(function* run(
    group: TaskGroup,
    body: Body<[TaskGroup], unknown>,
  ): Generator<Wait, unknown, void> {
    group.#enter();
    let result: unknown;
    try {
      result = yield* callBody(body, group);
    } catch (error) {
      yield* group.#exit({ error });
      throw error;
    }
    yield* group.#exit(undefined);
    return result;
  });

  #enter(): void {
    tellMade(this);
    if (this.#state !== "created") {
      throw new RuntimeError(
        `TaskGroup ${this.toString()} has already been entered`,
        "make a new TaskGroup for every block",
      );
    }
    this.#loop = getRunningLoop();
    const parent = currentTask(this.#loop);
    if (parent === null) {
      throw new RuntimeError(`TaskGroup ${this.toString()} cannot determine the parent task`, "run it inside a task");
    }
    this.#parent = parent;
    this.#state = "entered";
  }

  /** Wait for the children; then throw the error that replaces the body's error, if there is one. */
  *#exit(failure: { readonly error: unknown } | undefined): Generator<Wait, void, void> {
    this.#state = "exiting";
    const cancelled = isCancellation(failure?.error);
    let propagate = cancelled ? failure.error : undefined;
    if (failure !== undefined && !this.#aborting) this.#abort();
    touch(this, "write");
    while (this.#children.size > 0) {
      this.#allDone ??= new ResourceFuture<void>((this.#parent as Task<unknown>).loop, this, "run()");
      try {
        yield* this.#allDone;
      } catch (error) {
        if (!isCancellation(error)) throw error;
        if (!this.#aborting) {
          // The parent is cancelled while children run.
          propagate = error;
          this.#abort();
        }
      }
      touch(this, "write");
      this.#allDone = undefined;
    }
    this.#state = "finished";
    const parent = this.#parent as Task<unknown>;
    // The cancellation was ours alone: it ends here.
    if (this.#parentCancelRequested && parent.uncancel() === 0) propagate = undefined;
    if (propagate !== undefined && this.#errors.length === 0) throw propagate;
    if (failure !== undefined && !cancelled) this.#errors.push(failure.error);
    if (this.#errors.length === 0) return;
    if (parent.cancelling() > 0) {
      // Somebody else cancelled the parent as well: the parent must learn of it at its next wait (gh-116720).
      parent.uncancel();
      parent.cancel();
    }
    const errors = this.#errors;
    this.#errors = [];
    throw new ExceptionGroup("unhandled errors in a TaskGroup", errors);
  }

  #abort(): void {
    this.#aborting = true;
    for (const task of this.#children) if (!task.done()) task.cancel();
  }

  #childRemoved(task: Task<unknown> | undefined): void {
    tellVisible();
    touch(this, "write");
    if (this.#children.size === 0 && this.#allDone?.done() === false) this.#allDone.setResult();
    if (task === undefined || task.cancelled() || hasSucceeded(task)) return;
    this.#errors.push(task.exception());
    if (this.#aborting || this.#parentCancelRequested) return;
    this.#abort();
    this.#parentCancelRequested = true;
    this.#parent?.cancel();
  }

  toString(): string {
    const info = [
      ...(this.#children.size > 0 ? [`tasks=${this.#children.size}`] : []),
      ...(this.#errors.length > 0 ? [`errors=${this.#errors.length}`] : []),
      ...(this.#aborting ? ["cancelling"] : this.#state === "created" ? [] : ["entered"]),
    ];
    return `<${["TaskGroup", ...info].join(" ")}>`;
  }
}

/** A child in the list: also the done callback of its task. */
class Child implements Entry {
  readonly member: Task<unknown>;
  readonly #list: Children;
  previous: Child | undefined = undefined;
  next: Child | undefined = undefined;

  constructor(list: Children, member: Task<unknown>) {
    this.#list = list;
    this.member = member;
  }

  get kind(): "callback" {
    return "callback";
  }

  get title(): string {
    return "a callback";
  }

  runTurn(): void {
    this.#list.remove(this);
  }
}

/** The children that are not done, in order of creation: linked through their callbacks, since a group may have a million. */
class Children {
  size = 0;
  #first: Child | undefined = undefined;
  #last: Child | undefined = undefined;
  readonly #onRemoved: (task: Task<unknown> | undefined) => void;
  /** Stands for each child that had succeeded when it was added: the group need not remember it. */
  readonly #succeeded = new Reaction(() => {
    this.size -= 1;
    this.#onRemoved(undefined);
  });

  /** @param onRemoved - Called with each child that is done; without a task for a child that had succeeded when it was added. */
  constructor(onRemoved: (task: Task<unknown> | undefined) => void) {
    this.#onRemoved = onRemoved;
  }

  /** @returns undefined if the task has succeeded already: it then has no place in the order */
  add(task: Task<unknown>): Child | undefined {
    this.size += 1;
    if (hasSucceeded(task)) {
      addWaiter(task, this.#succeeded);
      return undefined;
    }
    const child = new Child(this, task);
    this.#append(child);
    addWaiter(task, child);
    return child;
  }

  moveToEnd(child: Child): void {
    this.#unlink(child);
    this.#append(child);
  }

  remove(child: Child): void {
    this.#unlink(child);
    this.size -= 1;
    this.#onRemoved(child.member);
  }

  #append(child: Child): void {
    child.previous = this.#last;
    child.next = undefined;
    if (this.#last === undefined) this.#first = child;
    else this.#last.next = child;
    this.#last = child;
  }

  #unlink({ previous, next }: Child): void {
    if (previous === undefined) this.#first = next;
    else previous.next = next;
    if (next === undefined) this.#last = previous;
    else next.previous = previous;
  }

  *[Symbol.iterator](): Iterator<Task<unknown>> {
    for (let child = this.#first; child !== undefined; child = child.next) yield child.member;
  }
}
