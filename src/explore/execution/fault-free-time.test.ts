import assert from "node:assert/strict";
import { describe, expect, it } from "vitest";
import { CancelledError, createTask, getRunningLoop, openConnection, sleep, startServer, timeout } from "#index";
import { eventually, explore, network, onHost, RaceError, random, simulate, simulatedWorld } from "#testing";

const world = simulatedWorld({
  hosts: { web: {}, db: {} },
  link: { latency: [0.01] },
  lookupLatency: [0.001],
  faults: ["refuse", "reset", "loseReply", "slow", "cut"],
  mostFaults: Infinity,
});

/** A database that stores what comes, and a client that sends one line until it is acknowledged, in the background. */
async function replicate(stored: Set<string>, attempts: number): Promise<void> {
  const serve = onHost("db", () =>
    startServer(
      async (reader, writer) => {
        const line = Buffer.from(await reader.readline().catch(() => new Uint8Array())).toString();
        if (line !== "") stored.add(line);
        writer.write(Buffer.from("ok\n"));
        writer.close();
      },
      null,
      5432,
    ),
  );
  await serve;
  const send = async (): Promise<void> => {
    const [reader, writer] = await openConnection("db", 5432);
    try {
      writer.write(Buffer.from("a row\n"));
      assert.equal(Buffer.from(await reader.readline()).toString(), "ok\n");
    } finally {
      writer.close();
    }
  };
  createTask(async () => {
    for (let left = attempts; left > 0; left--) {
      try {
        return await timeout(30).run(send);
      } catch (error) {
        if (error instanceof CancelledError) throw error;
        await sleep(1);
      }
    }
  });
}

/** A body that is over long before whatever may go wrong has passed. */
function body(attempts: number): () => Promise<void> {
  return async () => {
    const stored = new Set<string>();
    eventually(() => stored.has("a row\n"), "the row is stored");
    await replicate(stored, attempts);
    await sleep(0.2);
  };
}

describe("the time without faults before eventually() is judged", () => {
  it("lets a program that goes on trying come to its end, whatever has happened before", async () => {
    const certificate = await explore(body(Infinity), { world, executions: 300, strategy: random() });

    expect(certificate.inconclusive).toBe(0);
    expect(Object.keys(certificate.faults ?? {}).toSorted()).toEqual(["cut", "loseReply", "refuse", "reset", "slowed"]);
  });

  it("does not help a program that has given up", async () => {
    const error = await explore(body(1), { world, executions: 300 }).catch((failure: unknown) => failure);

    assert.ok(error instanceof RaceError);
    expect(error.finding.failure.message).toBe("eventually() was not met: the row is stored");
    expect(error.finding.schedule).toHaveLength(1);
  });

  it("ends when the conditions are true, or after 120 s", async () => {
    const lasted = async (trueAt: number): Promise<number[]> => {
      const times = new Set<number>();
      const call = simulate({ fails: async () => undefined }, { failures: [new Error("it fails")] });
      const ticking = async (): Promise<void> => {
        const loop = getRunningLoop();
        const began = loop.time();
        eventually(() => loop.time() - began >= trueAt);
        const failed = await call.fails().then(
          () => false,
          () => true,
        );
        if (!failed) return await sleep(trueAt);
        createTask(async () => {
          try {
            for (;;) await sleep(1);
          } finally {
            times.add(loop.time() - began);
          }
        });
      };
      await explore(ticking, { executions: 20 }).catch((error: unknown) => assert.ok(error instanceof RaceError));
      return [...times];
    };
    expect(await lasted(50)).toEqual([50]);
    expect(await lasted(119)).toEqual([119]);
    expect(await lasted(121)).toEqual([120]);
  });

  it("is not given to a run in which nothing has failed", async () => {
    const quiet = simulatedWorld({ hosts: { web: {}, db: {} }, link: { latency: [1] } });
    const error = await explore(body(Infinity), { world: quiet, executions: 5 }).catch((failure: unknown) => failure);

    assert.ok(error instanceof RaceError);
    expect(error.finding.failure.check).toBe("eventually");
  });
});

describe("network.calm()", () => {
  it("lets nothing fail from then on", async () => {
    const attempts = async (isCalm: boolean): Promise<void> => {
      await replicate(new Set(), 0);
      if (isCalm) network.calm();
      for (let i = 0; i < 5; i++) (await openConnection("db", 5432))[1].close();
    };
    const certificate = await explore(() => attempts(true), { world, executions: 100 });

    expect(certificate.faults).toEqual({});
    await expect(explore(() => attempts(false), { world, executions: 100 })).rejects.toThrow(RaceError);
  });
});
