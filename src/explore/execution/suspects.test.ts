import { describe, expect, it } from "vitest";
import { Suspects } from "#explore/execution/suspects";

describe("Suspects", () => {
  it("gives back what was added since it was cleared, however much that is", () => {
    const log = new Suspects();
    log.add({ execution: 1, taken: [9, 9] });
    log.clear();
    const executions = Array.from({ length: 1_000 }, (_, at) => ({
      execution: at + 2,
      taken: Array.from({ length: at % 20 }, (_, index) => index * 5_000),
    }));

    for (const execution of executions) log.add(execution);

    expect(log.toArray()).toEqual(executions);
  });
});
