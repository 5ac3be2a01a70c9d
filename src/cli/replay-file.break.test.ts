import { spawn } from "node:child_process";
import { once } from "node:events";
import { WebSocket } from "undici";
import { describe, expect, it } from "vitest";

/** A stop of the debugger: the function it stands in, and the values of its arguments. */
type Stop = readonly [name: string, ...args: unknown[]];

/** Run the command, and be its debugger: note each stop, and go on. */
async function debug(
  args: readonly string[],
): Promise<{ stops: Stop[]; lines: string[]; code: unknown; told: string }> {
  const child = spawn(process.execPath, ["dist/cli/main.js", "replay", ...args, "--break", "--port", "0"]);
  let problems = "";
  const stops: Stop[] = [];
  const address = await new Promise<string>((resolve, reject) => {
    child.stderr.on("data", (bytes: Buffer) => {
      problems += String(bytes);
      const found = /ws:\/\/\S+/.exec(problems);
      if (found !== null) resolve(found[0]);
    });
    child.on("exit", () => reject(new Error(problems)));
  });
  const closed = once(child, "close");
  const socket = new WebSocket(address);
  await once(socket, "open");
  let sent = 0;
  const answers = new Map<number, (result: unknown) => void>();
  const send = (method: string, params: object = {}): Promise<unknown> => {
    sent += 1;
    socket.send(JSON.stringify({ id: sent, method, params }));
    return new Promise((resolve) => answers.set(sent, resolve));
  };
  const atStop = async (frame: Frame): Promise<void> => {
    const expression = "[...arguments]";
    const found = (await send("Debugger.evaluateOnCallFrame", {
      callFrameId: frame.callFrameId,
      expression,
      returnByValue: true,
    })) as { readonly result: { readonly value: unknown[] } };
    stops.push([frame.functionName, ...found.result.value]);
    void send("Debugger.resume");
  };
  socket.addEventListener("message", ({ data }) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.id !== undefined) answers.get(message.id)?.(message.result);
    const frame = message.params?.callFrames?.[0];
    if (message.method === "Debugger.paused" && frame !== undefined) void atStop(frame);
    if (message.method === "Runtime.executionContextDestroyed") socket.close();
  });
  await send("Runtime.enable");
  await send("Debugger.enable");
  await send("Runtime.runIfWaitingForDebugger");
  const [code] = (await closed) as [unknown];
  const lines = problems.split("\n");
  return { stops, lines: lines.filter((line) => /^(turn|fails) /.test(line)), code, told: problems };
}

interface Frame {
  readonly callFrameId: string;
  readonly functionName: string;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: unknown;
  readonly params?: { readonly callFrames?: readonly Frame[] };
}

const file = "src/cli/fixtures/lost-update.mjs";
const found = "v1:main.0.x0@1=main.1.x0@1,main.0.x0@1=main.1.x1@1";

describe.concurrent("timeloom replay --break", () => {
  it("stops before the first deviation, before each turn after it, and at the failure", async () => {
    const { stops, lines, code, told } = await debug([file, "--schedule", found]);

    const own = stops.filter(([name]) => name.startsWith("stop"));
    expect(own[0]).toEqual(["stopBeforeTurn", expect.any(String), "main.1.x0@1", "main.0.x0@1=main.1.x0@1"]);
    expect(own.at(-1)).toEqual(["stopAtFailure", "the reset is lost"]);
    expect(own.length).toBeGreaterThan(5);
    expect(lines).toHaveLength(own.length);
    expect(lines[0]).toMatch(/^turn {6}\d+ {2}\S.* main\.1\.x0@1 {2}t=0 s {2}deviates: main\.0\.x0@1=main\.1\.x0@1$/);
    expect(code).toBe(1);
    expect(told).toMatch(/^break {5}waits for a debugger: .*F8/);
  });

  it("stops before each turn of the default order, which passes", async () => {
    const { stops, code } = await debug([file, "--export", "fixed"]);

    const own = stops.filter(([name]) => name.startsWith("stop"));
    expect(own[0]?.slice(0, 3)).toEqual(["stopBeforeTurn", expect.any(String), "main@1"]);
    expect(own.map(([name]) => name)).not.toContain("stopAtFailure");
    expect(code).toBe(0);
  });
});
