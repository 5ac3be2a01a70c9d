import assert from "node:assert/strict";
import { Mutex } from "async-mutex";
import { Mutex as AffectedMutex } from "async-mutex-0.3.2";
import { gather } from "timeloom";
import { simulate } from "timeloom/testing";
import type { Race } from "./race.ts";

// FIFO order passes: nobody waits any more when the last one asks. Needed: it asks while one works and another one waits, to which
// the mutex is handed over before the one that asked runs.

export const races: readonly Race[] = [
  {
    id: "async-mutex",
    title: "waitForUnlock() resolves while the mutex is locked, because the next one in line has it already",
    source: new URL("https://github.com/DirtyHairy/async-mutex/issues/52"),
    affected: "async-mutex 0.3.2",
    corrected: "async-mutex 0.5.0",
    buggy: unlocked,
    fixed: unlockedFixed,
    expect: {
      level: "env",
      message: "it is locked",
      execution: 9,
      schedule: "v1:main.0.x0@1=main.2.x0@1",
      claim: "proof",
    },
  },
];

export default async function unlocked(): Promise<void> {
  await program(new AffectedMutex());
}

export async function unlockedFixed(): Promise<void> {
  await program(new Mutex());
}

async function program(mutex: Pick<Mutex, "runExclusive" | "waitForUnlock" | "isLocked">): Promise<void> {
  const disk = simulate(new FakeDisk());
  const save = (): Promise<void> => mutex.runExclusive(() => disk.write());
  await gather(save, save, async () => {
    await disk.read();
    await mutex.waitForUnlock();
    assert.ok(!mutex.isLocked(), "it is locked");
  });
}

class FakeDisk {
  async read(): Promise<void> {}

  async write(): Promise<void> {}
}
