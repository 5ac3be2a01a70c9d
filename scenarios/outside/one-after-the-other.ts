import {
  CancelledError,
  createTask,
  openConnection,
  startServer,
  type StreamReader,
  type StreamWriter,
  timeout,
  wait,
  FIRST_COMPLETED,
  type Task,
} from "timeloom";
import { onHost, simulatedWorld } from "timeloom/testing";
import type { Bug } from "../bugs/bug.ts";

// FIFO order passes: the first replica answers. Needed: its answer never comes.

export const world = simulatedWorld({
  hosts: { web: {}, db1: {}, db2: {} },
  link: { latency: [0.01] },
  lookupLatency: [0.01],
  links: { "web → db1": { faults: ["timeout"] } },
});

export const bugs: readonly Bug[] = [
  {
    id: "one-after-the-other",
    title: "A client tries two addresses one after the other, and spends all its time on the first one, which is dead",
    source: new URL("https://github.com/nodejs/node/issues/54359"),
    tier: "T1",
    level: "env",
    world,
    buggy: oneAfterTheOther,
    fixed: oneAfterTheOtherFixed,
  },
];

export default async function oneAfterTheOther(): Promise<void> {
  await program(connectInTurn);
}

export async function oneAfterTheOtherFixed(): Promise<void> {
  await program(connectToTheFaster);
}

type Connect = (hosts: readonly string[]) => Promise<StreamWriter>;

async function program(connect: Connect): Promise<void> {
  const hosts = ["db1", "db2"];
  for (const host of hosts) await onHost(host, () => startServer(hangUp, host, 5432));
  const writer = await timeout(10).run(() => connect(hosts));
  writer.close();
}

async function hangUp(reader: StreamReader, writer: StreamWriter): Promise<void> {
  await reader.read();
  writer.close();
}

async function connectInTurn(hosts: readonly string[]): Promise<StreamWriter> {
  const errors: unknown[] = [];
  for (const host of hosts) {
    try {
      const [, writer] = await openConnection(host, 5432);
      return writer;
    } catch (error) {
      if (error instanceof CancelledError) throw error;
      errors.push(error);
    }
  }
  throw new AggregateError(errors, "No address answers");
}

/** Each address gets a quarter of a second before the next one is tried as well. */
async function connectToTheFaster(hosts: readonly string[]): Promise<StreamWriter> {
  const attempts: Task<StreamWriter>[] = [];
  try {
    for (const [at, host] of hosts.entries()) {
      attempts.push(createTask(() => connectTo(host), { name: `attempt ${at + 1}` }));
      const isLast = at === hosts.length - 1;
      await wait(attempts, { timeout: isLast ? undefined : 0.25, returnWhen: FIRST_COMPLETED });
      for (const attempt of attempts) if (attempt.done()) return attempt.result();
    }
  } finally {
    for (const attempt of attempts) attempt.cancel();
  }
  throw new Error("No address answers");
}

async function connectTo(host: string): Promise<StreamWriter> {
  const [, writer] = await openConnection(host, 5432);
  return writer;
}
