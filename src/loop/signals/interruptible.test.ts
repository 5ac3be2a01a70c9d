import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";

const timeloom = import.meta.resolve("#index");

/** Run the fixture, and interrupt it after each of these lines. @returns what it prints, and how it ends */
async function interrupt(main: string, after: readonly string[]): Promise<{ lines: string[]; code: unknown }> {
  const file = new URL("fixtures/sigint.mjs", import.meta.url);
  const child = spawn(process.execPath, [file.pathname, timeloom, main], { stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    for (const line of text.split("\n").filter(Boolean)) {
      lines.push(line);
      if (after.includes(line)) child.kill("SIGINT");
    }
  });
  return new Promise((resolve) => child.on("close", (code, signal) => resolve({ lines, code: code ?? signal })));
}

describe("Ctrl-C of run(main, { handleSigint: true })", () => {
  it("cancels the main task, whose finally blocks run, and the run ends with KeyboardInterrupt", async () => {
    expect(await interrupt("cleans", ["ready"])).toEqual({
      lines: ["ready", "cleaned up", "KeyboardInterrupt: The run was interrupted by SIGINT", "0 listeners"],
      code: 0,
    });
  });

  it("is no error if the main task takes the cancellation for an answer", async () => {
    expect(await interrupt("refuses", ["ready"])).toEqual({ lines: ["ready", "goes on", "0 listeners"], code: 0 });
  });

  it("ends the process at the second time", async () => {
    expect(await interrupt("lingers", ["ready", "lingers"])).toEqual({ lines: ["ready", "lingers"], code: "SIGINT" });
  });
});
