import { once } from "node:events";
import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { run } from "#index";
import { fakeGlobals, simulatedWorld, simulateNetwork, virtualLoop } from "#testing";

const globals = fakeGlobals();
const network = simulateNetwork();
afterAll(() => {
  network.restore();
  globals.restore();
});

/** Programs that write what they see to a log. Ports are not part of it: the system gives them out. */
const programs: Readonly<Record<string, (log: unknown[]) => Promise<void>>> = {
  async echo(log) {
    const server = net.createServer((socket) => {
      note(log, "server", socket, ["data", "end", "finish", "close"]);
      socket.pipe(socket);
    });
    const client = await connected(server, log);
    client.end("hello");
    await Promise.all([once(client, "close"), closed(server)]);
    log.push(client.bytesRead, client.bytesWritten, client.destroyed, client.readyState);
  },
  async "an end that is answered late"(log) {
    const accepted: Promise<unknown>[] = [];
    const server = net.createServer({ allowHalfOpen: true }, (socket) => {
      note(log, "server", socket, ["data", "end", "close"]);
      socket.on("end", () => setTimeout(() => socket.end("late"), 20));
      accepted.push(once(socket, "close"));
    });
    const client = await connected(server, log);
    client.end("question");
    await Promise.all([once(client, "close"), closed(server), ...accepted]);
  },
  async "a client that destroys"(log) {
    const server = net.createServer((socket) => note(log, "server", socket, ["data", "end", "close"]));
    const client = await connected(server, log);
    client.write("hello", () => client.destroy());
    await Promise.all([once(client, "close"), closed(server)]);
    client.write("more", (error) => log.push((error as NodeJS.ErrnoException).code));
    await new Promise((resolve) => setTimeout(resolve, 10));
  },
  async "a reset"(log) {
    const server = net.createServer((socket) => socket.once("data", () => socket.resetAndDestroy()));
    const client = await connected(server, log);
    client.write("hello");
    await new Promise((resolve) => client.on("close", resolve));
    await closed(server);
  },
  async "a refusal"(log) {
    const server = net.createServer();
    const { port } = await opened(server);
    await closed(server);
    const client = net.connect(port, "127.0.0.1");
    note(log, "client", client, ["connect", "close"]);
    const over = new Promise((resolve) => client.on("close", resolve));
    const [error] = (await once(client, "error")) as [NodeJS.ErrnoException];
    log.push(error.message.replace(String(port), "port"), error.code, error.errno, error.syscall);
    await over;
  },
  async "too many connections"(log) {
    const server = net.createServer((socket) => socket.resume());
    server.maxConnections = 1;
    server.on("drop", () => log.push("drop"));
    const first = await connected(server, log);
    const { port } = server.address() as AddressInfo;
    await once(net.connect(port, "127.0.0.1").resume(), "close");
    first.end();
    await closed(server);
  },
  async "a server that counts"(log) {
    const server = net.createServer((socket) => socket.resume());
    const client = await connected(server, log);
    log.push(await count(server));
    client.end();
    await once(client, "close");
    await closed(server);
    log.push(await count(server), server.listening, server.address());
  },
  async "requests on one connection"(log) {
    const server = http.createServer((request, response) => {
      log.push(`${request.method} ${request.url}`);
      request.resume().on("end", () => response.end(`answer to ${request.url}`));
    });
    const { port } = await opened(server);
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (const path of ["/a", "/b"]) {
      const request = http.request({ port, host: "127.0.0.1", path, method: "POST", agent });
      request.on("socket", () => log.push(`reused: ${request.reusedSocket}`));
      request.end("body");
      const [response] = (await once(request, "response")) as [http.IncomingMessage];
      let text = "";
      for await (const data of response) text += String(data);
      log.push(response.statusCode, text);
    }
    agent.destroy();
    await closed(server);
  },
  async "a server that hangs up"(log) {
    const server = http.createServer((request) => request.socket.destroy());
    const { port } = await opened(server);
    const [error] = (await once(http.get({ port, host: "127.0.0.1" }), "error")) as [NodeJS.ErrnoException];
    log.push(error.message, error.code);
    await closed(server);
  },
};

async function opened(server: net.Server): Promise<AddressInfo> {
  await once(server.listen(0, "127.0.0.1"), "listening");
  return server.address() as AddressInfo;
}

async function connected(server: net.Server, log: unknown[]): Promise<net.Socket> {
  const { port } = await opened(server);
  const client = net.connect(port, "127.0.0.1");
  note(log, "client", client, ["lookup", "connect", "ready", "data", "end", "finish", "close"]);
  client.on("error", ({ message }) => log.push(`client: ${message}`));
  await once(client, "connect");
  log.push(client.remoteAddress, client.remoteFamily, client.localAddress);
  return client;
}

/** Each side's events have their order; how those of two sides interleave depends on the system. */
function note(log: unknown[], side: string, socket: net.Socket, events: readonly string[]): void {
  for (const event of events) {
    socket.on(event, (first: unknown) =>
      log.push(`${side}: ${event}${Buffer.isBuffer(first) ? ` ${String(first)}` : ""}`),
    );
  }
}

async function closed(server: net.Server): Promise<void> {
  server.close();
  await once(server, "close");
}

function count(server: net.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, connections) => (error === null ? resolve(connections) : reject(error)));
  });
}

/** What each side and the program have seen, in order. */
function bySide(log: readonly unknown[]): readonly unknown[][] {
  const of = (side: string): unknown[] => log.filter((entry) => String(entry).startsWith(`${side}: `));
  return [of("client"), of("server"), log.filter((entry) => !/^(client|server): /.test(String(entry)))];
}

describe("the same program on real and on simulated sockets", () => {
  it.each(Object.entries(programs))("sees the same: %s", async (_name, program) => {
    const real: unknown[] = [];
    const simulated: unknown[] = [];
    await program(real);
    await run(() => program(simulated), { loopFactory: virtualLoop({ world: simulatedWorld(), io: "forbid" }) });

    expect(bySide(simulated)).toEqual(bySide(real));
    expect(real.length).toBeGreaterThan(1);
  });
});
