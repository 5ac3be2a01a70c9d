import assert from "node:assert/strict";
import { describe, expect, it } from "vitest";
import { openConnection, startServer, timeout } from "#index";
import { Executions } from "#explore/execution/executions";
import { runSweeps } from "#explore/sweeps/sweep";
import { describeCertificate, explore, formatSweep, onHost, RaceError, simulatedWorld } from "#testing";

const world = simulatedWorld({
  hosts: { web: {}, db: {} },
  link: { latency: [0.01] },
  lookupLatency: [0.001],
  faults: ["refuse", "reset", "loseReply"],
});

/** A bank, and a client that asks it once, or again if that fails. */
function payment(retries: boolean): () => Promise<void> {
  return async () => {
    let payments = 0;
    await onHost("db", () =>
      startServer(
        async (reader, writer) => {
          try {
            if ((await reader.readline()).length > 0) payments += 1;
            writer.write(Buffer.from("paid\n"));
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
    const pay = async (): Promise<void> => {
      await timeout(5).run(async () => {
        const [reader, writer] = await openConnection("db", 5432);
        try {
          writer.write(Buffer.from("10 EUR\n"));
          await reader.readuntil();
        } finally {
          writer.close();
        }
      });
    };
    if (retries) await pay().catch(pay);
    else await pay();
    assert.equal(payments, 1);
  };
}

describe("the sweep of faults", () => {
  it("lets each fault happen wherever it can, once, and shows what comes out", async () => {
    const bounds = { seed: 0, maxIterations: 1_000, maxTime: 10_000, checks: new Set<never>(), world };
    const sweep = await runSweeps(new Executions(payment(false), bounds), ["faults"]);

    expect(formatSweep(sweep)).toBe(
      [
        "await         task  operation                          place  refuse        reset       loseReply",
        "main.x1@1           web → db:5432: request to connect         ECONNREFUSED  -           -",
        "main.x1@2           web → db:5432: segment 1                  -             ECONNRESET  -",
        "main.x1.x0@2        db:5432 → web: segment 1                  -             ECONNRESET  TimeoutError",
        "3 arrivals, 6 executions, 0 failed",
      ].join("\n"),
    );
  });

  it("finds the retry that pays twice without a search, and its report replays it", async () => {
    const error = await explore(payment(true), { world, sweeps: ["faults"], executions: 20 }).catch(
      (failure: unknown) => failure,
    );

    assert.ok(error instanceof RaceError);
    expect(error.finding.schedule.map(({ value }) => value)).toEqual(["reset"]);
    expect(error.message).toMatch(/by sweep\(faults\)[^]*▶1 {2}db:5432 → web: segment 1 meets a reset/);
  });

  it("passes a body that copes with every fault, and the certificate names it", async () => {
    const body = (): Promise<void> => payment(false)().catch(() => undefined);
    const certificate = await explore(body, { world, sweeps: ["faults"], executions: 20 });

    expect(describeCertificate(certificate)).toContain("\nswept     faults at 3 places\n");
  });

  it("refuses a world in which nothing can fail", async () => {
    await expect(
      explore(payment(false), { sweeps: ["faults"], world: simulatedWorld({ hosts: { web: {}, db: {} } }) }),
    ).rejects.toThrow("Nothing to sweep: nothing that the body does can fail in its world\n  hint: give it faults:");
  });
});
