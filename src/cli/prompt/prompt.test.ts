import { execFile } from "node:child_process";
import { describe, expect, it } from "vitest";

/** What a prompt answers to `lines`, an answer each. */
function answers(lines: readonly string[], ...args: readonly string[]): Promise<string[]> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ["dist/cli/main.js", "repl", ...args], (_error, stdout) => {
      resolve(
        stdout
          .split("timeloom> ")
          .slice(1, -1)
          .map((answer) => answer.trimEnd()),
      );
    });
    child.stdin?.end(`${lines.join("\n")}\n`);
  });
}

describe.concurrent("timeloom repl", () => {
  it("awaits at the top, and on virtual time at once (T25)", async () => {
    expect(await answers(["await sleep(10, 'hello')", "getRunningLoop().time()"])).toEqual(["'hello'", "10"]);
  });

  it("waits on the host's time with --real", async () => {
    expect(await answers(["await sleep(0.01, 'hello')"], "--real")).toEqual(["'hello'"]);
  });

  it("remembers what was declared, with an await or without", async () => {
    const lines = ["const { a } = { a: await sleep(1, 3) }", "let b = 4", "function add() { return a + b }", "add()"];
    expect((await answers(lines)).at(-1)).toBe("7");
  });

  it("shows a task that was not awaited, and lets it run while another line waits", async () => {
    const [made, slept, state] = await answers([
      "t = createTask(() => sleep(5, 'late'))",
      "await sleep(6)",
      "t.result()",
    ]);

    expect(made).toContain("Task");
    expect([slept, state]).toEqual(["undefined", "'late'"]);
  });

  it("goes on after an error and a deadlock", async () => {
    const shown = await answers(["await Promise.reject(new TypeError('y'))", "await new Event().wait()", "1 + 2"]);

    expect(shown.map((answer) => answer.split("\n").find((line) => line.startsWith("Uncaught")) ?? answer)).toEqual([
      "Uncaught TypeError: y",
      expect.stringContaining("Uncaught DeadlockError: Deadlock at t=0 s"),
      "3",
    ]);
  });

  it("says what is wrong with what it cannot read", async () => {
    expect((await answers(["1 +* 2"])).join("")).toContain("Uncaught SyntaxError: Unexpected token '*'");
  });

  it("goes on in the next line where something is not complete", async () => {
    expect(await answers(["await (async () => {", "  await sleep(1);", "  return 'done';", "})()"])).toEqual([
      expect.stringMatching(/'done'$/),
    ]);
  });

  it("refuses an option that does not exist", async () => {
    await new Promise<void>((resolve) => {
      execFile(process.execPath, ["dist/cli/main.js", "repl", "--fast"], (error, _stdout, stderr) => {
        expect([error?.code, stderr.split("\n")[0]]).toEqual([2, "Cannot repl: Unknown option '--fast'"]);
        resolve();
      });
    });
  });
});
