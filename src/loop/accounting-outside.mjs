// @ts-check
// What the operations under test talk to.
import dgram from "node:dgram";
import { once } from "node:events";
import fsp from "node:fs/promises";
import http from "node:http";
import http2 from "node:http2";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import tls from "node:tls";

/**
 * What operations talk to; nobody's task has begun it.
 *
 * @typedef {object} Outside
 * @property {string} url of an HTTP server that answers after 20 ms
 * @property {string} otherUrl of another one, of which `kept` connections are ready to be used again
 * @property {number} echo port of a TCP server that sends back what it gets
 * @property {number} silent port of a UDP server that never answers
 * @property {number} secure port of a TLS server that sends back what it gets
 * @property {number} http2 port of an HTTP/2 server
 * @property {string} folder
 * @property {string} file of 300 kB
 * @property {(http.Server)[]} left open by operations; closed with the rest
 * @property {() => Promise<void>} close
 */

export const psk = { identity: "timeloom", key: Buffer.from("0123456789abcdef") };
/** No certificates. @type {tls.SecureContextOptions} */
export const cipher = { ciphers: "PSK-AES128-GCM-SHA256", maxVersion: "TLSv1.2" };

/** Let a server listen on a free port. @param {net.Server} server */
export async function port(server) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  return address.port;
}

/** @returns {Promise<Outside>} */
export async function openOutside() {
  const answer = () => http.createServer((_request, response) => setTimeout(() => response.end("answer"), 20));
  const web = answer();
  const otherWeb = answer();
  const echo = net.createServer((socket) => socket.pipe(socket));
  const secure = tls.createServer({ ...cipher, pskCallback: () => psk.key }, (socket) => socket.pipe(socket));
  const web2 = http2.createServer((request, response) => {
    request.resume().on("end", () => setTimeout(() => response.end("answer"), 20));
  });
  const silent = dgram.createSocket("udp4");
  silent.bind(0, "127.0.0.1");
  await once(silent, "listening");
  const folder = await fsp.mkdtemp(path.join(os.tmpdir(), "timeloom-"));
  const file = path.join(folder, "file");
  await fsp.writeFile(file, `${"line ".repeat(20)}\n`.repeat(3_000));
  const otherUrl = `http://127.0.0.1:${await port(otherWeb)}/`;
  await (await fetch(otherUrl)).text();
  /** @type {http.Server[]} */
  const left = [];
  return {
    url: `http://127.0.0.1:${await port(web)}/`,
    otherUrl,
    echo: await port(echo),
    silent: silent.address().port,
    secure: await port(secure),
    http2: await port(web2),
    folder,
    file,
    left,
    close: async () => {
      for (const server of [web, otherWeb, ...left]) server.closeAllConnections();
      for (const server of [web, otherWeb, ...left, echo, secure, web2, silent]) server.close();
      await fsp.rm(folder, { recursive: true });
    },
  };
}
