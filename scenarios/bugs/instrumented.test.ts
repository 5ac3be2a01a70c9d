import { expect, it } from "vitest";
import { dpor } from "#testing";
import { vitestRun } from "../../src/vitest/fixtures/run.mjs";
import { survive } from "./hunt.ts";
import { bugs } from "./index.ts";

const some = [
  ...["account", "two-stage-2", "bluetooth", "reorder-3", "wrong-lock", "philosophers-3", "peterson"],
  ...["lock-lost-wakeup", "semaphore-wedge", "wait-for-swallows", "wait-for-leaks", "nested-task-group", "pool-leak"],
  ...["get-port", "stale-cache"],
];

// All of them: npm run bugs -- --instrumented
it("twins that declare nothing and are instrumented are proved in as many executions as those that declare", async () => {
  const declared: Record<string, object> = {};
  for (const bug of bugs.filter(({ id }) => some.includes(id))) {
    const { executions, claim } = await survive(bug.fixed, dpor({ allDeclared: true }), 2_000, bug);
    declared[bug.id] = { executions, claim };
  }

  const { output } = await vitestRun("scenarios/bugs/instrumented", { env: { DECLARED: JSON.stringify(declared) } });

  expect(output).toMatch(new RegExp(`Tests +${some.length} passed \\(${some.length}\\)`));
});
