import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import { explore, fakeGlobals, onHost, simulatedWorld, simulateNetwork } from "#testing";

/** The race of a shop that charges twice over HTTP, because the answer to the first order is lost. */
export async function doubleCharge(): Promise<unknown> {
  const [globals, simulation] = [fakeGlobals(), simulateNetwork()];
  const world = simulatedWorld({
    hosts: { web: {}, pay: {} },
    link: { latency: [0.01] },
    lookupLatency: [0.001],
    faults: ["loseReply"],
  });
  try {
    return await explore(shop, { world, executions: 200 }).catch((error: unknown) => error);
  } finally {
    simulation.restore();
    globals.restore();
  }
}

async function shop(): Promise<void> {
  const charges: (string | undefined)[] = [];
  await onHost("pay", async () => {
    const server = http.createServer((request, response) => {
      charges.push(request.url);
      response.end("charged");
    });
    await once(server.listen(80), "listening");
  });
  const charge = async (): Promise<string> => {
    const signal = AbortSignal.timeout(5_000);
    const response = await fetch("http://pay/orders/7/charge", { method: "POST", signal });
    return await response.text();
  };
  await charge().catch(charge);
  assert.equal(charges.length, 1, `charged ${charges.length} times`);
}
