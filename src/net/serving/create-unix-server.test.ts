import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createNodeServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTask, createUnixConnection, createUnixServer, type Task } from "#index";
import { localhost } from "../../../tests/certificates.ts";
import { noHandleLeft } from "../../../tests/no-handle-left.ts";
import { Peer } from "../../../tests/peer.ts";
import { worlds } from "../../../tests/worlds.ts";

noHandleLeft();

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "timeloom-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe.each(worlds)("createUnixServer() in the $name world", (world) => {
  it("accepts connections at its path, and removes the file when it is closed", () =>
    world.run(async () => {
      const path = join(folder, "socket");
      const server = await createUnixServer(() => new Peer({ echoes: true }), path);

      const [transport, client] = await createUnixConnection(() => new Peer(), path);
      client.write("hello");
      expect(await client.receives(5)).toBe("hello");

      expect(transport.getExtraInfo("peername")).toBe(path);
      expect(transport.getExtraInfo("sockname")).toBe("");
      expect(server.sockets[0]?.getsockname()).toBe(path);
      expect(String(server)).toBe(`<Server sockets=(${path})>`);
      transport.close();
      await client.lost;
      server.close();
      await server.waitClosed();
      expect(existsSync(path)).toBe(false);
    }));

  it("speaks TLS", () =>
    world.run(async () => {
      const path = join(folder, "socket");
      const server = await createUnixServer(() => new Peer({ echoes: true }), path, { ssl: localhost });
      const settings = { ssl: { ca: localhost.cert }, serverHostname: "localhost" };

      const [transport, client] = await createUnixConnection(() => new Peer(), path, settings);
      client.write("hello");

      expect(await client.receives(5)).toBe("hello");
      transport.close();
      await client.lost;
      server.close();
      await server.waitClosed();
    }));

  it("refuses TLS without a name to check, and a name without TLS", () =>
    world.run(async () => {
      const refused = (settings: object): Task<unknown> =>
        createTask(createUnixConnection(() => new Peer(), "/x", settings));

      await expect(refused({ ssl: true })).rejects.toThrow(
        /^you have to pass server_hostname when using ssl\n {2}hint: /,
      );
      await expect(refused({ serverHostname: "a" })).rejects.toThrow(/^server_hostname is only meaningful with ssl\n/);
      await expect(createTask(createUnixServer(() => new Peer(), ""))).rejects.toThrow(
        /^path was not specified, and no sock specified: got ""\n/,
      );
    }));
});

describe.each(worlds)("the path of a Unix socket in the $name world", (world) => {
  it("may have 107 bytes, and no more: Node would cut it off", () =>
    world.run(async () => {
      const longest = `${folder}/`.padEnd(107, "x");
      const server = await createUnixServer(() => new Peer(), longest);
      expect(server.sockets[0]?.getsockname()).toBe(longest);
      const [transport, client] = await createUnixConnection(() => new Peer(), longest);
      transport.close();
      await client.lost;
      server.close();
      await server.waitClosed();

      const tooLong = `${longest.slice(0, -1)}é`;
      const refusal = {
        code: "ENAMETOOLONG",
        message: expect.stringMatching(/^AF_UNIX path too long\n {2}hint: the system takes 107 bytes, got 108/),
      };
      await expect(createTask(createUnixServer(() => new Peer(), tooLong))).rejects.toMatchObject(refusal);
      await expect(createTask(createUnixConnection(() => new Peer(), tooLong))).rejects.toMatchObject(refusal);
    }));
});

describe("the file of a Unix socket in the real world", () => {
  const [real] = worlds;
  if (real === undefined) throw new Error("There is no real world");

  it("is replaced if a server has left it behind", () =>
    real.run(async () => {
      const path = join(folder, "socket");
      await leaveBehind(path);

      const server = await createUnixServer(() => new Peer(), path);

      expect(server.isServing()).toBe(true);
      server.close();
      await server.waitClosed();
    }));

  it("is in use if it is no socket", () =>
    real.run(async () => {
      const path = join(folder, "file");
      writeFileSync(path, "not a socket");

      const failing = createTask(createUnixServer(() => new Peer(), path));

      await expect(failing).rejects.toMatchObject({ code: "EADDRINUSE", address: path });
      await expect(failing).rejects.toThrow(/Address ".*" is already in use\n {2}hint: /);
    }));

  it("may be gone when its server is closed", () =>
    real.run(async () => {
      const path = join(folder, "socket");
      const server = await createUnixServer(() => new Peer(), path);
      rmSync(path);

      server.close();

      expect(await server.waitClosed()).toBe(undefined);
    }));

  it("may be missing, or have nobody behind it", () =>
    real.run(async () => {
      const path = join(folder, "socket");
      const connecting = (): Task<unknown> => createTask(createUnixConnection(() => new Peer(), path));
      await expect(connecting()).rejects.toMatchObject({ code: "ENOENT" });

      await leaveBehind(path);

      await expect(connecting()).rejects.toMatchObject({ code: "ECONNREFUSED" });
    }));
});

/** A socket file of a server that has ended without closing. */
async function leaveBehind(path: string): Promise<void> {
  const { renameSync } = await import("node:fs");
  const server = createNodeServer();
  await new Promise<void>((resolve) => server.listen(`${path}.other`, resolve));
  renameSync(`${path}.other`, path); // so that closing does not remove it
  await new Promise((resolve) => server.close(resolve));
}
