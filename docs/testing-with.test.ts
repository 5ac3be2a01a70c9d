import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/** The program of a page. */
function programOf(page: string): string {
  return /^```js\n(?<program>[^]*?)^```$/m.exec(readFileSync(page, "utf8"))?.groups?.["program"] ?? "";
}

/** Run a file with node:test. @returns what it prints */
function tested(file: string, folder: string): Promise<string> {
  const { NODE_TEST_CONTEXT: _, ...own } = process.env;
  const env = { ...own, NODE_V8_COVERAGE: "", NO_COLOR: "1" };
  return new Promise((done) => {
    execFile(process.execPath, ["--test", "--test-reporter=spec", file], { cwd: folder, env }, (_, out) => done(out));
  });
}

describe("the page on node:test", () => {
  it("has a program that runs on loop time, and shows the race of its example", async () => {
    mkdirSync("build", { recursive: true });
    const folder = mkdtempSync(join("build", "node-test-"));
    writeFileSync(join(folder, "account.test.mjs"), programOf("docs/testing-with-node-test.md"));

    const output = await tested("account.test.mjs", folder);

    rmSync(folder, { recursive: true });
    expect(output).toMatch(/✔ waits for an hour/);
    expect(output).toMatch(/✖ keeps every deposit/);
    expect(output).toMatch(/✔ keeps them in the order that has failed before/);
    expect(output).toMatch(/replay +npx timeloom replay account\.test\.mjs .*--schedule v1:/);
  });
});

describe("the page on Jest", () => {
  it("shows the example that `npm run examples` runs", () => {
    expect(programOf("docs/testing-with-jest.md")).toBe(readFileSync("examples/jest/account.test.js", "utf8"));
  });
});

describe("the guide to a service", () => {
  const page = readFileSync("docs/guides/service.md", "utf8");
  const folder = "examples/service/test";
  const withoutImports = (file: string): string => readFileSync(file, "utf8").replaceAll(/^import .*\n/gm, "");

  it("shows the files of the example that `npm run examples` runs", () => {
    const programs = [...page.matchAll(/^```ts no-run\n(?<code>.*?)^```$/gms)].map(
      ({ groups }) => groups?.["code"] ?? "",
    );
    const files = ["hosts.ts", "races.test.ts"].map((file) => readFileSync(`${folder}/simulated/${file}`, "utf8"));

    expect(programs.filter((code) => files.every((file) => !file.includes(code)))).toEqual([]);
    expect(programs).toHaveLength(3);
  });

  it("is right that the two suites differ in what they import", () => {
    expect(withoutImports(`${folder}/simulated/shop.test.ts`)).toBe(withoutImports(`${folder}/shop.test.ts`));
  });
});
