import assert from "node:assert/strict";
import { describe, expect, it } from "vitest";
import {
  CancelledError,
  createTask,
  getRunningLoop,
  openConnection,
  run,
  sleep,
  startServer,
  type StreamReader,
  type StreamWriter,
  timeout,
  TimeoutError,
} from "#index";
import { explore, network, onHost, RaceError, random, simulatedWorld, virtualLoop } from "#testing";

const world = simulatedWorld({
  hosts: { web: {}, db: {} },
  link: { latency: [0.01] },
  lookupLatency: [0.001],
});

function inWorld<T>(body: () => Promise<T>): Promise<T> {
  return run(body, { loopFactory: virtualLoop({ world }) });
}

/** A program that counts what it gets in its memory, and answers with the count. */
async function count(): Promise<void> {
  let lines = 0;
  const serve = async (reader: StreamReader, writer: StreamWriter): Promise<void> => {
    try {
      while ((await reader.readline()).length > 0) writer.write(Buffer.from(`${++lines}\n`));
    } catch (error) {
      if ((error as { readonly code?: string }).code !== "ECONNRESET") throw error;
    } finally {
      writer.close();
    }
  };
  const server = await startServer(serve, null, 5432);
  await server.serveForever();
}

async function ask([reader, writer]: [StreamReader, StreamWriter]): Promise<string> {
  writer.write(Buffer.from("more\n"));
  return Buffer.from(await reader.readline()).toString();
}

/** Begin the program, and connect to it. */
async function connected(): Promise<[StreamReader, StreamWriter]> {
  void network.host("db").run(count);
  await sleep(1);
  return await openConnection("db", 5432);
}

