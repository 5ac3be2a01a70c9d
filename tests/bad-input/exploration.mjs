/** @import { Row } from "./program.mjs" */

/** Prints the first lines of a report: what is wrong and what to do. */
const printStart = (/** @type {string} */ call) =>
  `await ${call}.catch((error) => console.log(String(error).split("\\n\\n")[0].replaceAll(/ {2}\\(file:.*\\)/g, "")));`;

/** @type {readonly Row[]} */
export const exploration = [
  {
    mistake: "a schedule of another version",
    program: `await replay(async () => {}, "v2:main.0@3=main.1@2");`,
    prints: [
      'ValueError: Invalid schedule at character 1: expected "v1:", got "v2:"',
      "  hint: it was written by another version of timeloom: search again",
    ],
  },
  {
    mistake: "a schedule that is cut in half",
    program: `await replay(async () => {}, "v1:main.0@3=main.1@2,main.1@4=can");`,
    prints: [
      'ValueError: Invalid schedule at character 31: expected a wake-up, an index, throw, cancel or expire, got "can"',
      "  hint: copy the whole schedule from the report: it may be cut off",
    ],
  },
  {
    mistake: "a schedule that is none",
    program: `await replay(async () => {}, 7);`,
    prints: ["TypeError: a schedule was expected, got 7", '  hint: pass the text from the report: "v1:…"'],
  },
  {
    mistake: "a schedule of another program: what does not happen is told",
    program: `console.log(JSON.stringify(await replay(async () => {}, "v1:main.0@3=main.1@2")));`,
    prints: ['{"schedule":[],"skipped":[{"at":"main.0@3","value":"main.1@2"}]}'],
  },
  {
    mistake: "a body that never awaits",
    program: `console.log(describeCertificate(await explore(async () => {})).split("\\n").slice(0, 2).join("\\n"));`,
    prints: [
      "passed    1 execution of up to 0 choices; nothing was left to try",
      "claim     no choices at `env`; try `jitter` or `simulate(…)`",
    ],
  },
  {
    mistake: "a body that awaits a real timer",
    program: printStart("explore(() => new Promise((resolve) => setTimeout(resolve, 10)))"),
    prints: [
      "OutsideWaitError: Cannot go on at t=0 s: a task waits outside the loop",
      "  Task-1  waits for Timeout",
      '  hint: put timers on loop time with fakeGlobals(), and fakes of the rest behind simulate(fake); outside of explore(): external(promise), or virtualLoop({ io: "wait" })',
    ],
  },
  {
    mistake: "a body that opens a real socket",
    program: printStart(`explore(async () => {
      const { connect } = await import("node:net");
      const future = createFuture();
      connect(1, "127.0.0.1").on("error", () => future.done() || future.setResult());
      await future;
    })`),
    prints: [
      "OutsideWaitError: Cannot go on at t=0 s: a task waits outside the loop",
      "  Task-1  waits for TCPCONNECTWRAP",
      "  hint: a search has no real sockets: connect with openConnection() and startServer(), which take the simulated network, or put the client behind simulate(client); run() has the real network",
    ],
  },
  {
    mistake: "a body that awaits a real timer, and has timers of the loop",
    program: printStart(`explore(async () => {
      createTask(async () => { for (let i = 0; i < 50; i++) await sleep(1); });
      await new Promise((resolve) => setTimeout(resolve, 10));
    })`),
    prints: [
      "OutsideWaitError: Cannot go on at t=0 s: a task waits outside the loop",
      "  Task-1  waits for Timeout",
      '  hint: put timers on loop time with fakeGlobals(), and fakes of the rest behind simulate(fake); outside of explore(): external(promise), or virtualLoop({ io: "wait" })',
    ],
  },
  {
    mistake: "a body whose future is set by a real timer",
    program: printStart(`explore(async () => {
      const future = createFuture();
      setTimeout(() => future.done() || future.setResult(), 10);
      await future;
    })`),
    prints: [
      "OutsideWaitError: Cannot go on at t=0 s: a task waits outside the loop",
      "  Task-1  waits for Timeout",
      '  hint: put timers on loop time with fakeGlobals(), and fakes of the rest behind simulate(fake); outside of explore(): external(promise), or virtualLoop({ io: "wait" })',
    ],
  },
  {
    mistake: "a body whose future is set by a real timer, in some orders only",
    program: printStart(`explore(async () => {
      const ask = simulate(async () => {});
      let first;
      await gather(() => ask().then(() => (first ??= "a")), () => ask().then(() => (first ??= "b")));
      if (first === "a") return;
      const future = createFuture();
      setTimeout(() => future.done() || future.setResult(), 10);
      await future;
    })`),
    prints: [
      "OutsideWaitError: Cannot go on at t=0 s: a task waits outside the loop",
      "  Task-1  waits for Timeout",
      '  hint: put timers on loop time with fakeGlobals(), and fakes of the rest behind simulate(fake); outside of explore(): external(promise), or virtualLoop({ io: "wait" })',
    ],
  },
  {
    mistake: "a replay that waits for a real timer",
    program: printStart(`replay(async () => {
      const future = createFuture();
      setTimeout(() => future.done() || future.setResult(), 10);
      await future;
    }, "v1:")`),
    prints: [
      "OutsideWaitError: Cannot go on at t=0 s: a task waits outside the loop",
      "  Task-1  waits for Timeout",
      '  hint: put timers on loop time with fakeGlobals(), and fakes of the rest behind simulate(fake); outside of explore(): external(promise), or virtualLoop({ io: "wait" })',
    ],
  },
  {
    mistake: "a process in which nobody is asked what comes next",
    program: `
      const { Choices } = await import(${JSON.stringify(import.meta.resolve("#loop/scheduler/choices"))});
      Choices.prototype.ask = () => 0;
      await explore(async () => {});`,
    prints: [
      "RuntimeError: Exploration is not active: no strategy was asked",
      "  hint: something in this process replaces parts of timeloom: look for mocked modules, and for a bundle that holds it twice",
    ],
  },
  {
    mistake: "a ticker that never ends",
    program: `await explore(async () => { for (;;) await sleep(1); }, { onProgress: () => {} });`,
    prints: [
      "InconclusiveError: Cannot explore: the first execution is inconclusive",
      "  The loop did not finish within 10000 iterations (stopped at t=5000 s)",
      "  spinning: Task-1",
      "  hint: end what runs for ever (cancel it when the body is done, for instance), or raise maxIterations or maxTime",
    ],
  },
  {
    mistake: "a task that spins and never lets time pass",
    program: printStart(
      "explore(async () => { for (;;) await sleep(0); }, { maxIterations: 1_000, onProgress: () => {} })",
    ),
    prints: [
      "RaceError: Livelock at t=0 s: Task-1 ran for 999 iterations, and no time passed",
      "  hint: look for a loop that never waits for time or for another task; if it would end, raise maxIterations",
    ],
  },
  {
    mistake: "a body that asks Math.random()",
    program: `await explore(async () => { await sleep(Math.random()); }).catch((error) => {
      console.log(String(error).replaceAll(/\\d\\.\\d+/g, "(random)"));
    });`,
    prints: [
      "NondeterminismError: Two executions of the same schedule differ at step 2",
      "  one:   the clock moves to t=(random) s",
      "  other: the clock moves to t=(random) s",
      "  hint: look for Math.random(), Date.now() and other clocks, a counter or cache that outlives an execution, and iteration over what has no order",
    ],
  },
  {
    mistake: "a body that asks the time",
    program: `
      const start = performance.now();
      await explore(async () => {
        for (let until = performance.now() + 2; performance.now() < until;);
        await sleep(performance.now() - start);
      }).catch(({ name }) => console.log(name));`,
    prints: ["NondeterminismError"],
  },
  {
    mistake: "a body with state that outlives it",
    program: `
      let runs = 0;
      await explore(async () => { runs += 1; for (let i = 0; i < runs; i++) await sleep(1); })
        .catch(({ name }) => console.log(name));`,
    prints: ["NondeterminismError"],
  },
  {
    mistake: "an option that is misspelt",
    program: `await explore(async () => {}, { excutions: 10 });`,
    prints: [
      "ValueError: Unknown option of explore(): excutions",
      "  hint: did you mean executions? the options are level, strategy, require, executions, time, memory, signal, seed, maxIterations, maxTime, checks, sweeps, tasks, world, coverage, shard and onProgress",
    ],
  },
  {
    mistake: "a strategy where there is one order",
    program: `await explore(async () => {}, { level: "fifo", strategy: random() });`,
    prints: [
      'ValueError: Nothing to explore: level "fifo" has one order, and random is to choose among several',
      "  hint: leave the level out, or the strategy",
    ],
  },
  {
    mistake: "a proof of random orders",
    program: `await explore(async () => {}, { require: "proof", strategy: random() });`,
    prints: [
      'ValueError: Cannot require "proof" of random: it claims "sample" at most',
      "  hint: use exhaustive() or auto(), or require less",
    ],
  },
  {
    mistake: "a proof where nothing is to be chosen",
    program: `await explore(async () => {}, { require: "proof" });`,
    prints: [
      'ClaimError: Required "proof", got nothing after 1 execution: no choices at `env`; try `jitter` or `simulate(…)`',
      "  hint: make the body smaller, or require less",
    ],
  },
  {
    mistake: "a sweep that is none",
    program: `await explore(async () => {}, { sweeps: ["cancle"] });`,
    prints: ['ValueError: Invalid sweep: "cancle"', '  hint: use a list of "cancel", "throw", "timeout" and "faults"'],
  },
  {
    mistake: "a body that is no function",
    program: `await explore(42);`,
    prints: [
      "TypeError: explore() needs a function, got 42",
      "  hint: it is called once per execution: pass the function itself, not what it returns",
    ],
  },
  {
    mistake: "a body that runs already",
    program: `await explore((async () => {})());`,
    prints: [
      "TypeError: explore() needs a function, got <Promise>",
      "  hint: it is called once per execution: pass the function itself, not what it returns",
    ],
  },
  {
    mistake: "an exploration inside of a loop",
    program: `await run(async () => await explore(async () => {}));`,
    prints: [
      "RuntimeError: explore() cannot be called from a running event loop",
      "  hint: it makes its own loops: call it outside of tasks, and not in the body of an exploration",
    ],
  },
  {
    mistake: "an exploration inside of an exploration",
    program: printStart("explore(async () => await explore(async () => {}))"),
    prints: [
      "RaceError: RuntimeError: explore() cannot be called from a running event loop",
      "  hint: it makes its own loops: call it outside of tasks, and not in the body of an exploration",
    ],
  },
  {
    mistake: "two explorations at once, which is none",
    program: `
      const ask = simulate(async () => {});
      const body = async () => void (await gather(ask(), ask()));
      const [one, other] = await Promise.all([explore(body), explore(body)]);
      console.log(one.claim.kind, JSON.stringify(one) === JSON.stringify(other));`,
    prints: ["proof true"],
  },
  {
    mistake: "a promise that is simulated",
    program: `simulate(Promise.resolve());`,
    prints: ["TypeError: simulate() needs a fake, got <Promise>", "  hint: pass the function that returns the promise"],
  },
];
