import { describe, expect, it, vi } from "vitest";
import { createConnection, createServer, createTask, type Server, sleep } from "#index";
import { localhost } from "../../../tests/certificates.ts";
import { noHandleLeft } from "../../../tests/no-handle-left.ts";
import { Peer } from "../../../tests/peer.ts";
import { portOf } from "../../../tests/port-of.ts";
import { worlds } from "../../../tests/worlds.ts";

noHandleLeft();

const trusted = { ssl: { ca: localhost.cert }, serverHostname: "localhost" };

async function closed(server: Server): Promise<void> {
  server.close();
  await server.waitClosed();
}

describe.each(worlds)("the end of a connection over TLS in the $name world", (world) => {
  it("comes to a client whose server hangs up in the middle of the handshake", () =>
    world.run(async () => {
      class HangsUp extends Peer {
        override dataReceived(): void {
          this.transport.close();
        }
      }
      const server = await createServer(() => new HangsUp(), "127.0.0.1", 0);

      const failing = createTask(createConnection(() => new Peer(), "127.0.0.1", portOf(server), trusted));

      await expect(failing).rejects.toMatchObject({ code: "ECONNRESET" });
      await closed(server);
    }));

  it("leaves a transport that takes writes without an error, and answers questions", () =>
    world.run(async () => {
      const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
      const server = await createServer(() => new Peer({ echoes: true }), "127.0.0.1", 0, { ssl: localhost });
      const [transport, client] = await createConnection(() => new Peer(), "127.0.0.1", portOf(server), trusted);

      transport.close();
      transport.write(Buffer.from("late"));
      await client.lost;
      transport.write(Buffer.from("later"));

      expect(client.events).toEqual(["made", "lost"]);
      expect(transport.getExtraInfo("nothing", 7)).toBe(7);
      warn.mockRestore();
      await closed(server);
    }));

  it("delivers nothing more once it is closed", () =>
    world.run(async () => {
      const served = new Peer();
      const server = await createServer(() => served, "127.0.0.1", 0, { ssl: localhost });
      const [transport, client] = await createConnection(() => new Peer(), "127.0.0.1", portOf(server), trusted);
      while (served.events.length === 0) await sleep(0.001);

      served.write("under way");
      transport.close();
      await client.lost;

      expect(client.text).toBe("");
      await closed(server);
    }));
});
