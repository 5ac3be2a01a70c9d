import { spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import http2 from "node:http2";
import net from "node:net";
import tls from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sleep, timeout } from "#index";
import { clockAfter } from "./fixtures/virtual-time.mjs";

/** Servers in another process: each answers after the milliseconds that it is asked for. */
interface Stranger {
  readonly tcp: number;
  readonly http: number;
  readonly http2: number;
  /** Ends each connection after 200 ms, instead of shaking hands. */
  readonly secure: number;
}

let stranger: Stranger;
let stop = (): void => {};
beforeAll(async () => {
  const child = spawn(process.execPath, ["src/loop/outside/fixtures/stranger.mjs"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  stranger = JSON.parse(String(line)) as Stranger;
  stop = () => child.stdin.end();
});
afterAll(() => stop());

/** Runs `main`. @returns the virtual time at its end, and the milliseconds of real time that it took */
async function clocksAfter(main: () => Promise<unknown>): Promise<{ readonly time: number; readonly tookMs: number }> {
  const begun = performance.now();
  const time = await clockAfter(main);
  return { time, tookMs: performance.now() - begun };
}

/** Under a deadline that is over at once if the answer is overtaken. */
const inNoTime = (main: () => Promise<unknown>): Promise<{ readonly time: number }> =>
  clocksAfter(async () => timeout(0.001).run(main));

describe("the answer of another process is waited for, which takes 200 ms", () => {
  it("over TCP", async () => {
    const { time } = await inNoTime(async () => {
      const socket = net.connect(stranger.tcp, "127.0.0.1");
      socket.write("200");
      await once(socket, "data");
      socket.destroy();
    });

    expect(time).toBe(0);
  });

  it("over HTTP, the rest of the body too", async () => {
    const { time } = await inNoTime(async () => {
      const sent = http.get({ port: stranger.http, host: "127.0.0.1", path: "/200", agent: false });
      const [response] = (await once(sent, "response")) as [http.IncomingMessage];
      await once(response.resume(), "end");
    });

    expect(time).toBe(0);
  });

  it("by fetch", async () => {
    const { time } = await inNoTime(async () => (await fetch(`http://127.0.0.1:${stranger.http}/200`)).text());

    expect(time).toBe(0);
  });

  it("over HTTP/2", async () => {
    const { time } = await inNoTime(async () => {
      const session = http2.connect(`http://127.0.0.1:${stranger.http2}`);
      await once(session.request({ ":path": "/200" }).resume(), "end");
      session.destroy();
    });

    expect(time).toBe(0);
  });

  it("when TLS shakes hands", async () => {
    const { time } = await inNoTime(async () => {
      const socket = tls.connect({ port: stranger.secure, host: "127.0.0.1" });
      await once(socket, "error");
    });

    expect(time).toBe(0);
  });

  it("over HTTP as long as it takes: 2.5 s", async () => {
    const { time } = await inNoTime(async () => {
      const answer = await fetch(`http://127.0.0.1:${stranger.http}/2500`);
      await answer.body?.cancel();
    });

    expect(time).toBe(0);
  });

  it("if no timer is left: an idle connection is no deadlock", async () => {
    const { time } = await clocksAfter(async () => {
      const socket = net.connect(stranger.tcp, "127.0.0.1");
      socket.write("0 200"); // the first answer at once, the next one unasked
      await once(socket, "data");
      await once(socket, "data");
      socket.destroy();
    });

    expect(time).toBe(0);
  });
});

describe("a connection to another process is idle", () => {
  it("once it has been quiet for 50 ms", async () => {
    const { time, tookMs } = await clocksAfter(async () => {
      const socket = net.connect(stranger.tcp, "127.0.0.1").resume();
      await once(socket, "connect");
      await sleep(3_600);
      socket.destroy();
    });

    expect(time).toBe(3_600);
    expect(tookMs).toBeGreaterThan(45);
  });

  it("when its last word was the other's", async () => {
    const { time, tookMs } = await clocksAfter(async () => {
      const socket = net.connect(stranger.tcp, "127.0.0.1");
      for (let i = 0; i < 3; i += 1) {
        socket.write("0");
        await once(socket, "data");
        await sleep(1_200);
      }
      socket.destroy();
    });

    expect(time).toBe(3_600);
    expect(tookMs).toBeLessThan(2_000);
  });

  it("2 s after the last word was this process's, if nobody answers", async () => {
    const { time, tookMs } = await clocksAfter(async () => {
      const socket = net.connect(stranger.tcp, "127.0.0.1").resume();
      socket.write("3600000");
      await sleep(3_600);
      socket.destroy();
    });

    expect(time).toBe(3_600);
    expect(tookMs).toBeGreaterThan(1_900);
  });

  it("at once between two requests, if the program keeps it in a pool", async () => {
    const agent = new http.Agent({ keepAlive: true });
    const { time, tookMs } = await clocksAfter(async () => {
      for (let i = 0; i < 20; i += 1) {
        const sent = http.get({ port: stranger.http, host: "127.0.0.1", path: "/0", agent });
        const [response] = (await once(sent, "response")) as [http.IncomingMessage];
        await once(response.resume(), "end");
        await sleep(100);
      }
    });
    agent.destroy();

    expect(time).toBe(2_000);
    expect(tookMs).toBeLessThan(900); // 20 times 50 ms, if each silence were waited for
  });
});

it("says what it waits for: whose connection, who wrote last, where it was opened", async () => {
  const lines: string[] = [];
  const { error } = console;
  console.error = (text: string) => void lines.push(text);
  try {
    await clocksAfter(async () => {
      const socket = net.connect(stranger.tcp, "127.0.0.1").resume();
      socket.write("3600000");
      await sleep(1);
      socket.destroy();
    });
  } finally {
    console.error = error;
  }

  expect(lines.join("\n").replace(/:\d{2,}/g, ":N")).toMatch(
    /Task-1 {2}began TCPWRAP, a connection to 127\.0\.0\.1:N: this process has written last, and no answer has come \(.*stranger\.test\.ts/,
  );
});
