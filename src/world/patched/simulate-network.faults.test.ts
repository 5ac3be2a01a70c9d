import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import { afterAll, describe, expect, it } from "vitest";
import { explore, fakeGlobals, type Fault, onHost, RaceError, replay, simulatedWorld, simulateNetwork } from "#testing";

const globals = fakeGlobals();
const network = simulateNetwork();
afterAll(() => {
  network.restore();
  globals.restore();
});

const worldWith = (faults: readonly Fault[]): ReturnType<typeof simulatedWorld> =>
  simulatedWorld({ hosts: { web: {}, pay: {} }, link: { latency: [0.01] }, lookupLatency: [0.001], faults });

/** A shop that sends its order again if the answer does not come. @param key - By which the payment service may tell a repeated order */
function shop(key: string | undefined): () => Promise<void> {
  return async () => {
    const charges: string[] = [];
    await onHost("pay", async () => {
      const server = http.createServer((request, response) => {
        const known = request.headers["idempotency-key"];
        if (known === undefined || !charges.includes(String(known))) charges.push(String(known));
        response.end("charged");
      });
      await once(server.listen(80), "listening");
    });
    const charge = async (): Promise<string> => {
      const headers: Record<string, string> = key === undefined ? {} : { "idempotency-key": key };
      const response = await fetch("http://pay/", { method: "POST", headers, signal: AbortSignal.timeout(5_000) });
      return await response.text();
    };
    await charge().catch(charge);
    assert.equal(charges.length, 1, `charged ${charges.length} times`);
  };
}

describe("faults of the world in unmodified HTTP", () => {
  it.each([["loseReply"], ["reset"]] as const)("find that a retry charges twice: %s", async (fault) => {
    const world = worldWith([fault]);
    const error = await explore(shop(undefined), { world, executions: 200 }).catch((failure: unknown) => failure);

    assert.ok(error instanceof RaceError, String(error));
    expect(error.finding.failure.message).toContain("charged 2 times");
    expect(error.finding.schedule.map(({ value }) => value)).toEqual([fault]);
    expect(error.message).toMatch(/▶1 {2}pay:80 → web: segment 1 (?:is lost|meets a reset)/);
    const again = await replay(shop(undefined), error.finding.schedule, { world }).catch((failure: unknown) => failure);
    assert.ok(again instanceof RaceError);
    expect(again.finding.schedule).toEqual(error.finding.schedule);
  });

  it("leave a service alone that knows a repeated order", async () => {
    const world = worldWith(["refuse", "reset", "loseReply", "slow"]);
    const search = (): ReturnType<typeof explore> => explore(shop("order-7"), { world, executions: 60 });
    const certificate = await search();

    expect(Object.keys(certificate.faults ?? {})).toEqual(["loseReply", "refuse", "reset", "slowed"]);
    expect(await search()).toEqual(certificate);
  });
});
