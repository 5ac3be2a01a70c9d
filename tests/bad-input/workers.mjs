/** @import { Row } from "./program.mjs" */

/** A function that workers import, from a module of its own. @param {string} source */
const job = (source) => `exported("data:text/javascript,${encodeURIComponent(`export ${source}`)}", ${source})`;

/** Prints how `call` ends. @param {string} call */
const printError = (call) =>
  `await createTask(${call}).then((value) => console.log("fine", value), (error) => console.log(String(error)));`;

/** @param {string} body */
const main = (body) => `await run(async () => { ${body} });`;

const heapHint = "  hint: a worker has a heap of its own: send data, and let the worker import the function";

/** @type {readonly Row[]} */
export const workers = [
  {
    mistake: "a closure for a worker",
    program: main(`const secret = 42; ${printError("() => toThread(() => secret)")}`),
    prints: [
      "TypeError: Cannot run function (anonymous) in a worker: a worker has a heap of its own, and no closure can be sent there",
      "  hint: export the function from a module and say where: exported(import.meta.url, work); its arguments are sent",
    ],
  },
  {
    mistake: "an argument that cannot be sent",
    program: main(printError(`() => toThread(${job("function work() {}")}, { steps: [() => 1] })`)),
    prints: ["TypeError: Cannot send argument 1 to a worker: at .steps[0] is function (anonymous)", heapHint],
  },
  {
    mistake: "a result that cannot be sent back",
    program: main(printError(`() => toThread(${job("function work() { return { undo: () => 1 }; }")})`)),
    prints: ["TypeError: Cannot send the result of work() back from a worker: at .undo is function undo", heapHint],
  },
  {
    mistake: "a worker that throws what cannot be sent back",
    program: main(
      printError(`() => toThread(${job("function work() { throw { retry: () => 1 }; }")})`) +
        printError(
          `() => toThread(${job("function fail() { throw Object.assign(new RangeError('far'), { retry() {} }); }")})`,
        ),
    ),
    prints: [
      "TypeError: Cannot send what was thrown back from a worker: at .retry is function retry",
      heapHint,
      "RangeError: far",
    ],
  },
  {
    mistake: "a worker that throws an error which causes itself",
    program: main(
      printError(
        `() => toThread(${job("function work() { const e = new RangeError('far'); e.cause = e; e.self = e; throw e; }")})`,
      ),
    ),
    prints: ["RangeError: far"],
  },
  {
    mistake: "a worker that exits, and the next call",
    program: main(
      printError(`() => toThread(${job("function work() { process.exit(3); }")})`) +
        printError(`() => toThread(${job("function next() { return 1; }")})`),
    ),
    prints: [
      "BrokenThreadPool: A thread in the thread pool was terminated abruptly while the future was running or pending.",
      "  hint: a worker has exited with code 3; make a new executor",
      "fine 1",
    ],
  },
  {
    mistake: "a worker process that is killed, and the next call",
    program: main(
      `const executor = new ProcessPoolExecutor({ maxWorkers: 1 });
       ${printError(`() => runInExecutor(executor, ${job("function work() { process.kill(process.pid, 'SIGKILL'); }")})`)}
       ${printError(`() => runInExecutor(executor, ${job("function next() { return 1; }")})`)}`,
    ),
    prints: [
      "BrokenProcessPool: A process in the process pool was terminated abruptly while the future was running or pending.",
      "  hint: a worker was ended by SIGKILL; make a new executor",
      "BrokenProcessPool: A child process terminated abruptly, the process pool is not usable anymore",
      "  hint: a worker was ended by SIGKILL; make a new executor",
    ],
  },
  {
    mistake: "a worker in which a rejection is not handled",
    program: main(
      printError(
        `() => toThread(${job("async function work() { Promise.reject(new Error('forgotten')); await new Promise(() => {}); }")})`,
      ),
    ),
    prints: [
      "BrokenThreadPool: A thread in the thread pool was terminated abruptly while the future was running or pending.",
      "  hint: a worker has ended: forgotten; make a new executor",
    ],
  },
  {
    mistake: "a function that its module does not export, and a module that there is not",
    program: main(
      printError(`() => toThread(exported("data:text/javascript,export const other = 1", function work() {}))`) +
        `await toThread(exported("file:///no/such.mjs", function work() {})).then(undefined, ({ name, hint, cause }) => {
          console.log(name, cause.code);
          console.log(hint);
        });`,
    ),
    prints: [
      "TypeError: Cannot call work() in a worker: data:text/javascript,export const other = 1 exports no function of this name",
      '  hint: write "export function work", and pass the URL of that very module: exported(import.meta.url, work)',
      "RuntimeError ERR_MODULE_NOT_FOUND",
      "a worker imports the module by Node, without the transforms of a test runner or bundler",
    ],
  },
  {
    mistake: "an executor that is shut down while it is busy",
    program: main(
      `const executor = new ThreadPoolExecutor({ maxWorkers: 1 });
       const work = ${job("function work(n) { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50); return n; }")};
       const [runs, waits] = [executor.submit(work, 1), executor.submit(work, 2)];
       const over = createTask(() => executor.shutdown({ cancelFutures: true }));
       await sleep(0);
       ${printError("async () => await executor.submit(work, 3)")}
       ${printError("() => runs.result()")}
       ${printError("() => waits.result()")}
       await over;`,
    ),
    prints: [
      "RuntimeError: cannot schedule new futures after shutdown",
      "  hint: shut the executor down when the last call was submitted",
      "fine 1",
      "CancelledError",
    ],
  },
  {
    mistake: "an executor that is forgotten while it is busy",
    program: main(
      `const executor = new ThreadPoolExecutor({ maxWorkers: 1 });
       const work = ${job("function work(n) { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50); return n; }")};
       executor.submit(work, 1);
       executor.submit(work, 2);
       console.log("main ends");`,
    ),
    prints: ["main ends"],
  },
  {
    mistake: "no executor, and none of the workers",
    program: main(
      printError(`() => runInExecutor({}, ${job("function work() {}")})`) +
        printError("async () => new ThreadPoolExecutor({ maxWorkers: 0 })"),
    ),
    prints: [
      "TypeError: executor must be an executor or null, got <Object>",
      "  hint: runInExecutor(null, work)",
      "ValueError: max_workers must be greater than 0",
      "  hint: pass a whole number as maxWorkers, such as 4; got 0",
    ],
  },
];
