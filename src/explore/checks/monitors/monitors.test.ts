import { coroutine, createFuture, createTask, getRunningLoop, run, sleep } from "#index";
import { Executions, type Verdict } from "#explore/execution/executions";
import { always, eventually, fifo, virtualLoop } from "#testing";
import { describe, expect, it } from "vitest";

const bounds = { seed: 0, maxIterations: 1_000, maxTime: 1_000, checks: new Set<never>() };

async function verdictOf(body: () => Promise<void>): Promise<Verdict> {
  return new Executions(body, bounds).run("fifo", fifo);
}

describe("always()", () => {
  it("fails at the step that breaks the invariant, even if a later one mends it", async () => {
    let balance = 0;
    const seen: number[] = [];
    const verdict = await verdictOf(async () => {
      balance = 0;
      always(() => {
        seen.push(balance);
        if (balance < 0) throw new RangeError(`the balance is ${balance}`);
      });
      await createTask(
        async () => {
          await sleep(1);
          balance = -5;
          await sleep(1);
          balance = 5;
        },
        { name: "withdrawal" },
      );
    });

    expect(verdict.failure?.check).toBe("always");
    expect(verdict.failure?.message).toBe(
      "always() does not hold: the balance is -5\n  after a step of withdrawal at t=1 s, when the clock moves to t=2 s",
    );
    expect(verdict.failure?.error).toBeInstanceOf(RangeError);
    expect(seen.at(-1)).toBe(-5);
  });

  it("fails if the invariant returns false", async () => {
    const verdict = await verdictOf(async () => always(() => false));

    expect(verdict.failure?.message).toBe(
      "always() does not hold: the invariant is false\n  after a step of Task-1 at t=0 s",
    );
  });

  it("does not look between two awaits of one step", async () => {
    let broken = false;
    const verdict = await verdictOf(async () => {
      always(() => !broken);
      broken = true;
      await Promise.resolve(); // not a wait of the loop
      broken = false;
      await sleep(1);
    });

    expect(verdict.kind).toBe("passed");
  });

  it("looks at each advance of the clock, before the timers run", async () => {
    const times: number[] = [];
    const verdict = await verdictOf(async () => {
      const loop = getRunningLoop();
      always(() => times.push(loop.time()));
      loop.callAt(1, () => times.push(-1));
      await sleep(2);
    });

    expect(verdict.kind).toBe("passed");
    expect(times.indexOf(1)).toBeLessThan(times.indexOf(-1));
  });

  it("looks at the state that the last step leaves", async () => {
    let open = 0;
    const verdict = await verdictOf(async () => {
      open = 0;
      always(() => open === 0);
      await sleep(1);
      open = 1;
    });

    expect(verdict.failure?.message).toContain("\n  after a step of Task-1 at t=1 s");
  });

  it("takes a broken invariant for the cause of a deadlock", async () => {
    let open = 0;
    const verdict = await verdictOf(async () => {
      open = 0;
      always(() => open === 0);
      await sleep(1);
      open = 1;
      await createFuture<void>();
    });

    expect(verdict.failure?.check).toBe("always");
  });

  it("does not look at what is cleaned up when the body has ended", async () => {
    let open = 0;
    const verdict = await verdictOf(async () => {
      open = 0;
      always(() => open === 0);
      createTask(async () => {
        try {
          await sleep(10);
        } finally {
          open = 1;
        }
      });
      await sleep(1);
    });

    expect(verdict.kind).toBe("passed");
  });

  it("lets tasks clean up when an invariant is broken just before their turn", async () => {
    const events: string[] = [];
    const body = coroutine(function* () {
      always(() => events.length === 0);
      createTask(function* () {
        try {
          yield* sleep(0);
        } finally {
          events.push("cleaned up");
        }
      });
      yield* sleep(0);
      events.push("broken");
      yield* sleep(0);
    });
    await new Executions(body, bounds).run("fifo", fifo);

    expect(events).toEqual(["broken", "cleaned up"]);
  });

  it("refuses an async invariant, which would never fail", async () => {
    const verdict = await verdictOf(async () => always(async () => undefined));
    expect(verdict.failure?.message).toBe("always() needs a function that answers at once");
    expect(verdict.failure?.hint).toBeDefined();

    const promising = await verdictOf(async () => always(() => Promise.reject(new Error("unheard")).catch(() => 0)));
    expect(promising.failure?.message).toContain("needs a function that answers at once");
  });

  it("checks nothing in a plain run", async () => {
    await expect(run(async () => always(() => false), { loopFactory: virtualLoop() })).resolves.toBeUndefined();
  });

  it("needs a running loop", () => {
    expect(() => always(() => true)).toThrow("no running event loop");
  });
});

describe("eventually()", () => {
  it("fails if the condition was true after no step", async () => {
    const verdict = await verdictOf(async () => {
      eventually(() => false, "the cache is warm");
      await sleep(1);
    });

    expect(verdict.failure).toMatchObject({
      check: "eventually",
      message: "eventually() was not met: the cache is warm",
    });
  });

  it("is content with a condition that was true once", async () => {
    let state = "idle";
    const verdict = await verdictOf(async () => {
      state = "idle";
      eventually(() => state === "busy");
      await sleep(1);
      state = "busy";
      await sleep(1);
      state = "idle";
    });

    expect(verdict.kind).toBe("passed");
  });

  it("is content with the state that the last step leaves", async () => {
    let done = false;
    const verdict = await verdictOf(async () => {
      done = false;
      eventually(() => done);
      await sleep(1);
      done = true;
    });

    expect(verdict.kind).toBe("passed");
  });

  it("says nothing about an execution that met a limit", async () => {
    const verdict = await verdictOf(async () => {
      eventually(() => false);
      await sleep(2_000);
    });

    expect(verdict.kind).toBe("inconclusive");
  });

  it("fails if its condition throws", async () => {
    const verdict = await verdictOf(async () => {
      eventually(() => {
        throw new Error("no such cache");
      });
      await sleep(1);
    });

    expect(verdict.failure).toMatchObject({ check: "eventually", error: { message: "no such cache" } });
  });
});
