import { openConnection, Semaphore, startServer, type StreamReader, type StreamWriter } from "timeloom";
import { onHost, simulatedWorld } from "timeloom/testing";
import type { Bug } from "../bugs/bug.ts";
import { line } from "./lines.ts";

// FIFO order passes. Needed: a connection is reset in use.

export const world = simulatedWorld({ hosts: { web: {}, db: {} }, link: { faults: ["reset"] } });

export const bugs: readonly Bug[] = [
  {
    id: "pool-loses-a-place",
    title: "A connection is reset in use, its place in the pool is never given back, and the next query waits for ever",
    source: new URL("https://node-postgres.com/features/pooling"),
    tier: "T1",
    level: "env",
    world,
    buggy: poolLosesAPlace,
    fixed: poolLosesAPlaceFixed,
  },
];

export default async function poolLosesAPlace(): Promise<void> {
  await program(new BuggyPool());
}

export async function poolLosesAPlaceFixed(): Promise<void> {
  await program(new Pool());
}

async function program(pool: BuggyPool): Promise<void> {
  await onHost("db", () => startServer(echo, "db", 5432));
  for (const query of ["select 1", "select 2"]) {
    try {
      await pool.query(query);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ECONNRESET") throw error;
    }
  }
}

async function echo(reader: StreamReader, writer: StreamWriter): Promise<void> {
  try {
    for await (const query of reader) writer.write(query);
  } catch {
    // the client has gone
  }
  writer.close();
}

type Connection = readonly [StreamReader, StreamWriter];

class BuggyPool {
  protected readonly places: Semaphore = new Semaphore(1);
  protected readonly idle: Connection[] = [];

  async query(sql: string): Promise<void> {
    await this.places.acquire();
    await this.ask(sql);
    this.places.release();
  }

  protected async ask(sql: string): Promise<void> {
    const connection = this.idle.pop() ?? (await openConnection("db", 5432));
    const [reader, writer] = connection;
    writer.write(line(sql));
    const row = await reader.readline();
    if (row.length > 0) this.idle.push(connection);
  }
}

class Pool extends BuggyPool {
  override async query(sql: string): Promise<void> {
    await this.places.run(() => this.ask(sql));
  }
}
