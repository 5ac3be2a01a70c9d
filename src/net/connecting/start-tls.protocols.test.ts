import { describe, expect, it } from "vitest";
import {
  BufferedProtocol,
  createConnection,
  createFuture,
  createServer,
  createTask,
  type Server,
  sleep,
  startTls,
} from "#index";
import { localhost } from "../../../tests/certificates.ts";
import { noHandleLeft } from "../../../tests/no-handle-left.ts";
import { Peer } from "../../../tests/peer.ts";
import { portOf } from "../../../tests/port-of.ts";
import { worlds } from "../../../tests/worlds.ts";

noHandleLeft();

const trusted = { ssl: { ca: localhost.cert }, serverHostname: "localhost" };

async function closed(server: Server): Promise<void> {
  server.close();
  await server.waitClosed();
}

/** Receives into one buffer. */
class Buffered extends BufferedProtocol {
  readonly #buffer = new Uint8Array(1000);
  readonly lost = createFuture<Error | null>();
  readonly #target = createFuture<string>();
  text = "";

  override getBuffer(): Uint8Array {
    return this.#buffer;
  }

  override bufferUpdated(nbytes: number): void {
    this.text += Buffer.from(this.#buffer.subarray(0, nbytes)).toString();
    if (this.text.endsWith("\n") && !this.#target.done()) this.#target.setResult(this.text);
  }

  line(): PromiseLike<string> {
    return this.#target;
  }

  override connectionLost(error: Error | null): void {
    this.lost.setResult(error);
  }
}

describe.each(worlds)("a buffered protocol over TLS in the $name world", (world) => {
  it("takes over from another with startTls(), and receives into its buffer", () =>
    world.run(async () => {
      const served = new Peer();
      const server = await createServer(() => served, "127.0.0.1", 0);
      const [plain, client] = await createConnection(() => new Peer(), "127.0.0.1", portOf(server));
      while (served.events.length === 0) await sleep(0.001);
      const accepting = createTask(startTls(served.transport, served, localhost, { serverSide: true }));
      const buffered = new Buffered();

      const ours = await startTls(plain, buffered, trusted.ssl, { serverHostname: "localhost" });
      (await accepting).write(Buffer.from("O".repeat(2500) + "\n"));

      expect(await buffered.line()).toBe(`${"O".repeat(2500)}\n`);
      expect(ours.getProtocol()).toBe(buffered);
      expect(client.text).toBe("");
      ours.close();
      expect(await buffered.lost).toBe(null);
      await served.lost;
      await closed(server);
    }));
});

describe.each(worlds)("TLS over TLS in the $name world", (world) => {
  it("carries bytes both ways", () =>
    world.run(async () => {
      const served = new Peer();
      const server = await createServer(() => served, "127.0.0.1", 0, { ssl: localhost });
      const [outer, client] = await createConnection(() => new Peer(), "127.0.0.1", portOf(server), trusted);
      while (served.events.length === 0) await sleep(0.001);

      const accepting = createTask(startTls(served.transport, served, localhost, { serverSide: true }));
      const inner = await startTls(outer, client, trusted.ssl, { serverHostname: "localhost" });
      const theirs = await accepting;
      inner.write(Buffer.from("question"));
      expect(await served.receives(8)).toBe("question");
      theirs.write(Buffer.from("answer"));

      expect(await client.receives(6)).toBe("answer");
      inner.close();
      await client.lost;
      await served.lost;
      await closed(server);
    }));
});
