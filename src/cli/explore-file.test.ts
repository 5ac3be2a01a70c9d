import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { strategies } from "#explore/strategies/strategies";

interface Outcome {
  readonly code: number | string;
  readonly out: string;
  readonly problems: string;
}

function timeloom(...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, ["dist/cli/main.js", ...args], (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, out: stdout.trimEnd(), problems: stderr.trimEnd() });
    });
  });
}

/** Every strategy that looks at more than the default order, as it is typed. */
const named = strategies.flatMap(({ name, example }) =>
  name === "fifo" ? [] : [example === undefined ? name : `${name}:${example}`],
);

const file = "src/cli/fixtures/lost-update.mjs";
const bug = "scenarios/bugs/stale-cache.ts";
const folder = mkdtempSync(join(tmpdir(), "timeloom-explore-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe.concurrent("timeloom explore", () => {
  it("prints the report of a race, and exits with 1", async () => {
    const { code, out } = await timeloom("explore", file);

    expect([code, out.split("\n")[0]]).toEqual([1, "AssertionError: the reset is lost"]);
    expect(out).toContain("\n  replay    npx timeloom replay src/cli/fixtures/lost-update.mjs --schedule v1:");
  });

  it("prints what caused the error, also if the causes form a circle", async () => {
    const { code, out } = await timeloom("explore", "src/cli/fixtures/causes.mjs");

    expect([code, out.split("\n").slice(0, 4)]).toEqual([
      1,
      [
        "TypeError: fetch failed",
        "    at src/cli/fixtures/causes.mjs:8",
        "  caused by Error: read ECONNRESET",
        "  caused by an error above: the causes form a circle",
      ],
    ]);
  });

  it("prints the certificate of a program that never fails, and exits with 0", async () => {
    const { code, out } = await timeloom("explore", bug, "--export", "staleCacheFixed", "--require", "proof");

    expect([code, out.split("\n")[1]]).toEqual([0, "claim     proof: it fails in none of these orders"]);
  });

  it("takes every check at once, and says that a pass leaves nothing to draw", async () => {
    const { code, problems } = await timeloom(
      "explore",
      bug,
      "--export",
      "staleCacheFixed",
      "--check",
      "all",
      "--html",
      "x.html",
    );

    expect([code, problems]).toEqual([0, "no file   x.html: nothing failed, so there is nothing to draw"]);
  });

  it("exits with 3 where less can be claimed than was asked for", async () => {
    const { code, out } = await timeloom(
      "explore",
      file,
      "--export",
      "fixed",
      "--require",
      "proof",
      "--executions",
      "2",
    );

    expect([code, out.split(":")[0]]).toEqual([3, "ClaimError"]);
  });

  it("prints one line of JSON when it is asked to", async () => {
    const race = JSON.parse((await timeloom("explore", file, "--json")).out) as Record<string, unknown>;
    const passed = JSON.parse((await timeloom("explore", bug, "--export", "staleCacheFixed", "--json")).out) as Record<
      string,
      unknown
    >;

    expect(race).toMatchObject({ kind: "failed", check: "body", level: "env", reproduced: 10 });
    expect(passed).toMatchObject({ kind: "passed", certificate: { claim: { kind: "proof" } } });
  });

  it.each(named)("finds it by %s", async (strategy) => {
    const { code } = await timeloom("explore", file, "--strategy", strategy, "--seed", "1");

    expect(code).toBe(1);
  });

  it("takes a TypeScript file, on every Node", async () => {
    const { code, out } = await timeloom("explore", bug);

    expect(code).toBe(1);
    expect(out).toContain(`    at ${bug}:`);
  });

  it("writes pictures, and a trace that timeloom show prints and makes a page of", async () => {
    const [html, trace, perfetto, mermaid] = ["a.html", "a.json", "a.pf", "a.mmd"].map((name) => join(folder, name));
    if (html === undefined || trace === undefined || perfetto === undefined || mermaid === undefined) return;
    const pictures = ["--html", html, "--trace", trace, "--perfetto", perfetto, "--mermaid", mermaid];
    const { problems } = await timeloom("explore", file, ...pictures);

    expect(problems.split("\n").map((line) => line.split(/\s+/)[1])).toEqual([html, trace, perfetto, mermaid]);
    expect(readFileSync(perfetto, "utf8")).toContain('"traceEvents":');
    expect(readFileSync(mermaid, "utf8")).toMatch(/^sequenceDiagram\n/);

    const again = join(folder, "b.html");
    const shown = await timeloom("show", trace);
    await timeloom("show", trace, "--html", again);
    expect(shown.out).toMatch(/^fails:\n[^]*▶ +\d+ [^]*^passes: the nearest run that does:$/m);
    expect(readFileSync(again, "utf8")).toBe(readFileSync(html, "utf8"));
  });

  it("says which file it cannot write, behind the report, and exits with 2", async () => {
    const { code, out, problems } = await timeloom("explore", file, "--html", join(folder, "nowhere", "x.html"));

    expect([code, out.split("\n")[0]]).toEqual([2, "AssertionError: the reset is lost"]);
    expect(problems).toMatch(/^Cannot write \S+x\.html: ENOENT: no such file or directory\n {2}hint: /);
  });
});

describe.concurrent("a wrong command", () => {
  const noTrace = join(folder, "no-trace.json");
  writeFileSync(noTrace, "{}");

  it.each([
    { args: ["explore"], problem: "Cannot explore: a file is missing" },
    { args: ["explore", file, "more.mjs"], problem: "Cannot explore more.mjs: one file at a time" },
    { args: ["explore", file, "--strategy", "luck"], problem: 'Cannot explore: Invalid strategy: "luck"' },
    { args: ["explore", file, "--strategy", "pct:0"], problem: "Cannot explore: Invalid depth: 0" },
    {
      args: ["explore", file, "--executions", "many"],
      problem: 'Cannot explore: --executions is not a number: "many"',
    },
    { args: ["explore", file, "--sweep", "sleep"], problem: 'Cannot explore: Invalid sweep: "sleep"' },
    { args: ["explore", file, "--fast"], problem: "Cannot explore: Unknown option '--fast'" },
    { args: ["show"], problem: "Cannot show: a trace is missing" },
    { args: ["show", noTrace], problem: `Cannot show ${noTrace}: it is not a trace of timeloom` },
    {
      args: ["show", "nowhere.json"],
      problem: "Cannot show nowhere.json: there is no such file",
    },
  ])("is named, and the exit code is 2: $args", async ({ args, problem }) => {
    const { code, problems } = await timeloom(...args);

    expect([code, problems.split("\n")[0]]).toEqual([2, problem]);
    expect(problems).toContain("\n  hint: ");
  });
});
