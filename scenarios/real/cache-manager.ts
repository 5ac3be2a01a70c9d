import assert from "node:assert/strict";
import { caching } from "cache-manager";
import { caching as affectedCaching } from "cache-manager-5.3.1";
import { gather, sleep } from "timeloom";
import { fakeGlobals, simulate } from "timeloom/testing";
import type { Race } from "./race.ts";

// FIFO order passes: the visitors come while the price is fresh. Needed: two of them come near its end, the second one before the price
// that is fetched for the first one is there.

export const races: readonly Race[] = [
  {
    id: "cache-manager",
    title: "A value near its end is fetched again for each who reads it meanwhile, and not once",
    source: new URL("https://github.com/jaredwray/cacheable/issues/619"),
    affected: "cache-manager 5.3.1",
    corrected: "cache-manager 5.3.2",
    buggy: reading,
    fixed: readingFixed,
    expect: {
      level: "env",
      message: "it is fetched twice at a time",
      execution: 13,
      schedule: "v1:main.0.x0@1=late.1",
      claim: "bounded-proof",
    },
  },
];

export default async function reading(): Promise<void> {
  await program(affectedCaching);
}

export async function readingFixed(): Promise<void> {
  await program(caching);
}

async function program(make: typeof caching | typeof affectedCaching): Promise<void> {
  using _globals = fakeGlobals();
  const shop = simulate(new FakeShop(), { within: 20 });
  await sleep(1); // its memory takes the time 0 for none
  const prices = await make("memory", { ttl: 60_000, refreshThreshold: 50_000 });
  await prices.set("tea", 2);
  let [fetches, most] = [0, 0];
  const fetch = async (): Promise<number> => {
    most = Math.max(most, ++fetches);
    const price = await shop.price();
    fetches -= 1;
    return price;
  };
  const visit = async (): Promise<void> => {
    await shop.visitorComes();
    await prices.wrap("tea", fetch);
  };
  await gather(visit, visit, () => sleep(15));
  await sleep(40);
  assert.ok(most <= 1, "it is fetched twice at a time");
}

class FakeShop {
  async price(): Promise<number> {
    return 2;
  }

  async visitorComes(): Promise<void> {}
}
