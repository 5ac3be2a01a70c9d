import assert from "node:assert/strict";
import { openConnection } from "#index";
import { callForLines, serveLines } from "./conversation.ts";
import { certificate, clientSsl, key, python, serverSsl } from "./files.ts";
import { whileListening } from "./listening.ts";
import type { Peer } from "./peer.ts";
import { outputOf, whileServing } from "./program.ts";

/** asyncio itself. */
export const cpython: readonly Peer[] = [
  {
    name: "asyncio.open_connection() → startServer()",
    shows: "lines, a megabyte there and back, half-close",
    body: () => called("plain"),
  },
  {
    name: "asyncio.open_connection(ssl=…) → startServer()",
    shows: "the same over TLS",
    body: () => called("tls"),
  },
  {
    name: "StreamWriter.start_tls() → startTls()",
    shows: "the same over TLS that begins late",
    body: () => called("starttls"),
  },
  {
    name: "openConnection() → asyncio.start_server()",
    shows: "lines, a megabyte there and back, half-close",
    body: () => call("plain"),
  },
  {
    name: "openConnection() → asyncio.start_server(ssl=…)",
    shows: "the same over TLS",
    body: () => call("tls"),
  },
  {
    name: "startTls() → StreamWriter.start_tls()",
    shows: "the same over TLS that begins late",
    body: () => call("starttls"),
  },
];

type Mode = "plain" | "tls" | "starttls";

async function called(mode: Mode): Promise<void> {
  const settings = mode === "tls" ? { ssl: serverSsl } : {};
  await whileListening(serveLines, settings, async (port) => {
    const output = await outputOf("python3", [python("client"), String(port), mode, certificate]);
    assert.equal(output.toString(), "done\n");
  });
}

async function call(mode: Mode): Promise<void> {
  const server = [python("server"), mode, certificate, key];
  const settings = mode === "tls" ? { ssl: clientSsl, serverHostname: "localhost" } : {};
  await whileServing("python3", server, { stdout: /^port (\d+)/ }, async (port) => {
    const [reader, writer] = await openConnection("127.0.0.1", Number(port), settings);
    await callForLines(reader, writer, mode === "starttls");
  });
}
