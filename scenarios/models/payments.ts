import { createServer, request } from "node:http";
import { createFuture, sleep, timeout } from "timeloom";
import { always, eventually, network, simulatedWorld } from "timeloom/testing";
import type { Model } from "./model.ts";
import { ask, persist, serve } from "./wire.ts";

// A client that hears nothing pays again, and the service asks the ledger again: each must say that it is the same payment. The service is
// one of node:http. Needs simulateNetwork() and fakeGlobals(). The ledger stands for a table with a unique key.

export const model: Model = {
  id: "payments",
  title: "A payment over HTTP is tried until it is answered; the customer pays once",
  world: simulatedWorld({
    hosts: { customer: {}, shop: {}, ledger: {} },
    link: { latency: [0.01] },
    lookupLatency: [0.001],
    faults: ["refuse", "reset", "loseReply", "slow", "cut"],
    mostFaults: 3,
  }),
  fixed: () => payments({ keepsKeys: true, insertsOnce: true }),
  planted: [
    { mistake: "every attempt has a new key", program: () => payments({ keepsKeys: false, insertsOnce: true }) },
    { mistake: "the ledger looks, and then inserts", program: () => payments({ keepsKeys: true, insertsOnce: false }) },
  ],
};

/** How the system is written. */
interface Design {
  /** Whether the attempts to pay for one thing have one key. */
  readonly keepsKeys: boolean;
  /** Whether looking for a key and inserting it is one step. */
  readonly insertsOnce: boolean;
}

async function payments(design: Design): Promise<void> {
  const charges: string[] = []; // on disk
  always(() => charges.length <= 1);
  eventually(() => charges.length === 1, "the customer has paid");

  void network.host("ledger").run(() => ledger(charges, design));
  void network.host("shop").run(shop);
  await sleep(0.1);
  for (let attempt = 1; ; attempt++) {
    const key = design.keepsKeys ? "order 7" : `order 7, attempt ${attempt}`;
    try {
      if ((await timeout(5).run(() => post("shop", key))) === 200) return;
    } catch {
      // Nobody knows whether it is paid.
    }
    await sleep(0.5);
  }
}

async function ledger(charges: string[], { insertsOnce }: Design): Promise<void> {
  await serve(async ({ key }: { readonly key: string }) => {
    const isKnown = charges.includes(key);
    if (!insertsOnce) await sleep(0.02); // the commit
    if (!isKnown) charges.push(key);
    return { charged: key };
  });
}

async function shop(): Promise<void> {
  const server = createServer(async (incoming, response) => {
    let key = "";
    try {
      for await (const chunk of incoming) key += String(chunk);
      await persist(() => ask("ledger", { key }), 0.2);
      response.writeHead(200).end("paid");
    } catch {
      response.destroy(); // the customer has gone
    }
  });
  server.listen(80);
  await createFuture<void>();
}

/** @returns the status */
async function post(host: string, body: string): Promise<number> {
  return await new Promise((resolve, reject) => {
    const sent = request({ host, port: 80, method: "POST", agent: false }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode ?? 0)).on("error", reject);
    });
    sent.on("error", reject).end(body);
  });
}
