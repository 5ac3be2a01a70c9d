import assert from "node:assert/strict";
import { Pool } from "tarn";
import { Pool as AffectedPool } from "tarn-3.0.1";
import { gather, sleep } from "timeloom";
import { fakeGlobals, simulate } from "timeloom/testing";
import type { Race } from "./race.ts";

// FIFO order passes: the connection has been checked and handed over before its user leaves. Needed: the answer to the check and the
// user's leaving come in one macrotask; the connection is then neither given to anybody nor put back.

export const races: readonly Race[] = [
  {
    id: "tarn",
    title: "A connection is lost if the one who waits for it gives up just as it has been checked",
    source: new URL("https://github.com/Vincit/tarn.js/pull/68"),
    affected: "tarn 3.0.1",
    corrected: "tarn 3.0.2",
    buggy: querying,
    fixed: queryingFixed,
    expect: {
      level: "env",
      message: "nobody uses it",
      execution: 2,
      schedule: "v1:main.x1@1=joined",
      claim: "bounded-proof",
    },
  },
];

export default async function querying(): Promise<void> {
  await program(AffectedPool);
}

export async function queryingFixed(): Promise<void> {
  await program(Pool);
}

async function program(SomePool: typeof Pool | typeof AffectedPool): Promise<void> {
  using _globals = fakeGlobals();
  const db = simulate(new FakeDatabase(), { within: 0.5 });
  const pool = new SomePool<object>({
    create: async () => db.connect(),
    destroy: () => db.disconnect(),
    validate: () => db.isAlive() as unknown as boolean, // may be a promise: the types do not say so
    min: 0,
    max: 1,
  });
  pool.release(await pool.acquire().promise);
  const second = pool.acquire();
  await gather(
    () =>
      second.promise.then(
        (connection) => pool.release(connection),
        () => undefined,
      ),
    async () => {
      await db.userLeaves();
      second.abort();
    },
  );
  await sleep(1);
  assert.equal(pool.numUsed(), 0, "nobody uses it");
  await pool.destroy();
}

class FakeDatabase {
  connections = 0;

  connect(): object {
    this.connections += 1;
    return {};
  }

  disconnect(): void {
    this.connections -= 1;
  }

  async isAlive(): Promise<boolean> {
    return true;
  }

  async userLeaves(): Promise<void> {}
}
