import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import { connect, type Socket } from "node:net";
import { connect as tlsConnect } from "node:tls";
import { afterAll, describe, expect, it } from "vitest";
import { getRunningLoop, run, sleep } from "#index";
import { fakeGlobals, simulatedWorld, simulateNetwork, virtualLoop } from "#testing";
import { localhost } from "../../../tests/certificates.ts";

const globals = fakeGlobals();
let network = simulateNetwork();
afterAll(() => {
  network.restore();
  globals.restore();
});

function simulated<T>(body: () => Promise<T>, io: "forbid" | "wait" = "forbid"): Promise<T> {
  return run(body, { loopFactory: virtualLoop({ world: simulatedWorld(), io }) });
}

async function serve<S extends http.Server>(server: S, port: number): Promise<S> {
  await once(server.listen(port), "listening");
  return server;
}

/** The body of an answer, and the port of the client. */
async function get(options: http.RequestOptions): Promise<readonly [string, number | undefined]> {
  const [answer] = (await once(http.get(options), "response")) as [http.IncomingMessage];
  const { localPort } = answer.socket;
  let text = "";
  for await (const data of answer) text += String(data);
  return [text, localPort];
}

const echo: http.RequestListener = (request, response) => request.pipe(response);

describe("HTTP on the simulated network", () => {
  it("keeps a connection alive, for one loop only", async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const body = async (): Promise<unknown> => {
      await serve(
        http.createServer((request, response) => response.end(request.url)),
        80,
      );
      const first = await get({ agent, path: "/1" });
      await new Promise((resolve) => setTimeout(resolve, 10));
      return [first, await get({ agent, path: "/2" })];
    };
    const expected = [
      ["/1", 49_152],
      ["/2", 49_152],
    ];

    expect([await simulated(body), await simulated(body)]).toEqual([expected, expected]);
    expect([Object.keys(agent.sockets), Object.keys(agent.freeSockets)]).toEqual([[], []]);
  });

  it.each(["forbid", "wait"] as const)("serves fetch with bodies of any size, where io is %s", async (io) => {
    const body = async (): Promise<unknown> => {
      await serve(http.createServer(echo), 80);
      const large = "x".repeat(300_000);
      const text = await (await fetch("http://localhost/", { method: "POST", body: large })).text();
      const refused = await fetch("http://localhost:99/").catch((error: Error) => error.cause as { code: string });
      return [text === large, (refused as { code: string }).code, getRunningLoop().time()];
    };

    expect([await simulated(body, io), await simulated(body, io)]).toEqual([
      [true, "ECONNREFUSED", 0],
      [true, "ECONNREFUSED", 0],
    ]);
  });

  it("dates answers by the loop", async () => {
    const date = await simulated(async () => {
      await serve(http.createServer(echo), 80);
      return (await fetch("http://localhost/")).headers.get("date");
    });

    expect(date).toBe("Thu, 01 Jan 2026 00:00:00 GMT");
  });

  it("tells the client if the server hangs up", async () => {
    const error = await simulated(async () => {
      await serve(
        http.createServer((request) => request.socket.destroy()),
        80,
      );
      return (await once(http.get({ port: 80 }), "error"))[0] as Error;
    });

    expect(error).toMatchObject({ message: "socket hang up", code: "ECONNRESET" });
  });

  it("gives up in virtual time: by a timeout of the request, of a signal, of undici itself", async () => {
    const body = async (): Promise<unknown> => {
      await serve(
        http.createServer(() => undefined),
        80,
      );
      const request = http.get({ port: 80, timeout: 5_000 }).on("error", () => undefined);
      await once(request, "timeout");
      const times = [getRunningLoop().time()];
      request.destroy();
      const errors: unknown[] = [];
      for (const signal of [AbortSignal.timeout(7_000), undefined]) {
        await fetch("http://localhost/", signal === undefined ? {} : { signal }).catch((error: Error) => {
          errors.push((error.cause as { code?: string } | undefined)?.code ?? error.name);
        });
        times.push(Math.round(getRunningLoop().time()));
      }
      return [times, errors];
    };
    const expected = [
      [5, 12, 312],
      ["TimeoutError", "UND_ERR_HEADERS_TIMEOUT"],
    ];

    expect([await simulated(body), await simulated(body)]).toEqual([expected, expected]);
  });
});

describe("what HTTP keeps in the process", () => {
  it("closes connections in the order in which they came, each time", async () => {
    const opened = async (): Promise<Socket[]> => {
      const clients = Array.from({ length: 8 }, () => connect(80));
      for (const client of clients) client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      await Promise.all(clients.map((client) => once(client, "data")));
      await sleep(1);
      return clients;
    };
    const closed = async (): Promise<string[]> => {
      const server = await serve(http.createServer(echo), 80);
      const early = await opened();
      for (const i of [5, 2, 7, 0, 3, 6, 1, 4]) early[i]?.destroy(); // Node takes what parsed them again in this order
      await sleep(1);
      const order: string[] = [];
      for (const [i, client] of (await opened()).entries()) client.on("end", () => order.push(String(i)));
      server.close();
      server.closeAllConnections();
      await sleep(1);
      return order;
    };
    for (let i = 0; i < 3; i += 1) expect(await simulated(closed)).toEqual(["0", "1", "2", "3", "4", "5", "6", "7"]);
  });

  it("has no timer of undici on a loop that simulates the network once more", async () => {
    network.restore();
    try {
      const times: number[] = [];
      const probe = { advanced: (time: number) => void times.push(time) };
      for (let i = 0; i < 2; i += 1) {
        const body = async (): Promise<void> => {
          const simulation = simulateNetwork();
          await sleep(1);
          simulation.restore();
        };
        await run(body, { loopFactory: virtualLoop({ world: simulatedWorld(), io: "forbid", probe }) });
      }
      expect(times).toEqual([1, 1]);
    } finally {
      network = simulateNetwork();
    }
  });
});

describe("TLS on the simulated network", () => {
  it("is OpenSSL, over simulated bytes", async () => {
    const seen = await simulated(async () => {
      await serve(
        https.createServer(localhost, (_request, response) => response.end("secret")),
        443,
      );
      const client = tlsConnect({ port: 443, host: "localhost", ca: localhost.cert });
      await once(client, "secureConnect");
      const known = [client.authorized, client.getProtocol(), client.remotePort];
      client.destroy();
      const [answer] = (await once(https.get({ ca: localhost.cert }), "response")) as [http.IncomingMessage];
      let text = "";
      for await (const data of answer) text += String(data);
      const wrong = https.get({ ca: localhost.cert, servername: "other" });
      const untrusted = https.get({ port: 443 });
      const errors = [(await once(wrong, "error"))[0], (await once(untrusted, "error"))[0]] as { code: string }[];
      return [...known, text, ...errors.map(({ code }) => code)];
    });

    expect(seen).toEqual([
      true,
      "TLSv1.3",
      443,
      "secret",
      "ERR_TLS_CERT_ALTNAME_INVALID",
      "DEPTH_ZERO_SELF_SIGNED_CERT",
    ]);
  });
});
