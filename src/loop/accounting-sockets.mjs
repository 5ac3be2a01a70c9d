// @ts-check
// Operations that end at another socket.
import dgram from "node:dgram";
import dns from "node:dns";
import { once } from "node:events";
import fsp from "node:fs/promises";
import http from "node:http";
import http2 from "node:http2";
import net from "node:net";
import path from "node:path";
import tls from "node:tls";
import { promisify } from "node:util";
import { cipher, port, psk } from "./accounting-outside.mjs";

/** @typedef {import("./accounting-outside.mjs").Outside} Outside */

/** @param {net.Socket} socket */
async function echoOnce(socket) {
  socket.write("x");
  await once(socket, "data");
  socket.end();
  await once(socket, "close");
}

/** @param {number} to */
function connectSecurely(to) {
  return tls.connect({
    ...cipher,
    port: to,
    host: "127.0.0.1",
    pskCallback: () => ({ psk: psk.key, identity: psk.identity }),
    checkServerIdentity: () => undefined,
  });
}

/** @param {string} url @param {http.Agent} agent */
async function request(url, agent) {
  const sent = http.get(url, { agent });
  const [response] = /** @type {[http.IncomingMessage]} */ (await once(sent, "response"));
  for await (const _chunk of response);
}

/** Each is over when its promise is. @type {Record<string, (outside: Outside) => Promise<unknown>>} */
export const socketOperations = {
  "TCP connect and echo": ({ echo }) => echoOnce(net.connect(echo, "127.0.0.1")),
  "TCP by name": ({ echo }) => echoOnce(net.connect({ port: echo, host: "localhost", family: 4 })),
  "TCP connection that is destroyed": async ({ echo }) => {
    const socket = net.connect(echo, "127.0.0.1");
    await once(socket, "connect");
    socket.destroy();
    await once(socket, "close");
  },
  "TCP connection that nobody reads, destroyed": async ({ echo }) => {
    const socket = net.connect(echo, "127.0.0.1").pause();
    await once(socket, "connect");
    socket.destroy();
    await once(socket, "close");
  },
  "TCP connection that is refused": async () => {
    const server = net.createServer();
    const free = await port(server);
    server.close();
    await once(server, "close");
    await once(net.connect(free, "127.0.0.1"), "error");
  },
  "TCP server and client": async () => {
    const server = net.createServer((socket) => socket.pipe(socket));
    await echoOnce(net.connect(await port(server), "127.0.0.1"));
    server.close();
    await once(server, "close");
  },
  "TCP server that closes before its client": async () => {
    const server = net.createServer((socket) => setTimeout(() => socket.end("bye"), 10));
    const socket = net.connect(await port(server), "127.0.0.1");
    await once(socket, "connect");
    server.close();
    socket.resume();
    await Promise.all([once(server, "close"), once(socket, "close")]);
  },
  "unix socket": async ({ folder }) => {
    const server = net.createServer((socket) => socket.pipe(socket));
    const name = process.platform === "win32" ? "\\\\.\\pipe\\timeloom" : path.join(folder, "socket");
    server.listen(name);
    await once(server, "listening");
    await echoOnce(net.connect(name));
    server.close();
    await once(server, "close");
  },
  TLS: ({ secure }) => echoOnce(connectSecurely(secure)),
  "TLS, a megabyte": async ({ secure }) => {
    const socket = connectSecurely(secure);
    let left = 1_000_000;
    socket.on("data", ({ length }) => {
      left -= length;
      if (left === 0) socket.end();
    });
    socket.write(Buffer.alloc(left));
    await once(socket, "close");
  },
  "http.request": ({ url }) => request(url, new http.Agent({ keepAlive: false })),
  "http.request over a kept connection": async ({ url }) => {
    const agent = new http.Agent({ keepAlive: true });
    await request(url, agent);
    await request(url, agent);
  },
  "http server and request": async () => {
    const server = http.createServer((_request, response) => setTimeout(() => response.end("answer"), 20));
    const url = `http://127.0.0.1:${await port(server)}/`;
    await request(url, new http.Agent({ keepAlive: true }));
    server.close();
    await once(server, "close");
  },
  "http server with an idle connection": async ({ file, left }) => {
    const server = http.createServer((_request, response) => setTimeout(() => response.end("answer"), 20));
    server.keepAliveTimeout = 60_000;
    left.push(server);
    await request(`http://127.0.0.1:${await port(server)}/`, new http.Agent({ keepAlive: true }));
    await fsp.readFile(file);
  },
  "HTTP/2": async ({ http2: to }) => {
    const session = http2.connect(`http://127.0.0.1:${to}`);
    const sent = session.request({ ":path": "/" });
    for await (const _chunk of sent);
    session.close();
    await once(session, "close");
  },
  "HTTP/2, a megabyte": async ({ http2: to }) => {
    const session = http2.connect(`http://127.0.0.1:${to}`);
    const sent = session.request({ ":path": "/", ":method": "POST" });
    sent.end(Buffer.alloc(1_000_000));
    for await (const _chunk of sent);
    session.close();
    await once(session, "close");
  },
  fetch: async ({ url }) => (await fetch(url)).text(),
  "fetch over a kept connection": async ({ url }) => {
    await (await fetch(url)).text();
    await (await fetch(url)).text();
  },
  "fetch over a connection that somebody else kept": async ({ otherUrl }) => (await fetch(otherUrl)).text(),
  "many fetches": ({ url }) => Promise.all(Array.from({ length: 20 }, async () => (await fetch(url)).text())),
  "fetch that is refused": async () => {
    const server = net.createServer();
    const free = await port(server);
    server.close();
    await once(server, "close");
    await fetch(`http://127.0.0.1:${free}/`).catch(() => {});
  },
  "fetch that fails": async () => {
    const server = net.createServer((socket) => socket.destroy());
    const to = await port(server);
    await fetch(`http://127.0.0.1:${to}/`).catch(() => {});
    server.close();
    await once(server, "close");
  },
  "dns.lookup": () => dns.promises.lookup("localhost"),
  "dns.lookup with a callback": () => promisify(dns.lookup)("localhost"),
  "dns.resolve": async ({ silent }) => {
    const resolver = new dns.promises.Resolver({ timeout: 100, tries: 1 });
    resolver.setServers([`127.0.0.1:${silent}`]);
    await resolver.resolve4("timeloom.test").catch(() => {});
  },
  UDP: async () => {
    const socket = dgram.createSocket("udp4");
    socket.bind(0, "127.0.0.1");
    await once(socket, "listening");
    socket.send("x", socket.address().port, "127.0.0.1");
    await once(socket, "message");
    socket.close();
    await once(socket, "close");
  },
};
