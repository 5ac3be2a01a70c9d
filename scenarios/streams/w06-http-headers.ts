import {
  openConnection,
  startServer,
  type StreamReader,
  type StreamServerSettings,
  type StreamWriter,
  type Wait,
} from "timeloom";
import type { Print, Scenario } from "../scenario.ts";
import { localhost } from "./localhost.ts";
import { bytes, host, portOf, text } from "./served.ts";

/** Segments arrive at once: a slow network would be too slow for a handshake of TLS in some orders. */
const world = { link: { latency: [0] } };
const trusting = { ca: localhost.cert };

export const w06: Scenario = {
  id: "W06",
  title: "HTTP headers by hand, plain and over TLS",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-stream.html#get-http-headers"),
    new URL("https://docs.python.org/3/library/asyncio-stream.html#asyncio.StreamWriter.start_tls"),
  ],
  articles: ["e3bee89e64d4930e"],
  programs: [
    {
      name: "plain",
      *main(print): Generator<Wait, void, void> {
        yield* withServer(http, {}, function* (port) {
          const [reader, writer] = yield* openConnection(host, port);
          yield* printHeaders(reader, writer, print);
        });
      },
      expect: { output: headers("plain"), duration: 0, verdict: "passes" },
    },
    {
      name: "over TLS",
      world,
      *main(print): Generator<Wait, void, void> {
        yield* withServer(http, { ssl: localhost }, function* (port) {
          const [reader, writer] = yield* openConnection(host, port, { ssl: trusting, serverHostname: "localhost" });
          yield* printHeaders(reader, writer, print);
        });
      },
      expect: { output: headers("TLS"), duration: 0, verdict: "passes" },
    },
    {
      name: "a connection that changes to TLS",
      world,
      *main(print): Generator<Wait, void, void> {
        yield* withServer(upgrading, {}, function* (port) {
          const [reader, writer] = yield* openConnection(host, port);
          writer.write(bytes("STARTTLS\r\n"));
          print(text(yield* reader.readline()).trim());
          yield* writer.startTls(trusting, { serverHostname: "localhost" });
          yield* printHeaders(reader, writer, print);
        });
      },
      expect: { output: ["go ahead", ...headers("TLS")], duration: 0, verdict: "passes" },
    },
  ],
};

function headers(kind: string): string[] {
  return ["HTTP header> HTTP/1.1 200 OK", `HTTP header> X-Connection: ${kind}`, "HTTP header> Connection: close"];
}

/** Ask for the headers of a page, and print them. */
function* printHeaders(reader: StreamReader, writer: StreamWriter, print: Print): Generator<Wait, void, void> {
  writer.write(bytes("HEAD / HTTP/1.0\r\nHost: localhost\r\n\r\n"));
  for (let line = yield* reader.readline(); line.length > 2; line = yield* reader.readline()) {
    print(`HTTP header> ${text(line).trim()}`);
  }
  writer.close();
  yield* writer.waitClosed();
}

/** Answers one request. */
function* http(reader: StreamReader, writer: StreamWriter): Generator<Wait, void, void> {
  yield* reader.readuntil(bytes("\r\n\r\n"));
  const kind = writer.getExtraInfo("sslcontext") === null ? "plain" : "TLS";
  writer.writelines(
    ["HTTP/1.1 200 OK", `X-Connection: ${kind}`, "Connection: close", ""].map((line) => bytes(`${line}\r\n`)),
  );
  yield* writer.drain();
  writer.close();
}

function* upgrading(reader: StreamReader, writer: StreamWriter): Generator<Wait, void, void> {
  yield* reader.readline();
  writer.write(bytes("go ahead\r\n"));
  yield* writer.startTls(localhost);
  yield* http(reader, writer);
}

function* withServer(
  handler: typeof http,
  settings: StreamServerSettings,
  client: (port: number) => Generator<Wait, void, void>,
): Generator<Wait, void, void> {
  const server = yield* startServer(handler, host, 0, settings);
  yield* client(portOf(server));
  server.close();
  yield* server.waitClosed();
}
