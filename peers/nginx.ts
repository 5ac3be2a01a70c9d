import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  openConnection,
  startServer,
  type StreamConnectionSettings,
  type StreamReader,
  type StreamWriter,
} from "#index";
import { portOf } from "../tests/port-of.ts";
import { certificate, clientSsl, key, megabyte } from "./files.ts";
import { readBody, readHead, serveHttp } from "./http.ts";
import { whileListening } from "./listening.ts";
import type { Peer } from "./peer.ts";
import { whileServing } from "./program.ts";

/** With a configuration of its own, in a folder of its own. */
export const nginx: readonly Peer[] = [
  {
    name: "openConnection() → nginx http://",
    shows: "keep-alive, requests before answers, a megabyte, 404",
    body: () => whileNginx(undefined, ({ http }) => getFiles(http, {})),
  },
  {
    name: "openConnection() → nginx https://",
    shows: "the same over TLS, protocol agreed on",
    body: () =>
      whileNginx(undefined, ({ https }) => {
        const ssl = { ...clientSsl, ALPNProtocols: ["http/1.1"] };
        return getFiles(https, { ssl, serverHostname: "localhost" });
      }),
  },
  {
    name: "openConnection() → nginx → startServer()",
    shows: "a megabyte through a proxy and back",
    body: () => whileListening(serveHttp, {}, (port) => whileNginx(port, ({ http }) => postToProxy(http))),
  },
];

async function getFiles(port: number, settings: StreamConnectionSettings): Promise<void> {
  const [reader, writer] = await openConnection(address, port, settings);
  for (const path of ["/small", "/megabyte", "/none"]) request(writer, "GET", path);
  await writer.drain();

  const [small, large, none] = [await answer(reader), await answer(reader), await answer(reader)];
  assert.equal(small.body.toString(), "small\n");
  assert.ok(large.body.equals(megabyte));
  assert.equal(none.status, "404");

  request(writer, "GET", "/small", { Connection: "close" });
  assert.equal((await answer(reader)).body.toString(), "small\n");
  assert.deepEqual(await reader.read(), new Uint8Array());
  assert.ok(reader.atEof());
  writer.close();
  await writer.waitClosed();
}

async function postToProxy(port: number): Promise<void> {
  const [reader, writer] = await openConnection(address, port);
  request(writer, "POST", "/proxy/", { "Content-Length": String(megabyte.length), Connection: "close" });
  writer.write(megabyte);
  assert.ok((await answer(reader)).body.equals(megabyte));
  writer.close();
  await writer.waitClosed();
}

function request(writer: StreamWriter, method: string, path: string, headers: Record<string, string> = {}): void {
  const lines = [`${method} ${path} HTTP/1.1`];
  for (const [name, value] of Object.entries({ Host: "localhost", ...headers })) lines.push(`${name}: ${value}`);
  writer.write(Buffer.from([...lines, "", ""].join("\r\n")));
}

async function answer(reader: StreamReader): Promise<{ readonly status: string; readonly body: Buffer }> {
  const head = await readHead(reader);
  assert.ok(head !== undefined, "nginx has closed the connection");
  return { status: head.start.split(" ")[1] ?? "", body: await readBody(reader, head.headers) };
}

/** Run `body` while nginx serves files, and passes on what goes to /proxy/. */
async function whileNginx(
  proxied: number | undefined,
  body: (ports: { readonly http: number; readonly https: number }) => PromiseLike<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "timeloom-nginx-"));
  try {
    const ports = { http: await freePort(), https: await freePort() };
    writeFileSync(join(folder, "small"), "small\n");
    writeFileSync(join(folder, "megabyte"), megabyte);
    writeFileSync(join(folder, "nginx.conf"), configuration(folder, ports, proxied));
    const args = ["-p", folder, "-c", "nginx.conf", "-e", "stderr"];
    await whileServing("nginx", args, { stderr: /using the "\w+" event method/ }, () => body(ports));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** One process, in the foreground, which writes into its folder only. */
function configuration(folder: string, { http, https }: { http: number; https: number }, proxied = http): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${kind};`);
  return `
    daemon off; master_process off; pid nginx.pid; error_log stderr notice;
    events { worker_connections 32; }
    http {
      access_log off; ${temporary.join(" ")}
      server {
        listen ${address}:${http}; listen ${address}:${https} ssl;
        ssl_certificate ${certificate}; ssl_certificate_key ${key};
        root ${folder};
        location /proxy/ { client_max_body_size 2m; proxy_pass http://127.0.0.1:${proxied}; }
      }
    }`;
}

/** nginx cannot say which port it got, if it may choose. Nobody else takes ports of this address in between. */
const address = "127.0.0.2";

async function freePort(): Promise<number> {
  const server = await startServer(() => {}, address, 0);
  const port = portOf(server);
  server.close();
  await server.waitClosed();
  return port;
}
