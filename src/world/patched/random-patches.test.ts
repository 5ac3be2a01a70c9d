import crypto from "node:crypto";
import { afterAll, expect, it } from "vitest";
import { run } from "#index";
import { fakeGlobals, simulatedWorld, simulateNetwork, virtualLoop } from "#testing";

const globals = fakeGlobals();
const network = simulateNetwork();
afterAll(() => {
  network.restore();
  globals.restore();
});

function randomBytes(size: number): Promise<Buffer> {
  return new Promise((resolve) => {
    crypto.randomBytes(size, (_error, bytes) => resolve(bytes));
  });
}

it("gives random bytes by callback without the thread pool, later than the call returns", async () => {
  const seen = await run(
    async () => {
      const order: unknown[] = [];
      const bytes = randomBytes(16).then((bytes) => order.push(bytes.length));
      order.push(crypto.randomBytes(8).length);
      await bytes;
      return order;
    },
    { loopFactory: virtualLoop({ world: simulatedWorld(), io: "forbid" }) },
  );

  expect(seen).toEqual([8, 16]);
  expect(await randomBytes(4)).toHaveLength(4);
});
