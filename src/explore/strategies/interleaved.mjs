// @ts-check
// Programs whose orders can be counted by hand, and a way to run a search over them.
import { createFuture, createTask, sleep } from "#index";
import { Executions } from "#explore/executions";

/**
 * A program of tasks that do nothing but take turns; `main` goes on when the last of them has ended. At the level any-order
 * it has as many orders as there are ways to interleave the turns: (a + b)! / (a! b!) for two tasks.
 *
 * @param {readonly number[]} turns - How many turns each task has.
 * @param {(actor: number, turn: number) => void} [took] - Is told of each turn.
 * @returns {() => Generator<import("timeloom").Wait, void, void>}
 */
export function interleaved(turns, took = () => {}) {
  return function* () {
    const done = createFuture();
    let left = turns.length;
    turns.forEach((count, actor) => {
      createTask(function* () {
        for (let turn = 1; turn <= count; turn++) {
          took(actor, turn);
          if (turn < count) yield* sleep(0);
        }
        left -= 1;
        if (left === 0) done.setResult(undefined);
      });
    });
    yield* done;
  };
}

/**
 * Go on with a search until it ends, for `most` executions at most.
 *
 * @param {import("#testing").SearchStrategy} strategy
 * @param {() => Generator<import("timeloom").Wait, void, void>} program
 * @param {{
 *   readonly most?: number,
 *   readonly seed?: number,
 *   readonly level?: import("#testing").Level,
 * }} [settings]
 * @returns {Promise<{
 *   readonly search: import("#testing").Search,
 *   readonly taken: readonly string[],
 *   readonly kinds: readonly string[],
 * }>} what each execution took at its choice points, as text, and how it ended
 */
export async function searched(strategy, program, settings = {}) {
  const { most = 10_000, seed = 0, level = "any-order" } = settings;
  const executions = new Executions(program, { seed, maxIterations: 10_000, maxTime: 1e6, checks: new Set() });
  const search = strategy({ seed, level });
  const taken = [];
  const kinds = [];
  while (taken.length < most) {
    const next = search.next();
    if (next === undefined) break;
    const running = executions.run(level, next);
    const verdict = running instanceof Promise ? await running : running;
    search.ended(verdict);
    taken.push(verdict.taken.join(""));
    kinds.push(verdict.kind);
  }
  return { search, taken, kinds };
}
