import { createConnection, createDatagramEndpoint, createServer, type Protocol, sleep, type Wait } from "timeloom";
import type { Scenario } from "../scenario.ts";
import { bytes, host, portOf, text } from "../streams/served.ts";
import {
  Alphabet,
  Collector,
  EchoClient,
  EchoClientDatagrams,
  EchoServer,
  EchoServerDatagrams,
  Sender,
  Source,
} from "./protocols.ts";

export const w08: Scenario = {
  id: "W08",
  title: "Transports and protocols: TCP, buffers of one's own, UDP, backpressure",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-protocol.html#tcp-echo-server"),
    new URL("https://docs.python.org/3/library/asyncio-protocol.html#udp-echo-server"),
    new URL("https://docs.python.org/3/library/asyncio-protocol.html#buffered-streaming-protocols"),
  ],
  articles: ["e3bee89e64d4930e"],
  programs: [
    {
      name: "an echo server and its client",
      async main(print) {
        await between(
          () => new EchoServer(print),
          async (port) => {
            const [, client] = await createConnection(() => new EchoClient("Hello World!", print), host, port);
            await client.lost;
          },
        );
      },
      expect: {
        output: [
          "Data received: 'Hello World!' from 127.0.0.1",
          "Send: 'Hello World!'",
          "Close the client socket",
          "Data received: 'Hello World!'",
          "The server closed the connection",
        ],
        duration: 0,
        verdict: "passes",
      },
    },
    {
      name: "a buffer of one's own",
      async main(print) {
        await between(
          () => new Source(bytes("abcdefghijklmnopqrstuvwxyz")),
          async (port) => {
            const [, client] = await createConnection(() => new Alphabet(8), host, port);
            await client.ended;
            print(`${client.received} in pieces of ${client.most} bytes at most`);
          },
        );
      },
      expect: {
        output: ["abcdefghijklmnopqrstuvwxyz in pieces of 8 bytes at most"],
        duration: 0,
        verdict: "passes",
      },
    },
    {
      name: "datagrams there and back",
      *main(print): Generator<Wait, void, void> {
        const [server] = yield* createDatagramEndpoint(() => new EchoServerDatagrams(print), {
          localAddr: [host, 0],
        });
        const { port } = server.getExtraInfo("sockname") as { readonly port: number };
        const [, client] = yield* createDatagramEndpoint(() => new EchoClientDatagrams("Hello World!", print), {
          remoteAddr: [host, port],
        });
        yield* client.lost;
        server.close();
      },
      expect: {
        output: [
          "Send: 'Hello World!'",
          "Received 'Hello World!' from 127.0.0.1",
          "Send 'Hello World!' back",
          "Received: 'Hello World!'",
          "Close the socket",
          "Connection closed",
        ],
        duration: 0,
        verdict: "passes",
      },
    },
    {
      name: "a reader that pauses",
      async main(print) {
        await between(
          () => new Source(bytes("news")),
          async (port) => {
            const [transport, client] = await createConnection(() => new Collector(true), host, port);
            await sleep(0.25);
            print(`reading: ${transport.isReading()}, received: '${text(client.received)}'`);
            transport.resumeReading();
            await client.ended;
            print(`received: '${text(client.received)}'`);
          },
        );
      },
      expect: { output: ["reading: false, received: ''", "received: 'news'"], duration: 0.25, verdict: "passes" },
    },
    {
      name: "a writer that has to wait",
      async main(print) {
        const size = 16 * 2 ** 20;
        const reader = new Collector(true);
        await between(
          () => reader,
          async (port) => {
            const [transport, writer] = await createConnection(() => new Sender(print), host, port);
            transport.write(new Uint8Array(size));
            await sleep(0.25);
            print(`still in the buffer: ${transport.getWriteBufferSize() > 0}`);
            reader.resume();
            await writer.resumed;
            transport.close();
            await reader.ended;
            print(`all received: ${reader.received.length === size}`);
          },
        );
      },
      expect: {
        output: ["pause", "still in the buffer: true", "resume", "all received: true"],
        duration: 0.25,
        verdict: "passes",
      },
    },
    {
      name: "a port at which nobody listens",
      async main(print) {
        const server = await createServer(() => new EchoServer(print), host, 0);
        const port = portOf(server);
        server.close();
        await server.waitClosed();
        try {
          await createConnection(() => new EchoClient("lost", print), host, port);
        } catch (error) {
          print((error as NodeJS.ErrnoException).code ?? "");
        }
      },
      expect: { output: ["ECONNREFUSED"], duration: 0, verdict: "passes" },
    },
  ],
};

/** Start a server, and leave nothing open afterwards. */
async function between(protocol: () => Protocol, client: (port: number) => Promise<void>): Promise<void> {
  const server = await createServer(protocol, host, 0);
  await client(portOf(server));
  server.close();
  await server.waitClosed();
}
