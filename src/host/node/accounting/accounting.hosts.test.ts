import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const execute = promisify(execFile);

/** They run everything again, twice. */
const timeout = 120_000;

describe("the accounting", { timeout }, () => {
  it("is right about every kind of operation in a plain process whose output is a pipe, and in its worker", async () => {
    const { stdout } = await execute(process.execPath, ["src/host/node/accounting/fixtures/main.mjs"]);

    expect(JSON.parse(stdout.split("\n").at(-2) ?? "")).toEqual({ process: {}, worker: {} });
  });

  it("is right about every kind of operation in a process of vitest", async () => {
    const vitest = [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--pool=forks",
      "src/host/node/accounting/accounting.test.ts",
    ];
    const { stdout } = await execute(process.execPath, [...vitest, "--reporter=json"]);

    expect(JSON.parse(stdout.slice(stdout.indexOf('{"num')))).toMatchObject({ success: true });
  });
});
