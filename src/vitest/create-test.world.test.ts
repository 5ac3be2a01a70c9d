import { once } from "node:events";
import http from "node:http";
import { expect } from "vitest";
import { openConnection } from "#index";
import { network, simulatedWorld } from "#testing";
import { createTest, it as real } from "#vitest/index";

const test = createTest({ world: "simulated", schedules: false });
const shop = simulatedWorld({ hosts: { shop: {}, bank: {} }, link: { latency: [0.01] }, lookupLatency: [0.001] });

/** A server that counts how often it was asked to pay. */
async function bank(): Promise<{ payments: number }> {
  const state = { payments: 0 };
  const server = http.createServer((_request, response) => {
    state.payments += 1;
    response.end("paid");
  });
  await once(server.listen(80), "listening");
  return state;
}

async function pay(host: string): Promise<string> {
  const response = await fetch(`http://${host}/`, { signal: AbortSignal.timeout(5_000) });
  return await response.text();
}

test("a file can put everybody's network code on the simulated network", async ({ loop }) => {
  await bank(); // port 80, which no real server could have here
  const age = loop.time();

  expect(await pay("localhost")).toBe("paid");
  expect(loop.time() - age).toBeLessThan(1);
});

test("a test begins with an empty network", async () => {
  await expect(pay("localhost")).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
});

test("a test can have a world of its own", { world: shop }, async ({ loop }) => {
  await network.host("bank").run(bank);

  expect(await pay("bank")).toBe("paid");
  expect(loop.time()).toBe(0.041);
});

test("a test can use the real network", { world: "real" }, async () => {
  const server = http.createServer((_request, response) => response.end("real"));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as { readonly port: number };

  expect(port).toBeGreaterThan(1_023);
  const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: "close" } });
  expect(await response.text()).toBe("real");
  server.close();
});

real("a test of another `test` in the file can have a world", { world: "simulated" }, async () => {
  await bank();
  expect(await pay("localhost")).toBe("paid");
});

const retries = async (): Promise<void> => {
  const { payments } = await network.host("bank").run(async () => {
    const state = await bank();
    await network.host("shop").run(() => pay("bank").catch(() => pay("bank")));
    return state;
  });
  expect(payments).toBe(1);
};

test.explore("passes without faults", { world: shop, allowOneOrder: true }, retries);

test.fails.explore(
  "finds a second payment with faults",
  { world: shop, faults: ["loseReply"], mostFaults: 1 },
  retries,
);

test("the fixture `explore` takes faults, too", async ({ explore }) => {
  const search = explore(retries, { world: shop, faults: ["loseReply"], executions: 200 });

  await expect(search).rejects.toThrow(/bank:80 → shop.*segment 1 \(200 OK\) is lost/);
});

const looped = real.extend(
  "server",
  async ({ loop }: { readonly loop: { runUntilComplete: (body: object) => unknown } }) => {
    const failed = loop.runUntilComplete(openConnection("127.0.0.1", 1)) as Promise<unknown>;
    await failed.catch(() => undefined);
    return {};
  },
);

looped.fails(
  "a world comes too late if a fixture has used the network",
  { world: "simulated" },
  ({ server }) => server,
);
