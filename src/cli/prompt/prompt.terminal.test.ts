import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";

/** util-linux's `script` gives a program a terminal. */
const hasTerminal = spawnSync("script", ["--version"]).stdout?.includes("util-linux") ?? false;

interface Terminal {
  /** Type `keys`, and wait until the terminal shows `shown` after them. */
  readonly type: (keys: string, shown: string) => Promise<void>;
  /** What the terminal shows by now. */
  readonly screen: () => string;
  readonly code: Promise<number | null>;
}

/** A prompt on a terminal. */
async function opened(args: string, history: string): Promise<Terminal> {
  const command = `${process.execPath} dist/cli/main.js repl ${args}`;
  const env = { ...process.env, NODE_REPL_HISTORY: history, TERM: "xterm", NO_COLOR: "1" };
  const child = spawn("script", ["-qefc", command, "/dev/null"], { env });
  onTestFinished(() => void child.kill("SIGKILL"));
  let screen = "";
  let look = (): void => {};
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    screen += chunk;
    look();
  });
  const type = (keys: string, shown: string): Promise<void> => {
    const from = screen.length;
    return new Promise((resolve) => {
      look = () => screen.includes(shown, from) && resolve();
      if (keys !== "") child.stdin.write(keys);
      look();
    });
  };
  const code = new Promise<number | null>((resolve) => {
    child.on("exit", resolve);
  });
  await type("", "timeloom> ");
  return { type, screen: () => screen, code };
}

describe.runIf(hasTerminal)("timeloom repl on a terminal", { timeout: 60_000 }, () => {
  it("gives the prompt back at Ctrl-C, whatever the line waits for", async () => {
    const { type, screen, code } = await opened("--real", "");

    await type("await new Promise(() => {})\r", "\n");
    await type("\u0003", "timeloom> ");
    await type("try { await sleep(100) } finally { console.log('cleaned' + 'Up') }\r", "\n");
    await type("\u0003", "timeloom> ");
    await type("40 + 2\r", "\n42");
    await type(".exit\r", "\n");

    expect(await code).toBe(0);
    expect(screen().match(/KeyboardInterrupt|cleanedUp/g)).toEqual([
      "KeyboardInterrupt",
      "cleanedUp",
      "KeyboardInterrupt",
    ]);
  });

  it("leaves after a line that could never end, on virtual time, too", async () => {
    const { type, code } = await opened("", "");

    await type("await new Promise(() => {})\r", "timeloom> ");
    await type(".exit\r", "\n");

    expect(await code).toBe(0);
  });

  it("completes names at the tab key", async () => {
    const { type, screen } = await opened("", "");

    await type("createTas", "createTas");
    await type("\t", "k");
    await type("(() => 1).done()\r", "false");

    expect(screen()).toContain("createTask(() => 1).done()");
  });

  it("remembers the lines of the last time in the file of NODE_REPL_HISTORY", async () => {
    const folder = mkdtempSync(join(tmpdir(), "timeloom-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const history = join(folder, "history");

    const first = await opened("", history);
    await first.type("await sleep(1, 'hel' + 'lo')\r", "'hello'");
    await first.type(".exit\r", "\n");
    await first.code;

    const lines = readFileSync(history, "utf8").trim().split("\n");
    expect(lines.at(-1)).toBe("await sleep(1, 'hel' + 'lo')");
    // From Node 26 on, Node itself may forget the line that leaves.
    if (Number.parseInt(process.versions.node, 10) < 26) expect(lines).toEqual([".exit", lines.at(-1)]);
    const second = await opened("", history);
    for (const line of lines) await second.type("\u001B[A", line);
    await second.type("\r", "'hello'");
  });
});
