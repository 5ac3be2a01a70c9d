import { createTask, gather, getRunningLoop, sleep, waitFor } from "#index";
import { audit } from "#explore/self-checks/audit";
import { NondeterminismError } from "#explore/self-checks/nondeterminism-error";
import { Executions } from "#explore/execution/executions";
import { explore, fakeGlobals, fifo, simulate } from "#testing";
import { describe, expect, it } from "vitest";

function executionsOf(body: () => Promise<unknown>): Executions {
  return new Executions(body, { seed: 0, maxIterations: 1_000, maxTime: 100, checks: new Set() });
}

const pingPong = async (): Promise<void> => {
  await gather(
    createTask(() => sleep(1.1)),
    createTask(async () => {
      await sleep(0.1 + 0.2);
      getRunningLoop().callLater(0.5, () => undefined);
      await sleep(1 / 3);
    }),
  );
};

describe("audit()", () => {
  it("gives the same hash in every process, on every Node", async () => {
    expect((await audit(executionsOf(pingPong), "env")).log.hash).toBe("4937c29a59e68fea");
    expect((await audit(executionsOf(pingPong), "fifo", [{ at: "main.1@2", value: "cancel" }])).log.hash).toBe(
      "5527ec54d1213c49",
    );
  });

  it("tells programs apart that differ in one time", async () => {
    const later = executionsOf(async () => sleep(1.0000000000000002));

    const one = executionsOf(async () => sleep(1));

    expect((await audit(later, "env")).log.hash).not.toBe((await audit(one, "env")).log.hash);
  });

  it("takes the error's class into account, and not its text", async () => {
    let message = 0;
    const changing = executionsOf(() => Promise.reject(new RangeError(`${(message += 1)}`)));

    await expect(audit(changing, "env")).resolves.toMatchObject({
      log: { hash: expect.stringMatching(/^[0-9a-f]{16}$/) as string },
    });
  });

  it("names the first step that differs, with the task on both sides", async () => {
    let calls = 0;
    const body = async (): Promise<void> => {
      calls += 1; // outlives an execution
      await createTask(() => sleep(calls), { name: "worker" });
    };

    const failure = await audit(executionsOf(body), "env").catch((error: unknown) => error as NondeterminismError);

    expect(failure).toBeInstanceOf(NondeterminismError);
    expect(failure).toMatchObject({ name: "NondeterminismError", step: 3 });
    expect((failure as Error).message).toBe(
      [
        "Two executions of the same schedule differ at step 3",
        "  one:   the clock moves to t=1 s",
        "  other: the clock moves to t=2 s",
        "  hint: look for Math.random(), Date.now() and other clocks, a counter or cache that outlives an execution, " +
          "and iteration over what has no order",
      ].join("\n"),
    );
  });

  it("notices an execution that goes on where the other has ended", async () => {
    let calls = 0;
    const body = async (): Promise<void> => {
      calls += 1;
      for (let i = 0; i < calls; i++) await createTask(() => sleep(0), { name: `worker-${i}` });
    };

    await expect(audit(executionsOf(body), "env")).rejects.toThrow(
      /step 5\n {2}one: {3}main\.c0@1 at t=0 s\n {2}other: worker-1, main\.1@1 at t=0 s/,
    );
  });

  it("says that only the first differs, and names the timer of a module that ended with it", async () => {
    const globals = fakeGlobals();
    let timer: unknown; // as in redis-parser: its interval ends with the loop that has begun it, and it never begins another
    const body = async (): Promise<void> => {
      timer ??= setInterval(() => undefined, 50);
      await sleep(1);
    };

    const error: unknown = await audit(executionsOf(body), "env").catch((thrown: unknown) => thrown);
    globals.restore();

    expect(error).toBeInstanceOf(NondeterminismError);
    expect((error as Error).message).toMatch(
      /^ {2}left: {2}setInterval\(50 ms\) of .*audit\.test\.ts:\d+(:\d+)?, which only the first has set: .*\n {2}hint: only the first differs: .*run the body once/m,
    );
  });

  it("does not say so of a body that differs each time", async () => {
    const globals = fakeGlobals();
    let runs = 0;
    const body = async (): Promise<void> => {
      setTimeout(() => undefined, (runs += 1) * 1_000);
      await sleep(runs);
    };

    const error: unknown = await audit(executionsOf(body), "env").catch((thrown: unknown) => thrown);
    globals.restore();

    expect((error as Error).message).not.toContain("only the first differs");
    expect((error as Error).message).toContain("hint: look for Math.random()");
  });

  it("still refuses, after a run before the search, what differs each time", async () => {
    let runs = 0;
    const body = async (): Promise<void> => sleep((runs += 1));
    await executionsOf(body).run("env", fifo);

    await expect(audit(executionsOf(body), "env")).rejects.toBeInstanceOf(NondeterminismError);
  });

  it("names a task for which time would pass while it waits for a real timer", async () => {
    const body = async (): Promise<void> => {
      const slow = createTask(() => new Promise((resolve) => void setTimeout(resolve, 1)), { name: "fetching" });
      await waitFor(slow, 10);
    };

    await expect(audit(executionsOf(body), "env")).rejects.toThrow(
      /^Cannot go on at t=0 s: a task waits outside the loop\n {2}fetching {2}waits for Timeout {2}\(.*audit\.test\.ts:\d+:\d+\)\n/,
    );
  });

  it("takes choices into account that nothing else shows", async () => {
    const body = async (): Promise<void> => {
      const fake = simulate({ load: async () => "there" }, { latency: [1, 1] });
      await fake.load();
    };
    const hashes = await Promise.all([
      audit(executionsOf(body), "jitter"),
      audit(executionsOf(body), "jitter", [{ at: "main.x0@1", value: "1" }]),
    ]);

    expect(new Set(hashes).size).toBe(2);
  });

  it("is content with a real timer that nobody waits for", async () => {
    const body = async (): Promise<void> => {
      const timer = setTimeout(() => undefined, 60_000);
      await sleep(1);
      clearTimeout(timer);
    };

    await expect(audit(executionsOf(body), "env")).resolves.toMatchObject({
      log: { hash: expect.stringMatching(/^[0-9a-f]{16}$/) as string },
    });
  });

  it("is content with native promises that tasks resolve", async () => {
    const body = async (): Promise<void> => {
      let open = (): void => undefined;
      const opened = new Promise<void>((resolve) => (open = resolve));
      const waiting = createTask(() => opened);
      await sleep(1);
      open();
      await waiting;
    };

    await expect(audit(executionsOf(body), "env")).resolves.toMatchObject({
      log: { hash: expect.stringMatching(/^[0-9a-f]{16}$/) as string },
    });
  });

  it("finds at the end that state of a module has outlived an execution", async () => {
    let inFlight: Promise<unknown> | undefined;
    const body = async (): Promise<void> => {
      const api = simulate({ load: async () => 1, other: async () => 2 });
      inFlight ??= api.load().finally(() => (inFlight = undefined));
      await api.other();
    };

    await expect(explore(body)).rejects.toMatchObject({ name: "NondeterminismError" });
  });
});
