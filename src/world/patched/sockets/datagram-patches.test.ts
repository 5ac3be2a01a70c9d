import dgram from "node:dgram";
import { once } from "node:events";
import { afterAll, describe, expect, it } from "vitest";
import { onHost, simulatedWorld, simulateNetwork, virtualLoop } from "#testing";
import { run } from "#index";

const network = simulateNetwork();
afterAll(() => network.restore());

const world = simulatedWorld({ hosts: { web: {}, db: { address: "10.0.0.9" } } });

function simulated<T>(body: () => Promise<T>): Promise<T> {
  return run(body, { loopFactory: virtualLoop({ world, io: "forbid" }) });
}

describe("dgram on the simulated network", () => {
  it("carries datagrams between hosts, there and back", async () => {
    const seen = await simulated(async () => {
      await onHost("db", async () => {
        const server = dgram.createSocket("udp4");
        server.on("message", (data, from) => server.send(`got ${String(data)}`, from.port, from.address));
        server.bind(53);
        await once(server, "listening");
      });
      const client = dgram.createSocket("udp4");
      client.send(["ques", "tion"], 53, "db");
      const [data, from] = (await once(client, "message")) as [Buffer, dgram.RemoteInfo];
      client.close();
      return [String(data), from];
    });

    expect(seen).toEqual(["got question", { address: "10.0.0.9", family: "IPv4", port: 53, size: 12 }]);
  });

  it("fails as Node does: a port that is taken, a host that is unknown", async () => {
    const errors = await simulated(async () => {
      const [first, second] = [dgram.createSocket("udp4"), dgram.createSocket("udp4")];
      first.bind(53);
      await once(first, "listening");
      const taken = once(second, "error");
      second.bind(53);
      const sent = new Promise((resolve) => first.send("x", 9, "10.9.9.9", resolve));
      return [(await taken)[0], await sent] as Error[];
    });

    expect(errors.map(({ message }) => message)).toEqual([
      "bind EADDRINUSE 0.0.0.0:53",
      "send EHOSTUNREACH 10.9.9.9:9",
    ]);
  });
});
