import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { exported, run, ThreadPoolExecutor, runInExecutor } from "#index";
import { now, type Program } from "../program.ts";
import { increment } from "./increment.ts";

const work = exported(new URL("increment.js", import.meta.url), increment);

/** `n` calls of a function in a thread, one after the other, by an executor. */
export const executor: Program = (n) =>
  run(async () => {
    return await new ThreadPoolExecutor({ maxWorkers: 1 }).run(async (pool) => {
      let value = await runInExecutor(pool, work, -1); // the worker has started
      const start = now();
      for (let i = 0; i < n; i++) value = await runInExecutor(pool, work, value);
      return checked(value, n, now() - start);
    });
  });

/** The same by workerpool itself, whose worker imports the function as well. */
export const pool: Program = async (n) => {
  const workerpool = createRequire(import.meta.url)("workerpool") as {
    readonly pool: (script: string, settings: object) => DirectPool;
  };
  const script = fileURLToPath(new URL("increment-worker.js", import.meta.url));
  const direct = workerpool.pool(script, { workerType: "thread", maxWorkers: 1 });
  let value = Number(await direct.exec("increment", [-1]));
  const start = now();
  for (let i = 0; i < n; i++) value = Number(await direct.exec("increment", [value]));
  const elapsed = now() - start;
  await direct.terminate();
  return checked(value, n, elapsed);
};

/** What is used of workerpool, whose own types need those of a browser. */
interface DirectPool {
  exec(method: string, params: readonly unknown[]): PromiseLike<unknown>;
  terminate(): PromiseLike<unknown>;
}

function checked(value: number, n: number, elapsed: number): number {
  if (value !== n) throw new Error(`Counted to ${value} instead of ${n}`);
  return elapsed;
}
