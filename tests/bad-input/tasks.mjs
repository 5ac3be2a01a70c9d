/** @import { Row } from "./program.mjs" */

/** @type {readonly Row[]} */
export const tasks = [
  {
    mistake: "a running promise where a coroutine is expected",
    program: `
      const job = async () => 1;
      await run(async () => void createTask(job()));`,
    prints: [
      "TypeError: a coroutine was expected, got <Promise>",
      "  hint: it runs already: adopt it with ensureFuture(promise), or pass the function: createTask(() => job())",
    ],
  },
  {
    mistake: "a value where an awaitable is expected",
    program: `await run(async () => await gather(sleep(0), 42));`,
    prints: [
      "TypeError: An asyncio.Future, a coroutine or an awaitable is required, got 42",
      "  hint: pass a coroutine, a function, a future or a promise",
    ],
  },
  {
    mistake: "wait() for a coroutine",
    program: `
      await run(async () => {
        const job = coroutine(async function job() {});
        const jobs = [job()];
        try { await wait(jobs); } finally { jobs[0].close(); }
      });`,
    prints: [
      "TypeError: Passing coroutines is forbidden, use tasks explicitly.",
      "  hint: got <FunctionCoroutine>: make it a task with createTask()",
    ],
  },
  {
    mistake: "a delay of NaN",
    program: `await run(async () => await sleep(NaN));`,
    prints: ["ValueError: Invalid delay: NaN (not a number)", "  hint: pass a number of seconds"],
  },
  {
    mistake: "no delay",
    program: `await run(async () => await sleep());`,
    prints: ["ValueError: Invalid delay: undefined", "  hint: pass a number of seconds"],
  },
  {
    mistake: "a timer after NaN seconds",
    program: `newEventLoop().callLater(NaN, () => {});`,
    prints: ["ValueError: Invalid delay: NaN (not a number)", "  hint: pass a number of seconds"],
  },
  {
    mistake: "a result that is set twice",
    program: `
      await run(async () => {
        const future = createFuture();
        future.setResult(1);
        future.setResult(2);
      });`,
    prints: ["InvalidStateError: invalid state", "  hint: a future is completed once: ask done() before you set it"],
  },
  {
    mistake: "a task that awaits itself",
    program: `
      await run(async () => {
        const task = createTask(async () => await task, { name: "snake" });
        await task;
      });`,
    prints: [
      "RuntimeError: Task cannot await on itself: <Task pending name='snake'>",
      "  hint: await it in another task",
    ],
  },
  {
    mistake: "a coroutine that is awaited twice",
    program: `
      await run(async () => {
        const nap = sleep(0);
        await nap;
        await nap;
      });`,
    prints: [
      "RuntimeError: cannot reuse already awaited coroutine",
      "  hint: call the coroutine function again for a new one",
    ],
  },
  {
    mistake: "a coroutine that nobody awaits",
    program: `await run(async () => void new Lock().acquire());`,
    prints: [],
    reports: [
      "coroutine 'acquire' was never awaited",
      "  hint: await it, or run it in the background: createTask(…)",
      "coroutine: <coroutine object acquire>",
    ],
  },
  {
    mistake: "a generator that writes yield for yield*",
    program: `await run(function* () { yield 1; });`,
    prints: ["RuntimeError: Task got bad yield: 1", "  hint: write `yield* x` where Python has `await x`"],
  },
  {
    mistake: "an exception that nobody retrieves, of an async function",
    program: `
      await run(async () => {
        createTask(async () => { throw new Error("lost"); }, { name: "loser" });
        await sleep(0);
      });`,
    prints: [],
    reports: [
      "Task exception was never retrieved",
      "  hint: await it, or ask for its exception(), before the loop is closed",
      "future: <Task finished name='loser' exception=Error: lost>",
      "Error: lost",
    ],
  },
  {
    mistake: "an exception that nobody retrieves, of a generator on a virtual loop",
    program: `
      await run(function* () {
        createTask(function* () { throw new Error("lost"); }, { name: "loser" });
        yield* sleep(0);
      }, { loopFactory: virtualLoop() });`,
    prints: [],
    reports: [
      "Task exception was never retrieved",
      "  hint: await it, or ask for its exception(), before the loop is closed",
      "future: <Task finished name='loser' exception=Error: lost>",
      "Error: lost",
    ],
  },
  {
    mistake: "a promise that rejects while nobody waits for its future",
    program: `
      await run(async () => {
        ensureFuture(Promise.reject(new Error("lost")));
        await sleep(0);
      });`,
    prints: [],
    reports: [
      "Future exception was never retrieved",
      "  hint: await it, or ask for its exception(), before the loop is closed",
      "future: <Future finished exception=Error: lost>",
      "Error: lost",
    ],
  },
  {
    mistake: "a task that outlives its loop",
    program: `
      const loop = newEventLoop();
      loop.createTask(() => sleep(1), { name: "late" });
      await loop.runUntilComplete(() => sleep(0));
      loop.close();`,
    prints: [],
    reports: [
      "Task was destroyed but it is pending!",
      "  hint: await it, or cancel it, before the loop is closed",
      "task: <Task pending name='late'>",
    ],
  },
  {
    mistake: "a task for a group that has ended",
    program: `
      await run(async () => {
        const group = new TaskGroup();
        await group.run(async () => {});
        group.createTask(() => sleep(1));
      });`,
    prints: [
      "RuntimeError: TaskGroup <TaskGroup entered> is finished",
      "  hint: create tasks inside the body: group.run(async () => …)",
    ],
  },
];
