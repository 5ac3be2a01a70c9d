import { once } from "node:events";
import net from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "#index";
import { fakeGlobals, simulatedWorld, simulateNetwork, virtualLoop } from "#testing";

const globals = fakeGlobals();
let network: ReturnType<typeof simulateNetwork>;
beforeAll(() => {
  network = simulateNetwork();
});
afterAll(() => {
  network.restore();
  globals.restore();
});

/** Run `body` on hosts `web` and `db`, where nothing may be waited for outside. */
function simulated<T>(body: () => Promise<T>): Promise<T> {
  const world = simulatedWorld({ hosts: { web: {}, db: { address: "10.0.0.2" } } });
  return run(body, { loopFactory: virtualLoop({ world, io: "forbid" }) });
}

/** Listen on port 7 of the host of the caller. */
async function listening(accepted: (socket: net.Socket) => void): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true }, accepted).listen(7);
  await once(server, "listening");
  return server;
}

/** How Node's errors look, but for their stacks. */
function shown(error: unknown): object {
  return { ...(error as object), message: (error as Error).message };
}

describe("errors of sockets on the simulated network", () => {
  it.each([
    {
      name: "nobody listens",
      connect: () => net.connect(9, "db"),
      error: {
        message: "connect ECONNREFUSED 10.0.0.2:9",
        code: "ECONNREFUSED",
        syscall: "connect",
        address: "10.0.0.2",
        port: 9,
      },
    },
    {
      name: "no host has the name",
      connect: () => net.connect(9, "nowhere"),
      error: {
        message: "getaddrinfo ENOTFOUND nowhere",
        code: "ENOTFOUND",
        syscall: "getaddrinfo",
        hostname: "nowhere",
        errno: -3008,
      },
    },
    {
      name: "no host has the address",
      connect: () => net.connect(9, "10.9.9.9"),
      error: {
        message: "connect EHOSTUNREACH 10.9.9.9:9",
        code: "EHOSTUNREACH",
        syscall: "connect",
        address: "10.9.9.9",
        port: 9,
      },
    },
    {
      name: "the own address is none of the host",
      connect: () => net.connect({ port: 9, host: "10.0.0.2", localAddress: "10.0.0.7" }),
      error: { message: "bind EADDRNOTAVAIL 10.0.0.7", code: "EADDRNOTAVAIL", syscall: "bind", address: "10.0.0.7" },
    },
    {
      name: "no path is listened at",
      connect: () => net.connect("/none"),
      error: { message: "connect ENOENT /none", code: "ENOENT", syscall: "connect", address: "/none" },
    },
  ])("are Node's where $name", async ({ connect, error }) => {
    expect(await simulated(async () => shown((await once(connect(), "error"))[0]))).toMatchObject(error);
  });

  it("are Node's if all addresses of a name fail", async () => {
    const error = await simulated(async () => (await once(net.connect(9), "error"))[0] as AggregateError);

    expect(error).toMatchObject({ name: "AggregateError", code: "ECONNREFUSED" });
    expect(error.errors.map(shown)).toMatchObject([
      { message: "connect ECONNREFUSED 127.0.0.1:9" },
      { message: "connect ECONNREFUSED ::1:9" },
    ]);
  });

  it("are Node's if a port is taken", async () => {
    const error = await simulated(async () => {
      await listening(() => undefined);
      return shown((await once(net.createServer().listen(7), "error"))[0]);
    });

    expect(error).toMatchObject({
      message: "listen EADDRINUSE: address already in use :::7",
      code: "EADDRINUSE",
      syscall: "listen",
      address: "::",
      port: 7,
    });
  });

  it("are Node's if the other side resets", async () => {
    const error = await simulated(async () => {
      await listening((socket) => socket.once("data", () => socket.resetAndDestroy()));
      const client = net.connect(7, "web");
      client.write("x");
      return shown((await once(client, "error"))[0]);
    });

    expect(error).toMatchObject({ message: "read ECONNRESET", code: "ECONNRESET", syscall: "read" });
  });
});

it("takes no settings: the world is that of the loop", () => {
  const call = (): unknown => Reflect.apply(simulateNetwork, undefined, [{ hosts: { db: {} } }]);

  expect(call).toThrow(TypeError);
  expect(call).toThrow("simulateNetwork() takes no settings, got <Object");
});
