import type { Wait } from "../../core/contracts/loop-core.ts";
import { RuntimeError } from "../../core/errors/runtime-error.ts";
import type { Level } from "../../core/contracts/level.ts";
import type { Strategy } from "../../core/contracts/strategy.ts";
import { createTask } from "../../tasks/create-task.ts";
import { virtualEngineHere } from "../../loop/engine.ts";
import { Executions } from "../execution/executions.ts";
import type { SearchStrategy } from "../strategies/search.ts";
import { SimulatedCall } from "../../world/simulated/simulated-call.ts";
import { random } from "../strategies/random.ts";

/**
 * Once per process: make sure that exploration finds a planted race. Otherwise an exploration that is switched off would
 * report that there is no race.
 *
 * @throws {RuntimeError} If exploration does not find the planted race.
 */
export async function requireCanary(level: Level): Promise<void> {
  if (found) return;
  await searchCanary(level === "fifo" ? "env" : level, random());
  found = true;
}

/** The most executions of a random order, which finds the planted race in one of three. */
const most = 100;

/** Whether this process has found its planted race. */
let found = false;

/** @throws {RuntimeError} If `strategy` does not find the planted race at `level`. */
export async function searchCanary(level: Level, strategy: SearchStrategy): Promise<void> {
  let isVirtual = true;
  let choices = 0;
  const body = function* (): Generator<Wait, void, void> {
    isVirtual &&= virtualEngineHere() !== undefined;
    yield* lostUpdate();
  };
  const bounds = { seed: 0, maxIterations: 1_000, maxTime: 1, checks: new Set<never>() };
  const executions = new Executions(body, bounds);
  const search = strategy({ seed: 0, level });
  while (executions.count < most) {
    const next: Strategy | undefined = search.next();
    if (next === undefined) break;
    const verdict = await executions.run(level, next);
    if (!isVirtual) throw inactive("the loop is not the virtual one");
    choices += verdict.taken.length;
    if (verdict.kind === "failed") return;
    search.ended(verdict);
  }
  const orders = executions.count === 1 ? "1 order" : `${executions.count} orders`;
  throw inactive(choices === 0 ? "no strategy was asked" : `a known race was not found in ${orders}`);
}

/** Two deposits. The second is lost if it comes between the read and the write of the first. */
function* lostUpdate(): Generator<Wait, void, void> {
  let balance = 0;
  const first = createTask(function* () {
    yield* arrival();
    const seen = balance;
    yield* arrival();
    balance = seen + 1;
  });
  const second = createTask(function* () {
    yield* arrival();
    yield* arrival();
    balance += 1;
  });
  yield* first;
  yield* second;
  if (balance !== 2) throw new Error("the planted race");
}

function* arrival(): Generator<Wait, void, void> {
  const loop = virtualEngineHere();
  if (loop === undefined) return;
  const call = new SimulatedCall(loop, "arrival()");
  call.onArrival(() => call.result.setResult(undefined));
  loop.expectArrival(call);
  yield* call.result;
}

function inactive(why: string): RuntimeError {
  return new RuntimeError(
    `Exploration is not active: ${why}`,
    "something in this process replaces parts of timeloom: look for mocked modules, and for a bundle that holds it twice",
  );
}
