import assert from "node:assert/strict";
import { gather, sleep } from "timeloom";
import { network, simulatedWorld } from "timeloom/testing";
import type { Model } from "./model.ts";
import { ask, once, persist, serve } from "./wire.ts";

// Readers fill the cache with what the database says, writers empty it. Two traps: a reader may be slow, and bring an old row when the new
// one has been invalidated already; and an invalidation may be lost.

export const model: Model = {
  id: "cache",
  title: "A cache in front of a database comes to show what the database has",
  world: simulatedWorld({
    hosts: { app: {}, cache: {}, database: {} },
    lookupLatency: [0.001],
    link: { latency: [0.01] },
    faults: ["refuse", "reset", "loseReply", "slow", "cut"],
    mostFaults: 3,
  }),
  fixed: () => cached({ comparesVersions: true, repeats: true }),
  planted: [
    { mistake: "the cache takes an old row", program: () => cached({ comparesVersions: false, repeats: true }) },
    { mistake: "an invalidation is sent once", program: () => cached({ comparesVersions: true, repeats: false }) },
  ],
};

/** How the system is written. */
interface Design {
  /** Whether the cache takes no row that is older than what it knows of. */
  readonly comparesVersions: boolean;
  /** Whether an invalidation is sent until it has arrived. */
  readonly repeats: boolean;
}

async function cached(design: Design): Promise<void> {
  const row: Row = { version: 1, isThere: true };
  const copy: Row = { version: 0, isThere: false };

  void network.host("database").run(() => database(row));
  void network.host("cache").run(() => cache(copy, design));
  await sleep(0.1);
  const read = async (): Promise<void> => {
    const known = await once(() => ask<Row>("cache", { kind: "get" }));
    if (known?.isThere === true) return;
    const found = await once(() => ask<Row>("database", { kind: "get" }, 100));
    if (found !== undefined) await once(() => ask("cache", { kind: "put", version: found.version }));
  };
  // A write says which version it makes: one that comes late, when it was repeated long ago, changes nothing.
  const write = async (version: number): Promise<void> => {
    await persist(() => ask("database", { kind: "set", version }));
    const invalidate = (): PromiseLike<object> => ask("cache", { kind: "drop", version });
    await (design.repeats ? persist(invalidate) : once(invalidate));
  };
  const readAll = async (): Promise<void> => {
    for (let i = 0; i < 3; i++) await read();
  };
  const writeAll = async (): Promise<void> => {
    await sleep(0.05);
    for (const version of [2, 3]) await write(version);
  };
  await gather(readAll, writeAll);
  network.calm();
  await sleep(120); // what is still under way arrives
  assert.ok(!copy.isThere || copy.version === row.version, "the cache has an old row");
}

async function database(row: Row): Promise<void> {
  await serve(({ kind, version }: Question) => {
    if (kind === "set") row.version = Math.max(row.version, version);
    return row;
  });
}

async function cache(copy: Row, { comparesVersions }: Design): Promise<void> {
  await serve(({ kind, version }: Question) => {
    const isTaken = kind === "put" && (version >= copy.version || !comparesVersions);
    if (isTaken) Object.assign(copy, { version, isThere: true });
    // A drop leaves word of the version behind: nothing older comes in.
    if (kind === "drop" && version > copy.version) Object.assign(copy, { version, isThere: false });
    return copy;
  });
}

interface Row {
  version: number;
  isThere: boolean;
}

interface Question {
  readonly kind: "get" | "set" | "put" | "drop";
  readonly version: number;
}
