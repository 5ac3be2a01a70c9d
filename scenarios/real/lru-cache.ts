import assert from "node:assert/strict";
import { LRUCache } from "lru-cache";
import { LRUCache as AffectedLRUCache } from "lru-cache-11.2.1";
import { gather, sleep } from "timeloom";
import { fakeGlobals, simulate } from "timeloom/testing";
import type { Race } from "./race.ts";

// FIFO order passes: the value is there before the user leaves. Needed: the user leaves first; what was to be kept in any case is
// then thrown away, since the cache has given up its place.

export const races: readonly Race[] = [
  {
    id: "lru-cache",
    title: "A value that shall be kept although its user has left is not kept",
    source: new URL("https://github.com/isaacs/node-lru-cache/issues/388"),
    affected: "lru-cache 11.2.1",
    corrected: "lru-cache 11.2.2",
    buggy: leaving,
    fixed: leavingFixed,
    expect: {
      level: "env",
      message: "the price is gone",
      execution: 4,
      schedule: "v1:main.0.x0@1=main.1.x0@1",
      claim: "proof",
    },
  },
];

export default async function leaving(): Promise<void> {
  await program(AffectedLRUCache);
}

export async function leavingFixed(): Promise<void> {
  await program(LRUCache);
}

async function program(Cache: typeof LRUCache | typeof AffectedLRUCache): Promise<void> {
  using _globals = fakeGlobals();
  const shop = simulate(new FakeShop(), { within: 0.5 });
  const prices = new Cache<string, number>({
    max: 10,
    fetchMethod: async (item) => shop.price(item),
    ignoreFetchAbort: true, // what is on its way is kept
    allowStaleOnFetchAbort: true,
  });
  const user = new AbortController();
  await gather(
    async () => void (await prices.fetch("tea", { signal: user.signal }).catch(() => undefined)),
    async () => {
      await shop.userLeaves();
      user.abort();
    },
  );
  await sleep(1);
  assert.equal(prices.get("tea"), 2, "the price is gone");
}

class FakeShop {
  async price(_item: string): Promise<number> {
    return 2;
  }

  async userLeaves(): Promise<void> {}
}
