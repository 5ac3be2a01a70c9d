import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const files = {
  "store.mjs": `export class Store {
  #value = 0;
  async read() { return this.#value; }
  async write(value) { this.#value = value; }
}
`,
  "program.mjs": `import assert from "node:assert/strict";
import { gather } from "timeloom";
import { simulate } from "timeloom/testing";
import { Store } from "./store.mjs";
import { add } from "./add.mjs";
export default async function deposits() {
  const store = simulate(new Store());
  await gather(() => add(store, 1), async () => { await store.read(); await store.read(); await add(store, 2); });
  assert.equal(await store.read(), 3);
}
`,
};
const racy = "export const add = async (store, sum) => store.write((await store.read()) + sum);\n";
const correct = `import { Lock } from "timeloom";
const locks = new WeakMap();
const lockOf = (store) => locks.get(store) ?? locks.set(store, new Lock()).get(store);
export const add = (store, sum) => lockOf(store).run(async () => store.write((await store.read()) + sum));
`;

let folder: string;
let child: ChildProcess;
let lines: AsyncIterator<string>;

/** The lines up to the first that contains `text`. */
async function until(text: string): Promise<string[]> {
  const seen: string[] = [];
  for (;;) {
    const { value, done = false } = await lines.next();
    if (done) throw new Error(`no line contains ${text}:\n${seen.join("\n")}`);
    seen.push(value);
    if (value.includes(text)) return seen;
  }
}

function watching(file = "program.mjs", ...args: readonly string[]): void {
  child = spawn(process.execPath, ["dist/cli/main.js", "explore", join(folder, file), "--watch", ...args]);
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error("no pipes");
  const both = new TransformStream<string, string>();
  const writer = both.writable.getWriter();
  for (const stream of [stdout, stderr]) createInterface(stream).on("line", (line) => void writer.write(line));
  child.on("close", () => void writer.close());
  lines = both.readable[Symbol.asyncIterator]();
}

beforeEach(() => {
  folder = mkdtempSync(join("build", "watched-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, "add.mjs"), racy);
});
afterEach(() => {
  child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

describe("timeloom explore --watch", { timeout: 60_000 }, () => {
  it("stores what fails, replays it first when an import changes, searches again, and ends with 130 at Ctrl-C", async () => {
    watching();
    const first = await until("exit code 1");
    expect(first.join("\n")).toMatch(/AssertionError[^]*\nstored {4}env v1:\S+ in .*__schedules__\/program\.mjs\.txt/);
    expect(first.at(-1)).toBe("watching  3 files; exit code 1; Ctrl-C ends it");

    writeFileSync(join(folder, "add.mjs"), correct);
    const second = await until("exit code");
    expect(second.join("\n")).toMatch(
      /changed {3}.*add\.mjs\n(?:.*\n)*stored {4}env v1:\S+ passes now\n(?:.*\n)*passed /,
    );
    expect(second.at(-1)).toContain("exit code 0");

    writeFileSync(join(folder, "draft.mjs"), racy);
    renameSync(join(folder, "draft.mjs"), join(folder, "add.mjs")); // as editors save
    const third = await until("exit code");
    expect(third.join("\n")).toMatch(/changed {3}.*add\.mjs\n(?:.*\n)*stored {4}env v1:\S+ still fails/);
    expect(third.at(-1)).toContain("exit code 1");

    child.kill("SIGINT");
    expect(await once(child, "close")).toEqual([130, null]);
  });

  it("goes on when the file does not load, and when it loads again", async () => {
    writeFileSync(join(folder, "add.mjs"), correct);
    watching();
    await until("exit code 0");
    writeFileSync(join(folder, "program.mjs"), "export default function (");
    expect((await until("exit code")).join("\n")).toMatch(/it does not load[^]*exit code 2/);

    writeFileSync(join(folder, "program.mjs"), files["program.mjs"]);
    expect((await until("exit code")).at(-1)).toContain("exit code 0");
    child.kill("SIGTERM");
    expect(await once(child, "close")).toEqual([143, null]);
  });

  it("ends a search that runs when a file changes", async () => {
    writeFileSync(join(folder, "add.mjs"), correct);
    watching("program.mjs", "--strategy", "random", "--executions", "1000000000", "--json");
    writeFileSync(join(folder, "program.mjs"), `${files["program.mjs"]}\nconsole.log("loaded");\n`);
    await until("loaded");
    writeFileSync(join(folder, "program.mjs"), `${files["program.mjs"]}\nconsole.log("loaded again");\n`);
    await until("loaded again");
    child.kill("SIGINT");
    expect(await once(child, "close")).toEqual([130, null]);
  });

  it("watches what a TypeScript program imports, bundled or not", async () => {
    const typed = "export const typed: number = 1;\n";
    writeFileSync(join(folder, "program.mts"), typed + files["program.mjs"]);
    watching("program.mts");
    expect((await until("exit code")).at(-1)).toContain("3 files; exit code 1");
    writeFileSync(join(folder, "add.mjs"), correct);
    expect((await until("exit code")).at(-1)).toContain("3 files; exit code 0");
  });
});
