import { describe, expect, it } from "vitest";
import { thisHost } from "#host/this-host";
import { Budget } from "#explore/budget";

const host = { onInterrupt: () => () => undefined, show: () => undefined, shown: () => undefined, heapUsed: () => 0 };
const limits = { executions: Infinity, time: Infinity, memory: Infinity };
const tally = { phase: "searching", choices: 0, inconclusive: 0, strategy: "fifo" } as const;

describe("Budget", () => {
  it("lets the host run soon after short executions have become long ones", () => {
    const budget = new Budget(limits, host, () => tally);
    for (let executions = 1; executions <= 1_000; executions++) void budget.rest(executions);
    for (const begun = thisHost.nowMs(); thisHost.nowMs() - begun < 50;);

    const rests = Array.from({ length: 16 }, (_, i) => budget.rest(1_001 + i));

    expect(rests.some((rest) => rest !== undefined)).toBe(true);
    budget.end();
  });
});
