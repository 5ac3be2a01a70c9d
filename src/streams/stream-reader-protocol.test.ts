import { describe, expect, it } from "vitest";
import {
  createConnection,
  createServer,
  newEventLoop,
  RuntimeError,
  StreamReader,
  StreamReaderProtocol,
  StreamWriter,
} from "#index";
import { noHandleLeft } from "../../tests/no-handle-left.ts";
import { portOf } from "../../tests/port-of.ts";
import { bytes, text } from "../../tests/readers.ts";
import { worlds } from "../../tests/worlds.ts";

noHandleLeft();

describe.each(worlds)("StreamReaderProtocol in the $name world", (world) => {
  it("makes streams of a connection and of a server", () =>
    world.run(async () => {
      const served = (): StreamReaderProtocol =>
        new StreamReaderProtocol(new StreamReader(), async (client, answer) => {
          answer.write(await client.readline());
          answer.close();
        });
      const server = await createServer(served, "127.0.0.1", 0);
      const reader = new StreamReader();
      const factory = (): StreamReaderProtocol => new StreamReaderProtocol(reader);

      const [transport, protocol] = await createConnection(factory, "127.0.0.1", portOf(server));
      const writer = new StreamWriter(transport, protocol, reader);
      writer.write(bytes("line\n"));

      expect(text(await reader.read())).toBe("line\n");
      writer.close();
      await writer.waitClosed();
      server.close();
      await server.waitClosed();
    }));
});

describe("StreamReaderProtocol", () => {
  it("belongs to the running loop, or to one that it is given", () => {
    const loop = newEventLoop();
    const reader = new StreamReader({ loop });

    expect(() => new StreamReaderProtocol(reader)).toThrow(RuntimeError);
    expect(() => new StreamReaderProtocol(reader)).toThrow(/^no running event loop\n {2}hint: /);
    expect(new StreamReaderProtocol(reader, undefined, { loop })).toBeInstanceOf(StreamReaderProtocol);
    loop.close();
  });

  it("refuses what cannot serve a client", () => {
    const loop = newEventLoop();
    const reader = new StreamReader({ loop });

    expect(() => new StreamReaderProtocol(reader, 7 as never, { loop })).toThrow("must be a function, got 7");
    loop.close();
  });
});
