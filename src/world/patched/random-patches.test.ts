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

it("leaves node:crypto random, but for what fakeGlobals({ random: true }) draws from the seed", async () => {
  globals.restore();
  using _seeded = fakeGlobals({ random: true });
  const drawn = (): Promise<unknown[][]> =>
    run(
      async () => [
        [
          Math.random(),
          crypto.randomUUID(),
          globalThis.crypto.randomUUID(),
          [...crypto.getRandomValues(new Uint8Array(9))],
        ],
        [String(crypto.randomBytes(9)), String(await randomBytes(9)), String(crypto.randomFillSync(Buffer.alloc(9)))],
        [crypto.randomInt(2 ** 47), crypto.generateKeySync("hmac", { length: 64 }).export().toString("hex")],
      ],
      { loopFactory: virtualLoop({ world: simulatedWorld(), io: "forbid", seed: 5 }) },
    );
  const [one, other] = [await drawn(), await drawn()];

  expect(other[0]).toEqual(one[0]);
  for (const [at, value] of one.slice(1).flat().entries()) expect(other.slice(1).flat()[at]).not.toEqual(value);
});
