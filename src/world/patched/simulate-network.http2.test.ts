import assert from "node:assert/strict";
import { once } from "node:events";
import http2, { type ClientHttp2Session, type ServerHttp2Stream } from "node:http2";
import { afterAll, describe, expect, it } from "vitest";
import { getRunningLoop, run } from "#index";
import {
  explore,
  fakeGlobals,
  onHost,
  RaceError,
  random,
  replay,
  simulatedWorld,
  simulateNetwork,
  virtualLoop,
} from "#testing";
import { localhost } from "../../../tests/certificates.ts";

const globals = fakeGlobals();
const network = simulateNetwork();
afterAll(() => {
  network.restore();
  globals.restore();
});

const world = simulatedWorld({
  hosts: { client: {}, server: { address: "10.0.0.2" } },
  link: { latency: [0.001, 0.05] },
});
const loopFactory = virtualLoop({ world, io: "forbid" });

async function connected(answer: (stream: ServerHttp2Stream, path: string) => void): Promise<ClientHttp2Session> {
  await onHost("server", async () => {
    const server = http2.createServer();
    server.on("stream", (stream, headers) => answer(stream, String(headers[":path"])));
    await once(server.listen(80), "listening");
  });
  return http2.connect("http://server");
}

async function textOf(stream: AsyncIterable<unknown>): Promise<string> {
  let text = "";
  for await (const data of stream) text += String(data);
  return text;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Two streams of one session take 80 from an account of 100, the second 100 ms after the first. @param reads - When */
function withdrawals(reads: "before a pause" | "after a pause"): () => Promise<void> {
  return async () => {
    let balance = 100;
    const session = await connected(async (stream) => {
      let seen = balance;
      await pause(10);
      if (reads === "after a pause") seen = balance;
      if (seen >= 80) balance = seen - 80;
      stream.end(seen >= 80 ? "paid" : "refused");
    });
    const ask = async (delayMs: number): Promise<string> => {
      await pause(delayMs);
      return textOf(session.request());
    };
    const answers = await Promise.all([ask(0), ask(100)]);
    session.close();
    assert.ok(answers.filter((answer) => answer === "paid").length <= 1, `both: ${answers.join()}`);
  };
}

describe("HTTP/2 on the simulated network", () => {
  it("runs where the loop may not wait for the outside, and ends with its session", async () => {
    await run(
      async () => {
        const session = await connected((stream, path) => stream.end(path));
        expect(await Promise.all(["/a", "/b"].map((path) => textOf(session.request({ ":path": path }))))).toEqual([
          "/a",
          "/b",
        ]);
        session.close();
        await once(session, "close");
      },
      { loopFactory },
    );
  });

  it("carries bodies that are larger than its windows, both ways", async () => {
    await run(
      async () => {
        const session = await connected((stream) => stream.pipe(stream));
        const body = "0123456789".repeat(100_000);
        const request = session.request({ ":method": "POST" });
        request.end(body);
        assert.ok((await textOf(request)) === body);
        session.close();
      },
      { loopFactory },
    );
  });

  it("runs inside TLS, agreed upon by ALPN", async () => {
    await run(
      async () => {
        await onHost("server", async () => {
          const server = http2.createSecureServer(localhost);
          server.on("stream", (stream) => stream.end(String(stream.session?.encrypted)));
          await once(server.listen(443), "listening");
        });
        const session = http2.connect("https://server", { ca: localhost.cert, servername: "localhost" });
        expect(await textOf(session.request())).toBe("true");
        expect(session.alpnProtocol).toBe("h2");
        session.close();
      },
      { loopFactory },
    );
  });

  it.each([
    { headers: {}, options: { endStream: false }, date: "Thu, 01 Jan 2026 00:00:01 GMT" },
    { headers: { date: "today" }, options: { endStream: false }, date: "today" },
    { headers: {}, options: { endStream: false, sendDate: false }, date: undefined },
  ])("dates an answer that has $headers and $options by the time of the loop", async ({ headers, options, date }) => {
    await run(
      async () => {
        await pause(1_000);
        const session = await connected((stream) => {
          stream.respond(headers, options);
          stream.end();
        });
        const [answer] = (await once(session.request(), "response")) as [Record<string, unknown>];
        expect(answer["date"]).toBe(date);
        session.destroy();
      },
      { loopFactory },
    );
  });

  it.each(["session", "stream"] as const)("times a %s out in loop time", async (what) => {
    await run(
      async () => {
        const session = await connected(() => undefined);
        const stream = session.request();
        await once(session, "connect");
        const begin = getRunningLoop().time();
        const timed = what === "session" ? session : stream;
        timed.setTimeout(3_600_000);
        await once(timed, "timeout");
        expect(getRunningLoop().time() - begin).toBeGreaterThanOrEqual(3_600);
        expect(getRunningLoop().time() - begin).toBeLessThan(3_601);
        session.destroy();
      },
      { loopFactory },
    );
  });

  it("has its races found in explore(), in executions that repeat exactly", async () => {
    const racy = withdrawals("before a pause");
    const error = await explore(racy, { world, executions: 50 }).catch((failure: unknown) => failure);

    assert.ok(error instanceof RaceError);
    const again = await replay(racy, error.finding.schedule, { world }).catch((failure: unknown) => failure);
    assert.ok(again instanceof RaceError);
    expect(error.finding.schedule.length).toBeGreaterThan(0);
    expect(again.finding.schedule).toEqual(error.finding.schedule);
  });

  it("passes where nothing races, in executions that are independent and repeat exactly", async () => {
    const body = withdrawals("after a pause");
    const search = { world, executions: 50, level: "jitter", strategy: random() } as const;
    const [first, second] = [await explore(body, search), await explore(body, search)];

    expect(first.executions).toBe(50);
    expect({ ...second, elapsed: 0 }).toEqual({ ...first, elapsed: 0 });
  });
});
