import { describe, expect, it } from "vitest";
import { Executions, type Replay } from "#explore/execution/executions";
import { formatSchedule, parseSchedule } from "#explore/schedule/schedule";
import { createTask, sleep, type Wait } from "#index";
import { type Level, simulate } from "#testing";

const bounds = { seed: 0, maxIterations: 1_000, maxTime: 1_000, checks: new Set<never>() };

/** What becomes of a schedule, and who ran in which order. */
async function replay(
  body: (order: string[]) => Generator<Wait, void, void> | Promise<void>,
  schedule: string,
  level: Level = "any-order",
): Promise<Replay & { readonly order: string }> {
  let order: string[] = [];
  const executions = new Executions(() => body((order = [])), bounds);
  const replayed = await executions.replay(level, parseSchedule(schedule));
  return { ...replayed, order: order.join(" ") };
}

function* three(order: string[]): Generator<Wait, void, void> {
  for (const name of ["a", "b", "c"]) {
    createTask(function* () {
      order.push(`${name}1`);
      yield* sleep(0);
      order.push(`${name}2`);
    });
  }
  yield* sleep(1);
}

describe("a replayed schedule", () => {
  it("lets the second wake-up go first where the first would come by default, and keeps the rest in order", async () => {
    expect((await replay(three, "v1:")).order).toBe("a1 b1 c1 a2 b2 c2");
    expect((await replay(three, "v1:main.0@1=main.2@1")).order).toBe("c1 a1 b1 c2 a2 b2");
    expect((await replay(three, "v1:main.0@1=main.2@1,main.0@1=main.2@2")).order).toBe("c1 c2 a1 b1 a2 b2");
  });

  it("skips what never becomes possible, says so, and does the rest", async () => {
    const { order, schedule, skipped } = await replay(
      three,
      "v1:main.7@1=main.0@1,main.0@2=main.2@2,main.1@1=main.0@1",
    );

    expect(order).toBe("a1 b1 c1 c2 a2 b2");
    expect(formatSchedule(schedule)).toBe("v1:main.0@2=main.2@2");
    expect(formatSchedule(skipped)).toBe("v1:main.7@1=main.0@1,main.1@1=main.0@1");
  });

  it("does not wait for a deviation that comes later in the list to do one at another wake-up", async () => {
    const { order } = await replay(three, "v1:main.0@2=main.2@2,main.0@1=main.1@1");

    expect(order).toBe("b1 a1 c1 b2 c2 a2");
  });

  it("can let a completion arrive by default and the next one only in its wake", async () => {
    async function calls(order: string[]): Promise<void> {
      const fetch = simulate(async (name: string) => void order.push(`asked ${name}`));
      const got = async (name: string): Promise<void> => {
        await fetch(name);
        order.push(`got ${name}`);
        await sleep(0);
        order.push(`went on ${name}`);
      };
      await Promise.all([got("a"), got("b")]);
    }

    const apart = await replay(calls, "v1:", "env");
    const swapped = await replay(calls, "v1:main.x0@1=main.x1@1", "env");
    const together = await replay(calls, "v1:main.x0@1=main.x0@1,main.x0@1=main.x1@1", "env");

    expect(apart.order).toBe("asked a asked b got a went on a got b went on b");
    expect(swapped.order).toBe("asked a asked b got b went on b got a went on a");
    expect(together.order).toBe("asked a asked b got a got b went on a went on b");
    expect(formatSchedule(together.schedule)).toBe("v1:main.x0@1=main.x0@1,main.x0@1=main.x1@1");
    expect(together.skipped).toEqual([]);
  });

  it("takes latencies and failures by their number", async () => {
    async function calls(order: string[]): Promise<void> {
      const fetch = simulate(async () => "answer", {
        latency: [1, 5],
        failures: [new Error("lost"), new Error("late")],
      });
      order.push(await fetch().catch(String));
    }

    expect((await replay(calls, "v1:", "jitter")).order).toBe("answer");
    expect((await replay(calls, "v1:main.x0@1=throw", "jitter")).order).toBe("Error: lost");
    expect((await replay(calls, "v1:main.x0@1=throw.2,main.x0@1=1", "jitter")).order).toBe("Error: late");
    expect((await replay(calls, "v1:main.x0@1=throw.3", "jitter")).skipped).toHaveLength(1);
  });
});
