/** @import { Row } from "./program.mjs" */

/** @type {readonly Row[]} */
export const sync = [
  {
    mistake: "a free lock is released",
    program: `new Lock().release();`,
    prints: [
      "RuntimeError: Lock is not acquired.",
      "  hint: call release() once per acquire(), in a finally block, or use lock.run(body)",
    ],
  },
  {
    mistake: "a semaphore below zero",
    program: `new Semaphore(-1);`,
    prints: ["ValueError: Semaphore initial value must be >= 0", "  hint: pass how many tasks may be inside at a time"],
  },
  {
    mistake: "a bounded semaphore is released too often",
    program: `new BoundedSemaphore(1).release();`,
    prints: [
      "ValueError: BoundedSemaphore released too many times",
      "  hint: call release() once per acquire(), in a finally block, or use semaphore.run(body)",
    ],
  },
  {
    mistake: "notify() without the lock",
    program: `new Condition().notify();`,
    prints: ["RuntimeError: cannot notify on un-acquired lock", "  hint: call notify() inside condition.run(body)"],
  },
  {
    mistake: "taskDone() is called too often",
    program: `new Queue().taskDone();`,
    prints: [
      "ValueError: task_done() called too many times",
      "  hint: call taskDone() once per item that get() returned",
    ],
  },
];
