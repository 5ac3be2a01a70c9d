import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { projectOf, vitestRun } from "./fixtures/run.mjs";

const folder = projectOf("causes");
let output = "";

beforeAll(async () => {
  ({ output } = await vitestRun(folder));
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ["TypeError: fetch failed", "  caused by Error: other side closed\n  caused by Error: read ECONNRESET\n"],
  ["Error: first", "  caused by Error: second\n  caused by an error above: the causes form a circle\n"],
  ["Error: unprintable", "  caused by <Object>\n"],
])("vitest shows the causes of %s", (error, causes) => {
  expect(output).toContain("Tests  3 failed (3)");
  expect(output).not.toContain("Unhandled");
  expect(output).toContain(`RaceError: ${error}\n    at causes.spec.mjs`);
  expect(output).toContain(`\n${causes}\n  level `);
});
