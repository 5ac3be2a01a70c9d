import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { run, sleep } from "#index";
import { fakeGlobals, simulatedWorld, simulateNetwork, virtualLoop } from "#testing";

it("takes over the timer that undici has set on a loop which has ended", async () => {
  const server = createServer((_request, response) => response.end("hello")).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const globals = fakeGlobals();
  const get = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/`)).text();

  expect(await run(get, { loopFactory: virtualLoop() })).toBe("hello");

  const times: number[] = [];
  const probe = { advanced: (time: number) => void times.push(time) };
  const simulate = async (): Promise<void> => {
    const network = simulateNetwork();
    await sleep(1);
    network.restore();
  };
  await run(simulate, { loopFactory: virtualLoop({ world: simulatedWorld(), io: "forbid", probe }) });
  expect(times).toEqual([1]);
  globals.restore();
  server.closeAllConnections();
  server.close();
});
