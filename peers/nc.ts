import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openUnixConnection, startUnixServer } from "#index";
import { serveLines } from "./conversation.ts";
import { whileListening } from "./listening.ts";
import type { Peer } from "./peer.ts";
import { outputOf, whileServing } from "./program.ts";

/** netcat of OpenBSD. */
export const nc: readonly Peer[] = [
  {
    name: "nc → startServer()",
    shows: "lines, and an answer after half-close",
    body: () =>
      whileListening(serveLines, {}, async (port) => {
        const output = await outputOf("nc", ["-N", "127.0.0.1", String(port)], { input: "hello\nthere\n" });
        assert.equal(output.toString(), "hello\nthere\nbye\n");
      }),
  },
  {
    name: "nc -U → startUnixServer()",
    shows: "the same on a Unix socket",
    body: () =>
      inFolder(async (folder) => {
        const path = join(folder, "socket");
        const server = await startUnixServer(serveLines, path);
        try {
          const output = await outputOf("nc", ["-N", "-U", path], { input: "hello\nthere\n" });
          assert.equal(output.toString(), "hello\nthere\nbye\n");
        } finally {
          server.close();
          await server.waitClosed();
        }
      }),
  },
  {
    name: "openUnixConnection() → nc -lU",
    shows: "a line each way, and the end of the peer",
    body: () =>
      inFolder(async (folder) => {
        const path = join(folder, "socket");
        await whileServing("nc", ["-lvUN", path], { stderr: /^Listening/i }, async (_, child) => {
          const [reader, writer] = await openUnixConnection(path);
          writer.write(Buffer.from("from here\n"));
          assert.equal(Buffer.from((await child.stdout?.readline()) ?? []).toString(), "from here\n");
          child.stdin?.write(Buffer.from("from there\n"));
          child.stdin?.close();
          assert.equal(Buffer.from(await reader.read()).toString(), "from there\n");
          writer.close();
          await writer.waitClosed();
          assert.equal(await child.wait(), 0);
        });
      }),
  },
];

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "timeloom-peers-"));
  try {
    await body(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
