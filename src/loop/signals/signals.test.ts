import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";
import { newEventLoop, RuntimeError } from "#index";

/** What the fixture prints, in a process of its own. */
async function printed(): Promise<string[]> {
  const file = new URL("fixtures/signals.mjs", import.meta.url).pathname;
  const child = spawn(process.execPath, [file, import.meta.resolve("#index")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  await new Promise((resolve) => child.on("close", resolve));
  return text.split("\n").filter(Boolean);
}

describe("addSignalHandler()", () => {
  it("calls back in a turn of the loop and in its context, until it is replaced, removed, or the loop is closed", async () => {
    expect(await printed()).toEqual([
      "calls: true main true main",
      "listeners: 1",
      "replaced by: a task",
      "removed: true false",
      "listeners: 0",
      "refused: ValueError: invalid signal number SIGNONE",
      "refused: ValueError: invalid signal number 1000",
      "refused: TypeError: sig must be an int, not null",
      "refused: RuntimeError: sig SIGKILL cannot be caught",
      "refused: TypeError: coroutines cannot be used with add_signal_handler()",
      "listeners: 0",
    ]);
  });

  it("is refused in a worker, to which no signals come", () => {
    const loop = newEventLoop();

    expect(() => loop.addSignalHandler("SIGUSR2", () => undefined)).toThrow(RuntimeError);
    expect(() => loop.addSignalHandler("SIGUSR2", () => undefined)).toThrow(
      /^set_wakeup_fd only works in main thread of the main interpreter\n {2}hint: /,
    );
    loop.close();
  });
});
