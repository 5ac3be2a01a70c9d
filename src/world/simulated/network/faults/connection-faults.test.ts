import assert from "node:assert/strict";
import { describe, expect, it } from "vitest";
import {
  createDatagramEndpoint,
  DatagramProtocol,
  getRunningLoop,
  openConnection,
  run,
  sleep,
  startServer,
  timeout,
} from "#index";
import {
  describeCertificate,
  explore,
  type Fault,
  type LinkSettings,
  onHost,
  RaceError,
  random,
  replay,
  simulatedWorld,
  virtualLoop,
  type World,
} from "#testing";

function worldWith(faults?: readonly Fault[], mostFaults?: number): World {
  return simulatedWorld({
    hosts: { web: {}, db: {} },
    link: { latency: [0.01] },
    lookupLatency: [0.001],
    ...(faults === undefined ? {} : { faults }),
    ...(mostFaults === undefined ? {} : { mostFaults }),
  });
}

/** A bank that carries out each order it gets: `pay 7` with a number by which it can tell a repeated one. */
async function openBank(isIdempotent: boolean): Promise<{ readonly paid: string[] }> {
  const bank = { paid: [] as string[] };
  await onHost("db", () =>
    startServer(
      async (reader, writer) => {
        try {
          const order = Buffer.from(await reader.readline()).toString();
          if (order !== "" && !(isIdempotent && bank.paid.includes(order))) bank.paid.push(order);
          writer.write(Buffer.from("ok\n"));
          await writer.drain();
        } catch {
          // the connection has broken
        } finally {
          writer.close();
        }
      },
      null,
      5432,
    ),
  );
  return bank;
}

/** One attempt to pay. @throws {Error} If there is no answer. */
async function pay(): Promise<void> {
  await timeout(10).run(async () => {
    const [reader, writer] = await openConnection("db", 5432);
    try {
      writer.write(Buffer.from("pay 7\n"));
      const answer = Buffer.from(await reader.readline()).toString();
      if (answer !== "ok\n") throw new Error("no answer");
    } finally {
      writer.close();
    }
  });
}

/** Pay, and again if that fails, up to 5 times. */
function checkout(isIdempotent: boolean): () => Promise<void> {
  return async () => {
    const bank = await openBank(isIdempotent);
    for (let left = 4; ; left--) {
      try {
        await pay();
        break;
      } catch (error) {
        if (left === 0) throw error;
      }
    }
    assert.equal(bank.paid.length, 1, `paid ${bank.paid.length} times`);
  };
}

async function raceOf(body: () => Promise<void>, world: World): Promise<RaceError> {
  const error = await explore(body, { world, executions: 200 }).catch((failure: unknown) => failure);
  assert.ok(error instanceof RaceError, String(error));
  return error;
}

describe("faults of any connection", () => {
  it.each([
    ["reset", "meets a reset of the connection"],
    ["loseReply", "is lost, and so is all that follows it"],
    ["slow", "takes a minute longer"],
    ["cut", "is stopped: the two hosts do not reach each other for 30 s"],
  ] as const)("find that a retry pays twice: %s", async (fault, text) => {
    const world = worldWith([fault]);
    const { finding, message } = await raceOf(checkout(false), world);

    expect(finding.failure.message).toContain("paid 2 times");
    expect(finding.schedule).toHaveLength(1);
    expect(message).toMatch(new RegExp(`: segment 1 ${text}`));
    const again = await replay(checkout(false), finding.schedule, { world }).catch((failure: unknown) => failure);
    assert.ok(again instanceof RaceError);
    expect(again.finding.schedule).toEqual(finding.schedule);
  });

  it.each(["refuse", "reset", "loseReply", "slow", "cut"] as const)(
    "leave a retry alone that the bank knows again: %s",
    async (fault) => {
      const certificate = await explore(checkout(true), { world: worldWith([fault]), executions: 200 });
      const word = fault === "slow" ? "slowed" : fault;

      expect(Object.keys(certificate.faults ?? {})).toEqual([word]);
      expect(describeCertificate(certificate)).toMatch(new RegExp(`\nfaults    ${word} \\d+ times?`));
    },
  );

  it("do not happen unless the world has them, and the certificate says so", async () => {
    const certificate = await explore(checkout(false), { world: worldWith(), executions: 50 });

    expect(certificate.faults).toEqual({});
    expect(describeCertificate(certificate)).toContain("\nfaults    no faults were tried");
    const quiet = await explore(async () => undefined);
    expect(describeCertificate(quiet)).not.toContain("faults");
  });

  it("are named in the certificate, also those that a short search has not tried", async () => {
    const certificate = await explore(checkout(true), { world: worldWith(["reset", "cut"]), executions: 1 });

    expect(certificate.faults).toEqual({ cut: 0, reset: 0 });
    expect(describeCertificate(certificate)).toContain("\nfaults    no faults were tried; not cut, reset");
  });

  it("may meet datagrams, too", async () => {
    const talk = async (): Promise<void> => {
      const [transport] = await createDatagramEndpoint(() => new DatagramProtocol(), { remoteAddr: ["bank", 53] });
      transport.sendto(Buffer.from("hello"));
      await sleep(1);
      transport.close();
    };
    const search = async (link: LinkSettings): Promise<unknown> =>
      (await explore(talk, { world: simulatedWorld({ hosts: { shop: {}, bank: {} }, link }) })).faults;

    expect(await search({ latency: [0.01] })).toEqual({});
    expect(await search({ latency: [0.01], faults: ["lose"] })).toEqual({ lose: expect.any(Number) as number });
  });

  it("are at most as many as the world says", async () => {
    const twice = (most: number): Promise<unknown> =>
      explore(
        async () => {
          await openBank(true);
          const failures: unknown[] = [];
          for (let i = 0; i < 3; i++) await pay().catch((error: unknown) => failures.push(error));
          assert.ok(failures.length < 2, "two failed");
        },
        { world: worldWith(["refuse"], most), executions: 100 },
      ).then(
        () => "passed",
        (error: RaceError) => error.finding.schedule.map(({ value }) => value),
      );

    expect(await twice(1)).toBe("passed");
    expect(await twice(2)).toEqual(["refuse", "refuse"]);
  });

  it("are the same for the same seed", async () => {
    const log: string[][] = [];
    const search = (seed: number): Promise<unknown> => {
      const lines: string[] = [];
      log.push(lines);
      const body = async (): Promise<void> => {
        await openBank(true);
        const fails = (error: unknown): unknown => lines.push(`${getRunningLoop().time()} ${String(error)}`);
        for (let i = 0; i < 3; i++) await pay().catch(fails);
      };
      const world = worldWith(["refuse", "reset", "loseReply", "slow", "cut"], 2);
      return explore(body, { world, executions: 50, strategy: random(), seed });
    };
    const [first, second, third] = [await search(1), await search(1), await search(2)];

    expect(second).toEqual(first);
    expect(log[1]).toEqual(log[0]);
    expect(third).not.toEqual(first);
  });

  it("are none in a run that explores nothing", async () => {
    const loopFactory = virtualLoop({ world: worldWith(["reset", "refuse"]) });

    expect(await run(checkout(false), { loopFactory })).toBeUndefined();
  });

  it("are refused by name if they are unknown", () => {
    expect(() => worldWith(["explode" as Fault])).toThrow(
      'Unknown fault of the world: "explode"\n  hint: the faults are refuse, reset, loseReply, slow and cut',
    );
    expect(() => worldWith(["reset"], 0)).toThrow(/mostFaults/);
  });
});
