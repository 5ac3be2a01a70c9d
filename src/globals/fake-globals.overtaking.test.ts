import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, connect, createServer as createTcpServer, type Server } from "node:net";
import fakeTimers from "@sinonjs/fake-timers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getRunningLoop, run } from "#index";
import { fakeGlobals, virtualLoop } from "#testing";

/** Servers outside of every loop, that answer at once. */
const tcp = createTcpServer((socket) => socket.on("data", (data) => socket.write(data)));
const http = createHttpServer((_, response) => response.end("pong"));

beforeAll(async () => {
  for (const server of [tcp, http]) await once(server.listen(0, "127.0.0.1"), "listening");
});
afterAll(() => {
  tcp.close();
  http.close();
  http.closeAllConnections();
});

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function overTcp(): Promise<string> {
  const socket = connect(portOf(tcp), "127.0.0.1");
  socket.write("pong");
  const [data] = (await once(socket, "data")) as [Buffer];
  socket.destroy();
  return data.toString();
}

async function overHttp(): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${portOf(http)}/`);
  return response.text();
}

/** What comes first: the reply, or a timeout of 30 s. Knows nothing of virtual time. */
async function replyOrTimeout(ask: () => Promise<string>): Promise<string> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timedOut = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve("timed out"), 30_000);
  });
  const asked = ask();
  const first = await Promise.race([asked, timedOut]);
  clearTimeout(timer);
  await asked;
  return first;
}

const ways = [
  { way: "TCP", ask: overTcp },
  { way: "HTTP", ask: overHttp },
];

describe.each(ways)("a timeout of 30 s and a reply over $way from this machine", ({ ask }) => {
  it("come in this order never, in 1,000 runs in virtual time", async () => {
    using _globals = fakeGlobals();
    const outcomes = new Map<string, number>();
    for (let i = 0; i < 1_000; i++) {
      const outcome = await run(
        async () => `${await replyOrTimeout(ask)} after ${getRunningLoop().time()} s`,
        { loopFactory: virtualLoop() }, // oxfmt-ignore
      );
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }

    expect([...outcomes]).toEqual([["pong after 0 s", 1_000]]);
  });

  it("come in this order with fake timers that advance by themselves, which is why time has to wait", async () => {
    const clock = fakeTimers.install({ toFake: ["setTimeout", "clearTimeout"], shouldClearNativeTimers: true });
    clock.setTickMode({ mode: "nextAsync" });
    const outcomes: string[] = [];
    try {
      for (let i = 0; i < 20; i++) outcomes.push(await replyOrTimeout(ask));
    } finally {
      clock.uninstall();
    }

    expect(outcomes).toContain("timed out");
  });
});
