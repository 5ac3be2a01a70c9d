import assert from "node:assert/strict";
import type { StreamServerSettings } from "#index";
import { certificate, megabyte, serverSsl } from "./files.ts";
import { serveHttp } from "./http.ts";
import { whileListening } from "./listening.ts";
import type { Peer } from "./peer.ts";
import { outputOf } from "./program.ts";

export const curl: readonly Peer[] = [
  {
    name: "curl http:// → startServer()",
    shows: "two requests on one connection, chunks, two megabytes there and back",
    body: () => served("http", {}),
  },
  {
    name: "curl https:// → startServer()",
    shows: "the same over TLS",
    body: () => served("https", { ssl: serverSsl }),
  },
  {
    name: "curl https:// without the certificate → startServer()",
    shows: "the client goes, the server goes on",
    body: () =>
      whileListening(serveHttp, { ssl: serverSsl }, async (port) => {
        await outputOf("curl", ["--silent", `https://localhost:${port}/`], { code: notTrusted });
        const output = await outputOf("curl", [...usual, `https://localhost:${port}/still-here`]);
        assert.equal(output.toString(), "/still-here\n");
      }),
  },
];

async function served(scheme: "http" | "https", settings: StreamServerSettings): Promise<void> {
  await whileListening(serveHttp, settings, async (port) => {
    const url = `${scheme}://localhost:${port}`;
    const got = await outputOf("curl", [...usual, "--write-out", "%{num_connects} made\n", `${url}/a`, `${url}/b`]);
    assert.equal(got.toString(), "/a\n1 made\n/b\n0 made\n");

    const input = Buffer.concat([megabyte, megabyte]);
    const back = await outputOf("curl", [...usual, "--data-binary", "@-", `${url}/echo`], { input });
    assert.ok(input.equals(back));
  });
}

/** The server listens on IPv4. */
const usual = ["--silent", "--show-error", "--ipv4", "--cacert", certificate];

/** The exit code for a certificate that nobody vouches for. */
const notTrusted = 60;
