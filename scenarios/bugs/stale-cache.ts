import assert from "node:assert/strict";
import { gather } from "timeloom";
import { shared, simulate } from "timeloom/testing";
import type { Bug } from "./bug.ts";

// FIFO order passes. Needed: a read begins, a write begins and ends, and the value of the read comes last.

export const bugs: readonly Bug[] = [
  {
    id: "stale-cache",
    title: "A slow read puts the old value into the cache after a write has cleared it",
    source: new URL("https://www.usenix.org/conference/nsdi13/technical-sessions/presentation/nishtala"),
    tier: "T1",
    style: "node",
    buggy: staleCache,
    fixed: staleCacheFixed,
  },
];

export default async function staleCache(): Promise<void> {
  await program((store) => new BuggyCache(store));
}

export async function staleCacheFixed(): Promise<void> {
  await program((store) => new Cache(store));
}

async function program(newCache: (store: FakeStore) => BuggyCache): Promise<void> {
  const cache = newCache(simulate(new FakeStore()));
  await gather(
    () => cache.read("name"),
    () => cache.write("name", "new"),
  );
  assert.equal(await cache.read("name"), "new", "the cache holds a value that was overwritten");
}

class BuggyCache {
  readonly #store: FakeStore;
  readonly #cached = shared(new Map<string, string>());

  constructor(store: FakeStore) {
    this.#store = store;
  }

  async read(key: string): Promise<string | undefined> {
    const cached = this.#cached.get(key);
    if (cached !== undefined) return cached;
    const mayFill = this.lease(key);
    const value = await this.#store.get(key);
    if (value !== undefined && mayFill()) this.#cached.set(key, value);
    return value;
  }

  async write(key: string, value: string): Promise<void> {
    await this.#store.set(key, value);
    this.clear(key);
  }

  /** @returns whether what was read since may be cached */
  protected lease(_key: string): () => boolean {
    return () => true;
  }

  protected clear(key: string): void {
    this.#cached.delete(key);
  }
}

/** What was read before a write is not cached after it. */
class Cache extends BuggyCache {
  readonly #writes = shared(new Map<string, number>());

  protected override lease(key: string): () => boolean {
    const writes = this.#writes.get(key);
    return () => this.#writes.get(key) === writes;
  }

  protected override clear(key: string): void {
    this.#writes.set(key, (this.#writes.get(key) ?? 0) + 1);
    super.clear(key);
  }
}

class FakeStore {
  readonly #values = new Map([["name", "old"]]);

  async get(key: string): Promise<string | undefined> {
    return this.#values.get(key);
  }

  async set(key: string, value: string): Promise<void> {
    this.#values.set(key, value);
  }
}
