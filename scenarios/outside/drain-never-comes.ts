import {
  createConnection,
  createFuture,
  type Future,
  Protocol,
  startServer,
  type StreamReader,
  type StreamWriter,
} from "timeloom";
import { onHost, simulatedWorld } from "timeloom/testing";
import type { Bug } from "../bugs/bug.ts";

// FIFO order passes. Needed: the connection is reset while the sender waits for room.

export const world = simulatedWorld({ hosts: { web: {}, mail: {} }, link: { faults: ["reset"] } });

export const bugs: readonly Bug[] = [
  {
    id: "drain-never-comes",
    title: "A sender waits until it may write on, and nobody wakes it when the connection is lost",
    source: new URL("https://github.com/productdevbook/unemail/issues/131"),
    tier: "T1",
    level: "env",
    world,
    buggy: drainNeverComes,
    fixed: drainNeverComesFixed,
  },
];

export default async function drainNeverComes(): Promise<void> {
  await program(new BuggyUpload());
}

export async function drainNeverComesFixed(): Promise<void> {
  await program(new Upload());
}

async function program(upload: BuggyUpload): Promise<void> {
  await onHost("mail", () => startServer(swallow, "mail", 25));
  const [transport] = await createConnection(() => upload, "mail", 25);
  try {
    for (let part = 0; part < 3; part++) {
      transport.write(new Uint8Array(200_000));
      await upload.drain();
    }
  } catch (error) {
    if (!(error instanceof ConnectionLost)) throw error;
  }
  transport.close();
}

async function swallow(reader: StreamReader, writer: StreamWriter): Promise<void> {
  try {
    await reader.read();
  } catch {
    // the client has gone
  }
  writer.close();
}

class ConnectionLost extends Error {
  override readonly name: string = "ConnectionLost";
}

class BuggyUpload extends Protocol {
  protected mayWrite: Future<void> | undefined = undefined;

  async drain(): Promise<void> {
    await this.mayWrite;
  }

  override pauseWriting(): void {
    this.mayWrite = createFuture<void>(this, "drain()");
  }

  override resumeWriting(): void {
    this.mayWrite?.setResult();
    this.mayWrite = undefined;
  }
}

class Upload extends BuggyUpload {
  #isLost = false;

  override async drain(): Promise<void> {
    if (this.#isLost) throw new ConnectionLost();
    await super.drain();
  }

  override connectionLost(): void {
    this.#isLost = true;
    this.mayWrite?.setException(new ConnectionLost());
    this.mayWrite = undefined;
  }
}
