import { describe, expect, it } from "vitest";
import { Executions } from "#explore/execution/executions";
import { dpor, exhaustive, type SearchStrategy } from "#testing";
import { ClassCount } from "../../src/explore/strategies/dpor/fixtures/class-count.mjs";
import type { Program } from "./bug.ts";
import { suites } from "./suites.ts";

const small = [
  "account",
  "bank-withdraw",
  "two-stage-2",
  "bluetooth",
  "deadlock-ab-ba",
  "nested-task-group",
  "pool-leak",
];

describe("dpor() on the bug suite", () => {
  it.each([
    { id: "philosophers-3", most: 300 },
    { id: "peterson", most: 150 },
    { id: "semaphore-wedge", most: 1_000 },
    { id: "wrong-lock", most: 200 },
    { id: "lock-lost-wakeup", most: 400 },
    { id: "condition-notify-lost", most: 1_000 },
    { id: "keep-alive-reuse", most: 80 },
    { id: "mkdirp", most: 2_500 },
    { id: "get-port", most: 400 },
    { id: "double-init", most: 1_500 },
    { id: "stale-cache", most: 70 },
  ])("proves the twin of $id in at most $most executions", async ({ id, most }) => {
    const { executions, claim } = await searched(bugOf(id).fixed, dpor({ allDeclared: true }));

    expect(claim).toMatchObject({ kind: "proof" });
    expect(executions).toBeLessThanOrEqual(most);
  });

  it.each([
    { id: "philosophers-3", classes: 76 },
    { id: "lock-lost-wakeup", classes: 202 },
    { id: "wait-for-swallows", classes: 20 },
    { id: "condition-notify-lost", classes: 820 },
    { id: "work-stealing-queue", classes: 3_399 },
  ])("runs each of the $classes classes of the twin of $id once", async ({ id, classes: size }) => {
    const { classes, executions, claim } = await searched(bugOf(id).fixed, dpor({ allDeclared: true }));

    expect(claim).toEqual({ kind: "proof", classes: size });
    expect({ executions, classes: classes.size }).toEqual({ executions: size, classes: size });
  });

  it.each([
    { id: "keep-alive-reuse", of: "buggy" as const },
    { id: "keep-alive-reuse", of: "fixed" as const },
    { id: "stale-cache", of: "buggy" as const },
    { id: "stale-cache", of: "fixed" as const },
  ])("comes to the same ends as all orders of the $of $id, whose calls are simulated", async ({ id, of }) => {
    const program = bugOf(id)[of];
    const all = await searched(program, exhaustive());
    const few = await searched(program, dpor({ allDeclared: true }));

    expect(few.failures).toEqual(all.failures);
    expect(few.executions).toBeLessThan(all.executions);
  });

  it.each(
    small.flatMap((id) => [
      { id, of: "buggy" as const },
      { id, of: "fixed" as const },
    ]),
  )("runs every class of the $of $id", async ({ id, of }) => {
    const program = bugOf(id)[of];
    const all = await searched(program, exhaustive());
    const few = await searched(program, dpor({ allDeclared: true }));

    expect(few.classes).toEqual(all.classes);
    expect(few.failures).toEqual(all.failures);
    expect(few.executions).toBeLessThanOrEqual(all.executions);
  });
});

function bugOf(id: string): { readonly buggy: Program; readonly fixed: Program } {
  const bug = suites["races"]?.find((each) => each.id === id);
  if (bug === undefined) throw new RangeError(`there is no bug ${id}`);
  return bug;
}

/** Search past failures until nothing is left. */
async function searched(
  program: Program,
  strategy: SearchStrategy,
): Promise<{ classes: Set<string>; failures: Set<string | undefined>; executions: number; claim: object }> {
  const executions = new Executions(program, { seed: 0, maxIterations: 10_000, maxTime: 1e6, checks: new Set() });
  const search = strategy({ seed: 0, level: "any-order" });
  const count = new ClassCount();
  const failures = new Set<string | undefined>();
  for (let next = search.next(); next !== undefined; next = search.next()) {
    const verdict = await executions.run("any-order", next, { probe: count.probe });
    search.ended(verdict);
    count.ended();
    failures.add(verdict.failure?.check);
  }
  return { classes: count.classes, failures, executions: executions.count, claim: search.claim() };
}
