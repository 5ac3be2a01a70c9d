import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, expect, it, vi } from "vitest";
import { test } from "#vitest/index";
import { compile, type Example, examplesIn } from "./examples.ts";

const files = [
  "README.md",
  "CONTRIBUTING.md",
  ...filesIn("docs").filter((file) => file.endsWith(".md")),
  ...filesIn("src").filter((file) => /(?<!\.test)\.ts$/.test(file)),
];
const found = files.flatMap((file) => examplesIn(file, readFileSync(file, "utf8")));
// Its native part is neither downloaded nor compiled everywhere: `npm test` tries both, and says so if neither works.
const runsHere = ({ code }: Example): boolean =>
  !code.includes('from "better-sqlite3"') || existsSync("build/node_modules/better-sqlite3");
const examples = found.filter(runsHere);
const { folder, programs } = await compile(examples);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function filesIn(directory: string): string[] {
  return readdirSync(directory, { encoding: "utf8", recursive: true })
    .map((file) => join(directory, file))
    .toSorted();
}

// Reports show the lines of the example itself.
process.setSourceMapsEnabled(true);
afterAll(() => process.setSourceMapsEnabled(false));

/** Milliseconds: where the machine is busy, PGlite alone takes half a minute to start. */
const longest = 120_000;
const isTestFile = ({ code }: Example): boolean => code.includes('from "vitest"');
const urlOf = (example: Example): string => pathToFileURL(resolve(programs.get(example) ?? "")).href;

it.each(examples.filter((example) => !isTestFile(example)))(
  "$name runs, and prints what is shown",
  async (example) => {
    if (example.options !== undefined) {
      const args = ["--enable-source-maps", ...example.options, resolve(programs.get(example) ?? "")];
      const { stdout } = await promisify(execFile)(process.execPath, args);
      expect(asOnThePage(stdout.trimEnd())).toBe(example.output);
      return;
    }
    const printed: string[] = [];
    const log = vi.spyOn(console, "log").mockImplementation((line) => void printed.push(String(line)));

    await import(urlOf(example));

    log.mockRestore();
    expect(asOnThePage(printed.join("\n"))).toBe(example.output);
  },
  longest,
);

/** As if the reader had saved the example as `example.ts`, whose name is never cut. */
function asOnThePage(text: string): string {
  const place = /…?(?:build\/examples-\w+\/)?[\w-]+-md-\d+\.ts(?::(?<line>\d+))?/g;
  return text.replace(place, (_, line?: string) =>
    line === undefined ? "example.ts" : `example.ts:${Number(line) - 1}`,
  );
}

// The tests of a reader take part in this run.
test.describe.each(examples.filter(isTestFile))("$name", async (example) => {
  await import(urlOf(example));
});

it.skipIf(found.every(runsHere))(
  "leaves out the recipe of better-sqlite3 alone, where that package does not run",
  () => {
    expect(found.filter((example) => !runsHere(example)).map(({ name }) => name)).toEqual([
      expect.stringMatching(/^docs\/recipes\.md:/),
    ]);
  },
);

it("finds the examples of pages and of doc comments, and what they print", () => {
  const page = ["```ts", "run();", "```", "", "```output", "1 s", "```", "```sh", "ls", "```"].join("\n");
  const again = `${page}\n${["```sh", "node --import hooks a.ts", "```", "", "```output", "2 s", "```"].join("\n")}`;
  const source = ["/**", " * ```ts", " * const a = 1;", " *", " * const b = 2;", " * ```", " */"].join("\n");

  expect(examplesIn("page.md", page)).toEqual([{ name: "page.md:2", code: "run();", output: "1 s" }]);
  expect(examplesIn("page.md", again).at(-1)).toEqual({
    name: "page.md:12",
    code: "run();",
    output: "2 s",
    options: ["--import", "hooks"],
  });
  expect(examplesIn("a.ts", source)).toEqual([{ name: "a.ts:3", code: "const a = 1;\n\nconst b = 2;", output: "" }]);
});
