/** @import { Row } from "./program.mjs" */

/** @type {readonly Row[]} */
export const loops = [
  {
    mistake: "a future of another loop is awaited, in an async function",
    program: `
      const other = newEventLoop();
      await run(async () => await other.createFuture());`,
    prints: [
      "RuntimeError: Task <Task pending name='Task-1'> got Future <Future pending> attached to a different loop",
      "  hint: await a future in the loop that made it; to cross loops use runCoroutineThreadsafe()",
    ],
  },
  {
    mistake: "a future of another loop is awaited, in a generator",
    program: `
      const other = newEventLoop();
      await run(function* () { yield* other.createFuture(); });`,
    prints: [
      "RuntimeError: Task <Task pending name='Task-1'> got Future <Future pending> attached to a different loop",
      "  hint: await a future in the loop that made it; to cross loops use runCoroutineThreadsafe()",
    ],
  },
  {
    mistake: "a future of another loop is gathered",
    program: `
      const other = newEventLoop();
      await run(async () => await gather(other.createFuture()));`,
    prints: [
      "ValueError: The future belongs to a different loop than the one specified as the loop argument",
      "  hint: await a future in the loop that made it",
    ],
  },
  {
    mistake: "a lock that two loops wait for",
    program: `
      const lock = new Lock();
      await run(() => lock.acquire());
      const wait = () => waitFor(lock.acquire(), 0.001);
      await run(wait).catch((error) => console.log(String(error)));
      await run(wait);`,
    prints: [
      "TimeoutError",
      "RuntimeError: <Lock [locked]> is bound to a different event loop",
      "  hint: make one per loop, inside the running body",
    ],
  },
  {
    mistake: "a loop is run twice",
    program: `
      const loop = newEventLoop();
      const first = loop.runUntilComplete(() => sleep(0.01));
      await loop.runUntilComplete(() => sleep(0.01)).finally(() => first);`,
    prints: ["RuntimeError: This event loop is already running", "  hint: await its run first"],
  },
  {
    mistake: "a loop is run inside itself",
    program: `
      const loop = newEventLoop();
      await loop.runUntilComplete(async () => await loop.runUntilComplete(() => sleep(0)));`,
    prints: ["RuntimeError: This event loop is already running", "  hint: await its run first"],
  },
  {
    mistake: "run() inside a task that is an async function",
    program: `await run(async () => await run(() => sleep(1)));`,
    prints: [
      "RuntimeError: asyncio.run() cannot be called from a running event loop",
      "  hint: await the coroutine, or createTask() it",
    ],
  },
  {
    mistake: "run() inside a task that is a generator",
    program: `await run(function* () { yield* ensureFuture(run(() => sleep(1))); });`,
    prints: [
      "RuntimeError: asyncio.run() cannot be called from a running event loop",
      "  hint: await the coroutine, or createTask() it",
    ],
  },
  {
    mistake: "a task outside of loops",
    program: `createTask(() => sleep(1));`,
    prints: ["RuntimeError: no running event loop", "  hint: call it inside a task: run(async () => { … })"],
  },
  {
    mistake: "a coroutine is awaited outside of loops",
    program: `await sleep(1);`,
    prints: ["RuntimeError: no running event loop", "  hint: call it inside a task: run(async () => { … })"],
  },
  {
    mistake: "a closed loop is used",
    program: `
      const loop = newEventLoop();
      loop.close();
      loop.callSoon(() => {});`,
    prints: ["RuntimeError: Event loop is closed", "  hint: make a new one: run() does it for every call"],
  },
  {
    mistake: "a loop is stopped before its main task has ended",
    program: `
      await run(async () => {
        getRunningLoop().stop();
        await sleep(1);
      });`,
    prints: [
      "RuntimeError: Event loop stopped before Future completed.",
      "  hint: call stop() only when the main task is done",
    ],
  },
  {
    mistake: "a callback that throws",
    program: `
      await run(async () => {
        getRunningLoop().callSoon(function blunder() { throw new Error("blunder"); });
        await sleep(0);
        console.log("the loop goes on");
      });`,
    prints: ["the loop goes on"],
    reports: [
      "Exception in callback <Handle blunder>",
      "  hint: catch it inside the callback: nobody awaits a callback",
      "handle: <Handle blunder>",
      "Error: blunder",
    ],
  },
  {
    mistake: "an async callback that throws",
    program: `
      await run(async () => {
        getRunningLoop().callLater(0.001, async function blunder() { throw new Error("blunder"); });
        await sleep(0.002);
        console.log("the loop goes on");
      }, { loopFactory: virtualLoop() });`,
    prints: ["the loop goes on"],
    reports: [
      "Exception in callback <TimerHandle when=0.001 blunder>",
      "  hint: catch it inside the callback: nobody awaits a callback",
      "handle: <TimerHandle when=0.001 blunder>",
      "Error: blunder",
    ],
  },
  {
    mistake: "an exception handler that throws",
    program: `
      await run(async () => {
        getRunningLoop().setExceptionHandler(() => { throw new Error("mishandled"); });
        getRunningLoop().callSoon(function blunder() { throw new Error("blunder"); });
        await sleep(0);
        console.log("the loop goes on");
      });`,
    prints: ["the loop goes on"],
    reports: [
      "Unhandled error in exception handler",
      "  hint: catch it inside the handler; what the handler was told follows",
      "Error: mishandled",
      "Exception in callback <Handle blunder>",
      "  hint: catch it inside the callback: nobody awaits a callback",
      "handle: <Handle blunder>",
      "Error: blunder",
    ],
  },
  {
    mistake: "a virtual loop that never idles",
    program: `
      const spin = async () => { for (;;) await sleep(0); };
      await run(spin, { loopFactory: virtualLoop({ maxIterations: 1_000 }) });`,
    prints: [
      "StepLimitError: The loop did not finish within 1000 iterations (stopped at t=0 s)",
      "  spinning: Task-1",
      "  hint: look for a loop that never ends, or raise maxIterations / maxTime of virtualLoop()",
    ],
  },
  {
    mistake: "a real loop that never idles; the host and time come to their turn all the same",
    program: `
      let served = false;
      setTimeout(() => (served = true), 1);
      await run(async () => { while (!served) await sleep(0); });
      console.log("the host had its turn");
      await run(() => timeout(0.01).run(async () => { for (;;) await sleep(0); }));`,
    prints: ["the host had its turn", "TimeoutError"],
  },
  {
    mistake: "a virtual loop in which all tasks wait",
    program: `
      await run(async () => {
        const lock = new Lock();
        await lock.acquire();
        await lock.acquire();
      }, { loopFactory: virtualLoop() });`,
    prints: [
      "DeadlockError: Deadlock at t=0 s: 1 task(s) wait and no timer is pending",
      "  Task-1  waits for Lock.acquire(), held by Task-1",
      "  hint: look for a lock taken in two orders, or an event that nobody sets",
    ],
  },
];
