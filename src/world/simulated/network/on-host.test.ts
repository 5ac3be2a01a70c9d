import { describe, expect, it } from "vitest";
import { run } from "#index";
import { onHost, simulatedWorld, virtualLoop, type WorldSettings } from "#testing";

const two: WorldSettings = { hosts: { web: {}, db: { address: "10.0.0.9" } } };

function inWorld<T>(settings: WorldSettings, body: () => Promise<T>): Promise<T> {
  return run(body, { loopFactory: virtualLoop({ io: "forbid", world: simulatedWorld(settings) }) });
}

describe("onHost()", () => {
  it("names the task after the host", () =>
    inWorld(two, async () => {
      expect(onHost("db", async () => undefined).getName()).toBe("db");
      expect(onHost("db", async () => undefined, { name: "server" }).getName()).toBe("server");
    }));

  it("refuses a host that does not exist, and a loop without hosts", async () => {
    await inWorld(two, async () => {
      expect(() => onHost("dbb", async () => undefined)).toThrow(
        "Unknown host: dbb\n  hint: the hosts of this world are web and db",
      );
    });
    await expect(run(async () => onHost("db", async () => undefined), { loopFactory: virtualLoop() })).rejects.toThrow(
      /^This loop has no/,
    );
  });
});
