import assert from "node:assert/strict";
import Keyv, { type Store } from "keyv";
// @ts-expect-error 7016: the version has no types
import AffectedKeyv from "keyv-4.0.5";
import { gather, sleep } from "timeloom";
import { fakeGlobals, simulate } from "timeloom/testing";
import type { Race } from "./race.ts";

// FIFO order passes: get() of an expired value sends the deletion before set() sends the new value. Needed: the
// deletion, which nobody waits for, arrives at the store after the new value, and deletes that.

export const races: readonly Race[] = [
  {
    id: "keyv",
    title: "Reading an expired value deletes the new one that is set afterwards",
    source: new URL("https://github.com/jaredwray/keyv/pull/219"),
    affected: "keyv 4.0.5",
    corrected: "keyv 4.5.4",
    buggy: refresh,
    fixed: refreshFixed,
    expect: {
      level: "env",
      message: "the new price is gone",
      execution: 2,
      schedule: "v1:main.1.x0@1=main.0.x2@1",
      claim: "proof",
    },
  },
];

export default async function refresh(): Promise<void> {
  await program(AffectedKeyv as typeof Keyv);
}

export async function refreshFixed(): Promise<void> {
  await program(Keyv);
}

async function program(Cache: typeof Keyv): Promise<void> {
  using _globals = fakeGlobals();
  const prices = new Cache({ store: new FakeStore() });
  await prices.set("tea", 2, 1_000);
  await sleep(2);
  const renew = async (item: string): Promise<void> => {
    if ((await prices.get(item)) === undefined) await prices.set(item, 3, 1_000);
  };
  await gather(
    () => renew("tea"),
    () => renew("milk"),
  );
  assert.equal(await prices.get("tea"), 3, "the new price is gone");
}

/** A store at the other end of a network: requests arrive in any order. */
class FakeStore implements Store<string> {
  readonly #values = new Map<string, string>();
  readonly #network = simulate({ get: arrive, set: arrive, delete: arrive });

  async get(key: string): Promise<string | undefined> {
    await this.#network.get();
    return this.#values.get(key);
  }

  async set(key: string, value: string): Promise<void> {
    await this.#network.set();
    this.#values.set(key, value);
  }

  async delete(key: string): Promise<boolean> {
    await this.#network.delete();
    return this.#values.delete(key);
  }

  clear(): void {
    this.#values.clear();
  }
}

async function arrive(): Promise<void> {}
