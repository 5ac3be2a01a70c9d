import { describe, expect, it } from "vitest";
import { BufferedProtocol, createConnection, createFuture, createServer, getRunningLoop, type Transport } from "#index";
import { noHandleLeft } from "../../../tests/no-handle-left.ts";
import { Peer } from "../../../tests/peer.ts";
import { portOf } from "../../../tests/port-of.ts";
import { worlds } from "../../../tests/worlds.ts";

noHandleLeft();

/** Receives into a buffer of a few bytes. */
class Small extends BufferedProtocol {
  readonly buffer: Uint8Array;
  readonly pieces: string[] = [];
  readonly lost = createFuture<Error | null>();
  updated: () => void = () => undefined;

  constructor(size: number) {
    super();
    this.buffer = new Uint8Array(size);
  }

  override getBuffer(sizeHint: number): Uint8Array {
    expect(sizeHint).toBe(-1);
    return this.buffer;
  }

  override bufferUpdated(nbytes: number): void {
    this.pieces.push(Buffer.from(this.buffer.subarray(0, nbytes)).toString());
    this.updated();
  }

  override connectionLost(error: Error | null): void {
    this.lost.setResult(error);
  }
}

interface Outcome {
  readonly pieces: readonly string[];
  readonly reports: readonly unknown[];
  readonly error: Error | null;
}

describe.each(worlds)("a buffered protocol in the $name world", (world) => {
  /** Send `text` to `protocol`, then the end. */
  const receive = (
    text: string,
    protocol: () => Small,
    begin: (protocol: Small, transport: Transport) => void = () => undefined,
  ): Promise<Outcome> =>
    world.run(async () => {
      const reports: unknown[] = [];
      getRunningLoop().setExceptionHandler((_, report) => reports.push(report.message, report.exception));
      const sender = new Peer();
      const server = await createServer(() => sender, "127.0.0.1", 0);
      const [transport, client] = await createConnection(protocol, "127.0.0.1", portOf(server));
      begin(client, transport);
      while (sender.events.length === 0) await getRunningLoop().createTask(async () => undefined);
      sender.write(text);
      sender.transport.close();
      const error = await client.lost;
      server.close();
      await server.waitClosed();
      return { pieces: client.pieces, reports, error };
    });

  it("receives into its own buffer, as much as the buffer holds", async () => {
    const { pieces } = await receive("hello world", () => new Small(4));

    expect(pieces).toEqual(["hell", "o wo", "rld"]);
  });

  it("that pauses gets the rest when it resumes", async () => {
    const { pieces } = await receive(
      "hello world",
      () => new Small(4),
      (protocol, transport) => {
        protocol.updated = () => {
          if (protocol.pieces.length !== 1) return;
          transport.pauseReading();
          getRunningLoop().callLater(0.02, () => {
            protocol.pieces.push("|");
            transport.resumeReading();
          });
        };
      },
    );

    expect(pieces).toEqual(["hell", "|", "o wo", "rld"]);
  });

  it("that pauses and is closed gets nothing more", async () => {
    const { pieces, error } = await receive(
      "hello world",
      () => new Small(4),
      (protocol, transport) => {
        protocol.updated = () => {
          transport.pauseReading();
          getRunningLoop().callSoon(() => {
            transport.resumeReading();
            transport.close();
          });
        };
      },
    );

    expect(pieces).toEqual(["hell"]);
    expect(error).toBe(null);
  });

  it("may hand over to another in the middle", async () => {
    const other = { text: "" };
    const { pieces } = await receive(
      "hello world",
      () => new Small(4),
      (protocol, transport) => {
        protocol.updated = () => {
          const peer = new Peer();
          transport.setProtocol(peer);
          peer.lost.addDoneCallback(() => {
            other.text = peer.text;
            protocol.lost.setResult(null);
          });
        };
      },
    );

    expect(pieces).toEqual(["hell"]);
    expect(other.text).toBe("o world");
  });

  it("without a buffer loses its connection", async () => {
    const { pieces, reports, error } = await receive("hello", () => new Small(0));

    expect(pieces).toEqual([]);
    expect(error?.message).toMatch(/^get_buffer\(\) returned an empty buffer\n {2}hint: /);
    expect(reports).toEqual(["Fatal error: protocol.get_buffer() call failed.", error]);
  });

  it("that throws loses its connection", async () => {
    const failure = new Error("cannot take it");
    const { reports, error } = await receive(
      "hello",
      () => new Small(4),
      (protocol) => {
        protocol.updated = () => {
          throw failure;
        };
      },
    );

    expect(error).toBe(failure);
    expect(reports).toEqual(["Fatal error: protocol.buffer_updated() call failed.", failure]);
  });
});
