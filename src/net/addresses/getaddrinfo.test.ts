import { describe, expect, it } from "vitest";
import { createTask, getaddrinfo, getnameinfo, ValueError } from "#index";
import { worlds } from "../../../tests/worlds.ts";

describe.each(worlds)("getaddrinfo() in the $name world", (world) => {
  it("gives an address itself", () =>
    world.run(async () => {
      expect(await getaddrinfo("127.0.0.1", 80)).toEqual([{ address: "127.0.0.1", family: 4, port: 80 }]);
      expect(await getaddrinfo("::1", 0)).toEqual([{ address: "::1", family: 6, port: 0 }]);
    }));

  it("gives the addresses of a name, of one kind if asked for", () =>
    world.run(async () => {
      expect(await getaddrinfo("localhost", 80, { family: 4 })).toEqual([
        { address: "127.0.0.1", family: 4, port: 80 },
      ]);
    }));

  it("gives this host without a name: to connect to, or to listen at", () =>
    world.run(async () => {
      expect(await getaddrinfo(null, 1)).toEqual([
        { address: "::1", family: 6, port: 1 },
        { address: "127.0.0.1", family: 4, port: 1 },
      ]);
      expect(await getaddrinfo(null, 1, { family: 4, passive: true })).toEqual([
        { address: "0.0.0.0", family: 4, port: 1 },
      ]);
    }));

  it("fails for a name that nobody has, an address of the other kind, and a port that is none", () =>
    world.run(async () => {
      await expect(createTask(getaddrinfo("nowhere.invalid", 1))).rejects.toThrow(/nowhere\.invalid\n {2}hint: /);
      await expect(createTask(getaddrinfo("127.0.0.1", 1, { family: 6 }))).rejects.toMatchObject({ code: "ENOTFOUND" });
      await expect(createTask(getaddrinfo("127.0.0.1", 1e6))).rejects.toBeInstanceOf(ValueError);
    }));
});

describe.each(worlds)("getnameinfo() in the $name world", (world) => {
  it("gives the names of an address and a port", () =>
    world.run(async () => {
      const [host, service] = await getnameinfo(["127.0.0.1", 80]);

      expect(host).toBe("localhost");
      expect(service).toMatch(/^(http|80)$/);
    }));

  it("refuses what is no address", () =>
    world.run(async () => {
      await expect(createTask(getnameinfo(["nowhere", 80]))).rejects.toThrow(/nowhere/);
      await expect(createTask(getnameinfo(["127.0.0.1", -1]))).rejects.toBeInstanceOf(ValueError);
    }));
});
