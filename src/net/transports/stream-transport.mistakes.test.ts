import { describe, expect, it, vi } from "vitest";
import { createConnection, createServer, getRunningLoop, type Server, sleep, type Transport } from "#index";
import { noHandleLeft } from "../../../tests/no-handle-left.ts";
import { Peer, type PeerSettings } from "../../../tests/peer.ts";
import { portOf } from "../../../tests/port-of.ts";
import { worlds } from "../../../tests/worlds.ts";

noHandleLeft();

interface Pair {
  readonly server: Server;
  readonly served: Peer;
  readonly client: Peer;
}

/** Two peers that are connected. */
async function pair(served: Peer = new Peer(), client: Peer = new Peer()): Promise<Pair> {
  const server = await createServer(() => served, "127.0.0.1", 0);
  await createConnection(() => client, "127.0.0.1", portOf(server));
  while (served.events.length === 0) await sleep(0.001);
  return { server, served, client };
}

/** Wait until both ends are lost and the server is closed. */
async function over({ server, served, client }: Pair): Promise<void> {
  await client.lost;
  await served.lost;
  server.close();
  await server.waitClosed();
}

describe.each(worlds)("mistakes on a stream transport in the $name world", (world) => {
  const test = (settings: readonly [PeerSettings?, PeerSettings?], body: (pair: Pair) => Promise<void>) => () =>
    world.run(async () => {
      const both = await pair(new Peer(settings[0]), new Peer(settings[1]));
      await body(both);
      await over(both);
    });

  it(
    "warns of the fifth write after the connection was lost",
    test([{}], async ({ client }) => {
      const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
      client.transport.abort();

      for (let i = 0; i < 4; i++) client.write("x");
      expect(warn).not.toHaveBeenCalled();
      client.write("x");

      expect(warn).toHaveBeenCalledExactlyOnceWith("socket.send() raised exception.");
      warn.mockRestore();
    }),
  );

  it(
    "takes bytes only",
    test([{}], async ({ client }) => {
      for (const data of ["text", 7, null, undefined, [1], new ArrayBuffer(1)]) {
        expect(() => client.transport.write(data as never)).toThrow(
          /^data argument must be a bytes-like object, not .*\n {2}hint: pass a Uint8Array or a Buffer/,
        );
        expect(() => client.transport.writelines([data as never])).toThrow(TypeError);
      }
      client.transport.close();
    }),
  );

  it.each([
    ["dataReceived", "data_received", (peer: Peer) => peer.write("x")],
    ["eofReceived", "eof_received", (peer: Peer) => peer.transport.writeEof()],
  ] as const)("ends the connection with a report if %s() throws", (method, name, provoke) =>
    world.run(async () => {
      const reports: unknown[] = [];
      getRunningLoop().setExceptionHandler((_, report) => reports.push(report.message, report.exception));
      const failure = new Error("cannot take it");
      const failing = Object.assign(new Peer(), {
        [method]: () => {
          throw failure;
        },
      });
      const both = await pair(failing);

      provoke(both.client);

      expect(await failing.lost).toBe(failure);
      expect(reports).toEqual([`Fatal error: protocol.${name}() call failed.`, failure]);
      await over(both);
    }),
  );

  it("goes on with a report if connectionMade() throws", () =>
    world.run(async () => {
      const reports: unknown[] = [];
      getRunningLoop().setExceptionHandler((_, report) => reports.push(report.exception));
      const failure = new Error("cannot begin");
      class Failing extends Peer {
        override connectionMade(transport: Transport): void {
          super.connectionMade(transport);
          throw failure;
        }
      }
      const both = await pair(new Failing());

      both.client.write("x");

      expect(await both.served.receives(1)).toBe("x");
      expect(reports).toEqual([failure]);
      both.client.transport.close();
      await over(both);
    }));
});
