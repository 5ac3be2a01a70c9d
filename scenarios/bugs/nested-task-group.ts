import {
  type Body,
  CancelledError,
  createFuture,
  createTask,
  currentTask,
  ExceptionGroup,
  type Future,
  sleep,
  type Task,
  TaskGroup,
  type Wait,
} from "timeloom";
import type { Bug } from "./bug.ts";

// FIFO order finds it: children of both groups fail before their parent runs.

export const bugs: readonly Bug[] = [
  {
    id: "nested-task-group",
    title: "The inner group takes the cancellation by the outer one for its own, and the body runs on",
    source: new URL("https://github.com/python/cpython/issues/116720"),
    tier: "T1",
    buggy: nestedTaskGroup,
    fixed: nestedTaskGroupFixed,
  },
];

export default function* nestedTaskGroup(): Generator<Wait, void, void> {
  yield* program(() => new BuggyTaskGroup());
}

export function* nestedTaskGroupFixed(): Generator<Wait, void, void> {
  yield* program(() => new TaskGroup());
}

function* program(newInnerGroup: () => BuggyTaskGroup | TaskGroup): Generator<Wait, void, void> {
  yield* expectFailure(
    new TaskGroup().run(function* (outer) {
      outer.createTask(fail);
      yield* expectFailure(
        newInnerGroup().run(function* (inner) {
          inner.createTask(fail);
          yield* createFuture(inner, "failure");
        }),
      );
      yield* createFuture(outer, "failure"); // it comes as a cancellation, or never
    }),
  );
}

function* fail(): Generator<Wait, void, void> {
  yield* sleep(0);
  throw new Error("out of order");
}

function* expectFailure(run: { [Symbol.iterator](): Iterator<Wait, void, void> }): Generator<Wait, void, void> {
  try {
    yield* run;
  } catch (error) {
    if (!(error instanceof ExceptionGroup)) throw error;
  }
}

/** Ends its claim on the parent before it waits, and never cancels it again. */
class BuggyTaskGroup {
  readonly #children = new Set<Task<void>>();
  readonly #errors: unknown[] = [];
  readonly #parent = currentTask();
  #aborting = false;
  #parentCancelRequested = false;
  #allDone: Future<void> | undefined = undefined;

  createTask(body: Body<[], void>): Task<void> {
    const task = createTask(body);
    this.#children.add(task);
    task.addDoneCallback(() => this.#childDone(task));
    return task;
  }

  *run(body: (group: BuggyTaskGroup) => Generator<Wait, void, void>): Generator<Wait, void, void> {
    let propagate: CancelledError | undefined;
    try {
      yield* body(this);
    } catch (error) {
      if (!(error instanceof CancelledError)) throw error;
      propagate = error;
      this.#abort();
    }
    if (this.#parentCancelRequested && this.#parent?.uncancel() === 0) propagate = undefined;
    while (this.#children.size > 0) {
      this.#allDone = createFuture<void>(this, "run()");
      try {
        yield* this.#allDone;
      } catch (error) {
        if (!(error instanceof CancelledError)) throw error;
        if (this.#aborting) continue;
        propagate = error;
        this.#abort();
      }
    }
    if (this.#errors.length > 0) throw new ExceptionGroup("unhandled errors in a TaskGroup", this.#errors);
    if (propagate !== undefined) throw propagate;
  }

  #childDone(task: Task<void>): void {
    this.#children.delete(task);
    if (this.#children.size === 0 && this.#allDone?.done() === false) this.#allDone.setResult();
    if (task.cancelled() || task.exception() === null) return;
    this.#errors.push(task.exception());
    if (this.#aborting) return;
    this.#abort();
    this.#parentCancelRequested = true;
    this.#parent?.cancel();
  }

  #abort(): void {
    this.#aborting = true;
    for (const child of this.#children) child.cancel();
  }
}
