import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as timeloom from "#index";
import * as testing from "#testing";

const page = readFileSync("docs/troubleshooting.md", "utf8");

const sources = readdirSync("src", { encoding: "utf8", recursive: true })
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !file.startsWith("timeline"))
  .map((file) => readFileSync(join("src", file), "utf8").replaceAll(/^ *(?:\/?\*|\/\/).*$/gm, ""))
  .join("\n");

const text = /(?<quote>["'`])(?<text>(?:\\.|(?!\k<quote>)[^])+?)\k<quote>/.source;

/** The texts that stand in the sources behind `before`, with `…` for what differs. */
function textsAfter(before: RegExp): string[] {
  const found = sources.matchAll(new RegExp(`${before.source}\\s*${text}`, "g"));
  const shown = Array.from(found, ({ groups = {} }) =>
    (groups["text"] ?? "")
      .replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, "…")
      .replace(/\\n[^]*$/, "")
      .replace(/\$\{[^]*$/, "…")
      .replaceAll(/…(?: …)+|……/g, "…"),
  );
  return [...new Set(shown)].toSorted();
}

/** Of a report that begins with what differs. */
function longestPart(report: string): string {
  return report.split("…").toSorted((one, other) => other.length - one.length)[0] ?? "";
}

const thrown = textsAfter(/(?:new (?!Error\b)[A-Z]\w*Error|typeError)\(/);
const reported = textsAfter(/\bmessage(?::| =)/);

describe("the page on troubleshooting", () => {
  it("has the text of every error that is thrown", () => {
    expect(thrown.length).toBeGreaterThan(100);
    expect(thrown.filter((each) => !page.includes(`\`${each}`))).toEqual([]);
  });

  it("has each message once in a section", () => {
    const again = page.split("\n## ").flatMap((section) => {
      const messages = [...section.matchAll(/^\| (?<message>`.*?`) +\|/gm)].map(({ groups = {} }) => groups["message"]);
      return messages.filter((message, at) => messages.indexOf(message) !== at);
    });
    expect(again).toEqual([]);
  });

  it("has every report to the exception handler", () => {
    expect(reported).toContain("Task was destroyed but it is pending!");
    expect(reported.filter((each) => !page.includes(longestPart(each)))).toEqual([]);
  });

  it("has the hint's message of every report that has a hint", () => {
    const patterns = [...sources.matchAll(/^ {2}\[\/\^?(?<text>.*?)\$?\/,/gm)].map(({ groups = {} }) =>
      (groups["text"] ?? "").replaceAll("\\", "").trim(),
    );

    expect(patterns).toContain("was never awaited");
    expect(patterns.filter((each) => !page.includes(each))).toEqual([]);
  });

  it("names every class of error that is exported", () => {
    const classes = Object.entries({ ...timeloom, ...testing })
      .filter(([, value]) => typeof value === "function" && value.prototype instanceof Error)
      .map(([name]) => name);

    expect(classes).toContain("DeadlockError");
    expect(classes.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
