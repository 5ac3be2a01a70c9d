import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import { afterAll, describe, expect, it } from "vitest";
import { run, sleep } from "#index";
import {
  explore,
  fakeGlobals,
  type Fault,
  network,
  onHost,
  RaceError,
  replay,
  simulatedWorld,
  simulateNetwork,
  virtualLoop,
} from "#testing";

const globals = fakeGlobals();
const simulation = simulateNetwork();
afterAll(() => {
  simulation.restore();
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
    expect(error.message).toMatch(/▶1 {2}pay:80 → web: segment 1 \(200 OK\) (?:is lost|meets a reset)/);
    expect(error.message).toMatch(/time {2}on web {2,}on pay {2,}→ waits at\n/);
    expect(error.message).toMatch(
      /\n {4}0\.031 s {4,}POST \/ from web\n▶1.* {2}200 OK from pay:80 (?:is lost|meets a reset)\n/,
    );
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

describe("hosts with unmodified HTTP", () => {
  const quiet = simulatedWorld({ hosts: { web: {}, pay: {} }, link: { latency: [0.01] }, lookupLatency: [0.001] });
  const inWorld = (body: () => Promise<void>): Promise<void> =>
    run(body, { loopFactory: virtualLoop({ world: quiet, io: "forbid" }) });

  /** Answers after a second, with how many requests it has had since it began. */
  async function serve(): Promise<void> {
    let requests = 0;
    const server = http.createServer(async (_request, response) => {
      requests += 1;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      response.end(String(requests));
    });
    await once(server.listen(80), "listening");
  }
  const ask = async (): Promise<string> => await (await fetch("http://pay/")).text();
  const codeOf = (error: Error): unknown => (error.cause as { readonly code?: string } | undefined)?.code ?? error.name;

  it("reset a request when they crash, and serve again when they were restarted", () =>
    inWorld(async () => {
      const pay = network.host("pay");
      await pay.run(serve);
      expect(await ask()).toBe("1");
      const request = ask().catch(codeOf);
      await sleep(0.5);
      pay.crash();
      expect(await request).toBe("ECONNRESET");
      expect(await ask().catch(codeOf)).toBe("ECONNREFUSED");
      await pay.restart();

      expect(await ask()).toBe("1");
    }));

  it("that do not reach each other leave a request to its own timeout, and answer when they do", () =>
    inWorld(async () => {
      await network.host("pay").run(serve);
      network.partition("web", "pay");
      const signal = AbortSignal.timeout(5_000);
      expect(await fetch("http://pay/", { signal }).catch(codeOf)).toBe("TimeoutError");
      const late = ask();
      await sleep(3);
      network.heal("web", "pay");

      expect(await late).toBe("1");
    }));
});
