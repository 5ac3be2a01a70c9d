import { type ChildProcess, spawn } from "node:child_process";
import { describe, expect, it } from "vitest";

/** The lines of a child process, one at a time. */
async function* linesOf(child: ChildProcess): AsyncGenerator<string> {
  let text = "";
  child.stdout?.setEncoding("utf8");
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n")) {
      yield text.slice(0, end);
      text = text.slice(end + 1);
    }
  }
}

function begin(): {
  readonly next: () => Promise<unknown>;
  readonly interrupt: () => void;
  readonly end: Promise<unknown>;
} {
  const program = new URL("fixtures/interrupt-program.mjs", import.meta.url).pathname;
  const child = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"], timeout: 20_000 });
  const lines = linesOf(child);
  return {
    next: async () => (await lines.next()).value,
    interrupt: () => void child.kill("SIGINT"),
    end: new Promise((resolve) => child.on("close", (_, signal) => resolve(signal))),
  };
}

describe("SIGINT", { timeout: 30_000 }, () => {
  it("ends each search with the certificate so far, and kills as usual when none runs", async () => {
    const { next, interrupt, end } = begin();

    for (let i = 0; i < 2; i++) {
      expect(await next()).toBe("searching");
      interrupt();
      expect(await next()).toBe("interrupted sample 0");
    }
    interrupt();

    expect(await end).toBe("SIGINT");
  });
});
