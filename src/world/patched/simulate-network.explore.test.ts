import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import {
  exhaustive,
  explore,
  fakeGlobals,
  onHost,
  RaceError,
  random,
  replay,
  simulatedWorld,
  simulateNetwork,
} from "#testing";
import { localhost } from "../../../tests/certificates.ts";

const globals = fakeGlobals();
const network = simulateNetwork();
afterAll(() => {
  network.restore();
  globals.restore();
});

const world = simulatedWorld({ hosts: { client: {}, bank: { address: "10.0.0.2" } } });

/** Two requests take 80 from an account of 100. @param pays - Takes the money; resolves with whether it did */
function withdrawals(pays: (account: { balance: number }) => Promise<boolean>): () => Promise<void> {
  return async () => {
    const account = { balance: 100 };
    await onHost("bank", async () => {
      const server = http.createServer(async (_request, response) => {
        response.end((await pays(account)) ? "paid" : "refused");
      });
      await once(server.listen(80), "listening");
    });
    const request = async (): Promise<string> => (await fetch("http://bank/")).text();
    const answers = await Promise.all([request(), request()]);
    assert.ok(answers.filter((answer) => answer === "paid").length <= 1, `both: ${answers.join()}`);
  };
}

const racy = withdrawals(async (account) => {
  const { balance } = account;
  if (balance < 80) return false;
  await new Promise((resolve) => setTimeout(resolve, 10));
  account.balance = balance - 80;
  return true;
});

const atomic = withdrawals(async (account) => {
  await new Promise((resolve) => setTimeout(resolve, 10));
  if (account.balance < 80) return false;
  account.balance -= 80;
  return true;
});

describe("explore() with unmodified HTTP", () => {
  it("finds the race of two requests, and names the segments by their hosts", async () => {
    const error = await explore(racy, { world, executions: 50 }).catch((failure: unknown) => failure);

    assert.ok(error instanceof RaceError);
    expect(error.message).toMatch(/client → bank:80.*segment 1/);
    const again = await replay(racy, error.finding.schedule, { world }).catch((failure: unknown) => failure);
    assert.ok(again instanceof RaceError);
    expect(again.finding.schedule).toEqual(error.finding.schedule);
  });

  it("reports nothing of a connection that is refused as the loop ends", async () => {
    const body = async (): Promise<void> => {
      net.connect(80, "bank").on("error", () => undefined);
      await new Promise((resolve) => setTimeout(resolve, 10));
    };

    await expect(explore(body, { world, strategy: exhaustive() })).resolves.toMatchObject({ claim: { kind: "proof" } });
  });

  it("passes where nothing races, in executions that are independent and repeat exactly", async () => {
    const search = { world, executions: 100, strategy: random() };
    const sockets = process.getActiveResourcesInfo().filter((name) => name.startsWith("TCP"));
    const [first, second] = [await explore(atomic, search), await explore(atomic, search)];
    const after = process.getActiveResourcesInfo().filter((name) => name.startsWith("TCP"));

    expect(first.executions).toBe(100);
    expect({ ...second, elapsed: 0 }).toEqual({ ...first, elapsed: 0 });
    expect(after).toEqual(sockets);
  });

  it("takes any number of requests, of which Node measures the first 250 only", async () => {
    const body = async (): Promise<void> => {
      await onHost("bank", async () => {
        const server = http.createServer((_request, response) => response.end("hello"));
        await once(server.listen(80), "listening");
      });
      for (let count = 0; count < 260; count++) await (await fetch("http://bank/")).text();
    };

    const slow = simulatedWorld({ hosts: { client: {}, bank: {} }, link: { latency: [0.001] } });
    expect((await explore(body, { world: slow, executions: 1 })).executions).toBe(1);
  });

  it("repeats exactly where a request is given up before it is connected", async () => {
    const body = async (): Promise<void> => {
      await onHost("bank", () => once(http.createServer(() => undefined).listen(80), "listening"));
      await assert.rejects(fetch("http://bank/", { signal: AbortSignal.timeout(5_000) }), { name: "TimeoutError" });
    };

    expect((await explore(body, { world, executions: 20, strategy: random() })).executions).toBe(20);
  });

  it("runs TLS, also where a request is written before the hands are shaken, and where a socket is destroyed", async () => {
    const slow = simulatedWorld({ hosts: { client: {}, bank: {} }, link: { latency: [0.001, 0.05] } });
    const body = async (): Promise<void> => {
      await onHost("bank", async () => {
        const server = https.createServer(localhost, ({ url, socket }, response) => {
          if (url === "/drop") socket.destroy();
          else response.end("hello");
        });
        await once(server.listen(443), "listening");
      });
      const ask = async (path: string): Promise<string> => {
        const request = https.get({ path, host: "bank", servername: "localhost", ca: localhost.cert });
        const [answer] = (await once(request, "response")) as [http.IncomingMessage];
        let text = "";
        for await (const data of answer) text += String(data);
        return text;
      };
      assert.deepEqual(await Promise.all([ask("/"), ask("/")]), ["hello", "hello"]);
      await assert.rejects(ask("/drop"), { code: "ECONNRESET" });
    };

    expect((await explore(body, { world: slow, executions: 20, strategy: random() })).executions).toBe(20);
  });

  it.each([
    ["refuse", "ECONNREFUSED"],
    ["reset", "ECONNRESET"],
  ] as const)("lets links fail by choice, and shrinks to the one fault that matters: %s", async (fault, code) => {
    const faulty = simulatedWorld({ hosts: { client: {}, bank: {} }, link: { faults: [fault] } });
    const body = async (): Promise<void> => {
      await onHost("bank", async () => {
        const server = http.createServer((_request, response) => response.end("hello"));
        await once(server.listen(80), "listening");
      });
      const [response] = (await once(http.get("http://bank/"), "response")) as [http.IncomingMessage];
      response.resume();
    };
    const error = await explore(body, { world: faulty, executions: 100 }).catch((failure: unknown) => failure);

    assert.ok(error instanceof RaceError);
    expect(error.message).toContain(code);
    expect(error.finding.schedule.map(({ value }) => value)).toEqual([fault]);
  });
});
