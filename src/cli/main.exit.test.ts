import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly problems: string;
}

/** Run the command, and interrupt it once it has written something, if asked to. */
function timeloom(args: readonly string[], interrupts = false): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["dist/cli/main.js", ...args]);
    let out = "";
    let problems = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      if (out === "" && interrupts) child.kill("SIGINT");
      out += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (problems += chunk));
    child.on("close", (code) => resolve({ code, out, problems }));
  });
}

const file = "src/cli/fixtures/exits.mjs";
const endless = ["explore", file, "--export", "endless", "--executions", "100000000"];

describe.concurrent("the command, when the program exits", { timeout: 60_000 }, () => {
  it.each(["default", "later", "swallowed", "inOneOrder", "leftBehind"])(
    "reports that the body did: %s",
    async (program) => {
      const { code, out } = await timeloom(["explore", file, "--export", program, "--require", "sample"]);

      expect([code, out.split("\n")[0]]).toEqual([1, expect.stringContaining("The body called process.exit(0)")]);
    },
  );

  it("reports it in a replay", async () => {
    const { code, out } = await timeloom(["replay", file]);

    expect([code, out.split("\n")[0]]).toEqual([1, "RuntimeError: The body called process.exit(0)"]);
  });

  it("reports it while the file is loaded", async () => {
    const { code, out, problems } = await timeloom(["explore", "src/cli/fixtures/exits-at-load.mjs"]);

    expect([code, out]).toEqual([2, ""]);
    expect(problems).toContain("exits-at-load.mjs: it does not load: Error: it called process.exit(0)");
  });

  it.each([
    ["beside the search", ["explore", "src/cli/fixtures/exits-beside.mjs", "--executions", "100000000"]],
    ["by a function that it has saved", ["explore", file, "--export", "byASavedFunction"]],
  ])("is no success: %s", async (_, args) => {
    const { code, problems } = await timeloom(args);

    expect(code).toBe(1);
    expect(problems).toMatch(/^timeloom: .* before explore\(\) had ended\n {2}hint: /m);
  });

  it.each([
    [
      "with the certificate so far",
      [...endless, "--strategy", "random"],
      /\npassed {4}\d+ executions? of up to \d+ choices; it was interrupted\n/,
    ],
    [
      "also where it had to prove something",
      [...endless, "--strategy", "exhaustive", "--require", "proof"],
      /\nClaimError: Required "proof"/,
    ],
  ])("ends with 130 at Ctrl-C, %s", async (_, args, shown) => {
    const { code, out } = await timeloom(args, true);

    expect(code).toBe(130);
    expect(out).toMatch(shown);
  });
});

describe.concurrent("the command, when the file holds it up", { timeout: 60_000 }, () => {
  it.each(["explore", "replay"])("says that it never loads: %s", async (command) => {
    const endless = "src/cli/fixtures/endless-load.mjs";

    expect(await timeloom([command, endless])).toEqual({
      code: 2,
      out: "",
      problems: `Cannot ${command} ${endless}: it does not load: an await at its top level never ends\n  hint: wait inside the exported function: the promise is settled by nothing\n`,
    });
  });

  it("says that it still loads, and how to end that", async () => {
    const kept = "src/cli/fixtures/endless-load-kept.mjs";
    const child = spawn(process.execPath, ["dist/cli/main.js", "explore", kept]);
    const said = await new Promise((resolve) => {
      child.stderr.setEncoding("utf8").once("data", resolve);
    });
    const ended = new Promise((resolve) => {
      child.once("exit", (_code, signal) => resolve(signal));
    });
    child.kill("SIGINT");

    expect(said).toBe(`loading   ${kept}: an await at its top level goes on; Ctrl-C ends it\n`);
    expect(await ended).toBe("SIGINT");
  });

  it.each([
    ["passes", "default", 0],
    ["fails", "fails", 1],
    ["has no such export", "other", 2],
  ])("ends though a timer of the file goes on, if it %s", async (_, program, code) => {
    const { code: ended } = await timeloom(["explore", "src/cli/fixtures/leaves-timer.mjs", "--export", program]);

    expect(ended).toBe(code);
  });
});

describe.concurrent("the command, when nobody reads its output any more", { timeout: 60_000 }, () => {
  it.each([
    ["passes", "fixed", 0],
    ["fails", "default", 1],
  ])("ends as it would have, if the program %s", async (_, program, expected) => {
    const child = spawn(process.execPath, [
      "dist/cli/main.js",
      "explore",
      "src/cli/fixtures/lost-update.mjs",
      "--export",
      program,
    ]);
    child.stdout.destroy();
    let problems = "";
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (problems += chunk));
    const [code] = (await once(child, "close")) as [number | null];

    expect(code).toBe(expected);
    expect(problems).not.toContain("EPIPE");
  });
});

describe.concurrent("the command, on a terminal", { timeout: 60_000 }, () => {
  const drives = /[^\P{Cc}\n\t]|\p{Bidi_Control}/u;
  const program = "src/cli/fixtures/drives-terminal.mjs";

  it.each([
    ["a message and a name", ["explore", program], 1],
    ["a message in JSON", ["explore", program, "--json"], 1],
    ["a message in a replay", ["replay", program], 1],
    ["a deadlock", ["explore", program, "--export", "deadlocks"], 1],
    ["a path", ["explore", "\u001B[2J\u202E.mjs"], 2],
    ["an option", ["replay", "--\u001B[2J\u202E"], 2],
    ["a file to write", ["explore", program, "--html", "\u001B[2J\u202E/a.html"], 2],
  ])("shows what would drive it as text: %s", async (_, args, expected) => {
    const { code, out, problems } = await timeloom(args);

    expect(code).toBe(expected);
    expect(out + problems).not.toMatch(drives);
    expect(out + problems).toContain("[2J"); // tables keep their columns: a space stands for each such character
  });
});
