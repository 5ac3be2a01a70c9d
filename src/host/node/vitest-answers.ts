import type { ForeignWork } from "../host.ts";

/**
 * The answers for which this worker of vitest waits: modules, their names, annotations. It asks the main process, over a channel that
 * it made long before the test, so that `async_hooks` shows nobody that an answer is to come.
 *
 * @returns undefined outside of vitest
 */
export function vitestAnswers(): ForeignWork | undefined {
  const worker = Reflect.get(globalThis, "__vitest_worker__") as Worker | undefined;
  // vitest's own list, which `vi.dynamicImportSettled()` reads too.
  const resolving = worker?.resolvingModules;
  if (resolving === undefined) return undefined;
  const asked = questionsOf(worker as Worker);
  return {
    // vitest reports while tests run, too: only a test that waits, for an annotation, is about that.
    any: (isAwaited) => resolving.size > 0 || (isAwaited && asked.size > 0),
    describe: () => [
      ...Array.from(resolving, (id) => `vitest is fetching the module ${id}`),
      ...Array.from(asked.values(), (question) => `vitest is asked to ${question}`),
    ],
  };
}

/** What vitest keeps about the file that runs. */
interface Worker {
  readonly resolvingModules?: ReadonlySet<string>;
  /** Calls functions of the main process. */
  rpc?: object;
}

type Ask = (...args: unknown[]) => unknown;

/** Functions of the main process whose answers a test may wait for. */
const questions: Readonly<Record<string, string>> = {
  resolve: "find the module",
  fetch: "fetch the module",
  transform: "transform the module",
  resolveSnapshotPath: "find the snapshots of",
  onTaskUpdate: "report",
  onTaskArtifactRecord: "record an artifact of",
};

/** The questions of a worker that have no answer yet. */
const ofWorkers = new WeakMap<object, ReadonlyMap<object, string>>();

function questionsOf(worker: Worker): ReadonlyMap<object, string> {
  const known = ofWorkers.get(worker);
  if (known !== undefined) return known;
  const asked = new Map<object, string>();
  ofWorkers.set(worker, asked);
  if (worker.rpc === undefined) return asked;
  worker.rpc = new Proxy(worker.rpc, {
    get: (rpc, name) => {
      const ask: unknown = Reflect.get(rpc, name);
      const question = questions[String(name)];
      if (question === undefined || typeof ask !== "function") return ask;
      return async (...args: unknown[]) => {
        const key = {};
        const [subject] = args;
        asked.set(key, typeof subject === "string" ? `${question} ${subject}` : question);
        try {
          return await (ask as Ask)(...args);
        } finally {
          asked.delete(key);
        }
      };
    },
  });
  return asked;
}