describe("a host that crashes", () => {
  it("resets its connections, is refused to whoever connects, and begins again with empty memory", () =>
    inWorld(async () => {
      const db = network.host("db");
      const connection = await connected();
      expect([await ask(connection), await ask(connection)]).toEqual(["1\n", "2\n"]);
      db.crash();
      expect([db.isUp, db.name]).toEqual([false, "db"]);
      await expect(ask(connection)).rejects.toMatchObject({ code: "ECONNRESET" });
      await expect(openConnection("db", 5432)).rejects.toMatchObject({ code: "ECONNREFUSED" });
      void db.restart();
      await sleep(1);

      expect(await ask(await openConnection("db", 5432))).toBe("1\n");
    }));

  it("cancels its tasks, whose cleanup reaches nothing, not even after a restart", () =>
    inWorld(async () => {
      const seen: string[] = [];
      await onHost("web", () => startServer((_, writer) => writer.close(), null, 80));
      const db = network.host("db");
      const task = db.run(async () => {
        try {
          await createTask(() => sleep(100));
        } finally {
          try {
            await openConnection("web", 80);
          } catch (error) {
            seen.push((error as Error).message);
          }
        }
      });
      await sleep(1);
      db.crash();
      expect(() => db.run(() => sleep(1))).toThrow("The host db has crashed");
      void db.restart();
      await expect(task).rejects.toThrow(CancelledError);

      expect(seen).toEqual(["connect ENETDOWN\n  hint: the host db has crashed: what it had begun reaches nothing"]);
      expect(getRunningLoop().time()).toBe(1.001); // a lookup, and nothing else
    }));

  it("leaves the body alone, though it runs on the first host", () =>
    inWorld(async () => {
      network.host("web").crash();
      await expect(openConnection("db", 1)).rejects.toMatchObject({ code: "ENETDOWN" });
      expect(network.host("web").restart()).toBeUndefined();
      await expect(openConnection("db", 1)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    }));

  it("is one of the world", () =>
    inWorld(async () => {
      expect(() => network.host("mail")).toThrow("Unknown host: mail\n  hint: the hosts of this world are web and db");
      expect(() => network.partition("web", "web")).toThrow("Invalid partition: web and web are one host");
    }));
});

describe("a partition", () => {
  it("stops what is under way, which arrives when the ways are healed", () =>
    inWorld(async () => {
      const connection = await connected();
      const answer = createTask(() => ask(connection));
      await sleep(0);
      network.partition("web", "db");
      await expect(timeout(30).run(() => openConnection("db", 5432))).rejects.toThrow(TimeoutError);
      expect(answer.done()).toBe(false);
      network.heal();

      expect(await answer).toBe("1\n");
    }));

  it("may be of one way only", () =>
    inWorld(async () => {
      const connection = await connected();
      network.partition("db", "web", { oneWay: true });
      const before = getRunningLoop().time();
      createTask(() => sleep(20)).addDoneCallback(() => network.heal("db", "web", { oneWay: true }));

      expect(await ask(connection)).toBe("1\n"); // the request arrived at once: there is one
      expect(getRunningLoop().time() - before).toBeCloseTo(20.01, 5);
    }));

  it("lets whoever connects time out, and breaks a connection on which nobody answers", () =>
    inWorld(async () => {
      const [reader, writer] = await connected();
      network.partition("web", "db");
      const began = getRunningLoop().time();
      await expect(openConnection("db", 5432)).rejects.toMatchObject({ code: "ETIMEDOUT" });
      expect(getRunningLoop().time() - began).toBeCloseTo(127, 0);
      await expect(ask([reader, writer])).rejects.toMatchObject({ code: "ETIMEDOUT" });
      expect(getRunningLoop().time() - began).toBeCloseTo(127 + 924.6, 0);
    }));

  it("that never heals is a deadlock with a name if somebody waits for ever", async () => {
    const body = async (): Promise<void> => {
      const [reader] = await connected();
      network.partition("web", "db");
      await reader.readline();
    };
    const error = await explore(body, { world, executions: 10 }).catch((failure: unknown) => failure);

    assert.ok(error instanceof RaceError);
    expect(error.finding.failure.check).toBe("deadlock");
    expect(error.message).toContain("StreamReader.readuntil()");
  });
});

describe("a search with crashes and partitions", () => {
  it("is the same for the same seed", async () => {
    const logs: string[][] = [];
    const search = (): ReturnType<typeof explore> => {
      const log: string[] = [];
      logs.push(log);
      const body = async (): Promise<void> => {
        const db = network.host("db");
        void db.run(count);
        createTask(async () => {
          await sleep(1.005);
          db.crash();
          network.partition("web", "db");
          await sleep(1);
          network.heal();
          void db.restart();
        });
        for (let i = 0; i < 4; i++) {
          await sleep(0.5);
          const answer = async (): Promise<string> => await ask(await openConnection("db", 5432));
          log.push(`${getRunningLoop().time()} ${await answer().catch(String)}`);
        }
      };
      return explore(body, { world, executions: 40, strategy: random(), seed: 7 });
    };
    const [first, second] = [await search(), await search()];

    expect(second).toEqual(first);
    expect(logs[1]).toEqual(logs[0]);
    expect(new Set(logs[0]).size).toBeGreaterThan(3);
  });
});

it("a pool that forgets a connection when it is reset runs dry", async () => {
  /** A pool of one connection. @param drops - Whether it lets a broken connection go */
  const program = (drops: boolean) => async (): Promise<void> => {
    const db = network.host("db");
    void db.run(count);
    await sleep(1);
    const idle = [await openConnection("db", 5432)];
    const query = async (): Promise<string> => {
      const connection = idle.pop() ?? assert.fail("the pool is empty");
      try {
        const answer = await ask(connection);
        idle.push(connection);
        return answer;
      } catch (error) {
        if (drops) idle.push(await openConnection("db", 5432));
        throw error;
      }
    };
    for (let i = 0; i < 2; i++) await query().catch((error: Error) => assert.match(error.message, /ECONNRESET/));
  };
  const faulty = simulatedWorld({
    hosts: { web: {}, db: {} },
    link: { latency: [0.01] },
    lookupLatency: [0.001],
    faults: ["reset"],
  });
  const search = { world: faulty, executions: 100 };
  const error = await explore(program(false), search).catch((failure: unknown) => failure);

  assert.ok(error instanceof RaceError);
  expect(error.finding.failure.message).toContain("the pool is empty");
  expect(error.finding.schedule.map(({ value }) => value)).toEqual(["reset"]);
  expect((await explore(program(true), search)).faults).toMatchObject({ reset: expect.any(Number) as number });
});
