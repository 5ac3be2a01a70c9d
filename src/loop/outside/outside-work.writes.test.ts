import { once } from "node:events";
import http2 from "node:http2";
import net from "node:net";
import type { Readable } from "node:stream";
import tls from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import { getRunningLoop, run, sleep } from "#index";
import { fakeGlobals, simulatedWorld, simulateNetwork, virtualLoop, type World } from "#testing";
import { cipher, port, psk } from "../../host/node/accounting/fixtures/outside.mjs";
import { connectSecurely } from "../../host/node/accounting/fixtures/sockets.mjs";
import { closeAll, keep } from "./fixtures/virtual-time.mjs";

afterEach(closeAll);

/** More than fits on the way, on either network. */
const flood = Buffer.alloc(20_000_000);

/** Read everything, after 5 s of virtual time. */
async function readLate(stream: Readable): Promise<void> {
  stream.pause();
  await sleep(5);
  stream.resume();
  await once(stream, "end");
}

/** Each writes more than its other end takes, which begins to read after 5 s. */
const writers: Record<string, () => Promise<void>> = {
  async TCP() {
    const server = keep(net.createServer((socket) => void readLate(socket)));
    const socket = net.connect(await port(server), "127.0.0.1").resume();
    socket.end(flood);
    await once(socket, "close");
  },
  async TLS() {
    const server = tls.createServer({ ...cipher, pskCallback: () => psk.key }, (socket) => void readLate(socket));
    const socket = connectSecurely(await port(keep(server))).resume();
    socket.end(flood);
    await once(socket, "close");
  },
  async "HTTP/2"() {
    const server = keep(http2.createServer((request, response) => void readLate(request).then(() => response.end())));
    const session = http2.connect(`http://127.0.0.1:${await port(server)}`);
    const request = session.request({ ":method": "POST" });
    request.end(flood);
    await once(request.resume(), "end");
    session.close();
  },
};

function clockAfter(main: () => Promise<void>, world?: World): Promise<number> {
  const timed = async (): Promise<number> => {
    await main();
    return Math.trunc(getRunningLoop().time());
  };
  return run(timed, { loopFactory: virtualLoop(world === undefined ? {} : { world }) });
}

// Node 26 names the stream of a write only after it has announced the write.
describe("a write that waits for its other end does not hold time", () => {
  it.each(Object.entries(writers))("over %s", async (_, write) => {
    expect(await clockAfter(write)).toBe(5);
  });

  it.each(Object.entries(writers))("over %s on a simulated network", async (_, write) => {
    using _globals = fakeGlobals();
    using _network = simulateNetwork();

    expect(await clockAfter(write, simulatedWorld({ link: { latency: [0] } }))).toBe(5);
  });
});
