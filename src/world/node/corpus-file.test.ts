import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { CorpusFile } from "#world/node/corpus-file";

const folders = mkdtempSync(join(tmpdir(), "timeloom-corpus-"));
afterAll(() => rmSync(folders, { recursive: true }));

const about = { file: "test/account.ts", name: "default", hash: "00112233445566aa" };
const newFolder = (): string => mkdtempSync(join(folders, "corpus-"));
const open = (folder: string, hash: string = about.hash): CorpusFile =>
  new CorpusFile({ ...about, hash }, (text) => /^\w+ v1:\S+$/.test(text), folder);

/** A folder with a corpus of two orders, and the path of its file. */
function two(): { folder: string; path: string } {
  const folder = newFolder();
  const corpus = open(folder);
  corpus.write();
  corpus.add("env v1:b");
  corpus.add("env v1:a");
  return { folder, path: join(folder, "test-account.ts-default-00112233445566aa.txt") };
}

describe("CorpusFile", () => {
  it("begins anew where its file cannot be read", () => {
    const { folder, path } = two();
    rmSync(path);
    mkdirSync(path);

    const corpus = open(folder);
    expect([corpus.orders, corpus.rounds, corpus.problems]).toEqual([
      [],
      0,
      [expect.stringMatching(/ cannot be read, so the search begins anew: EISDIR$/)],
    ]);
  });

  it("gives the orders in which they came, and counts the searches", () => {
    const { folder, path } = two();

    const corpus = open(folder);
    expect([corpus.orders, corpus.rounds, corpus.problems]).toEqual([["env v1:b", "env v1:a"], 1, []]);
    corpus.write();
    expect(open(folder).rounds).toBe(2);
    expect(readFileSync(path, "utf8").split("\n")[1]).toBe('program 00112233445566aa "default" of test/account.ts');
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it("keeps an order once, 200 of them at most, and has room again when one is dropped", () => {
    const corpus = open(newFolder());
    const added = Array.from({ length: 205 }, (_, at) => corpus.add(`env v1:${at}`));

    expect([corpus.add("env v1:7"), added.filter(Boolean).length]).toEqual([false, 200]);
    corpus.remove("env v1:7");
    expect([corpus.add("env v1:new"), corpus.orders.length]).toEqual([true, 200]);
  });

  it("passes over a line that is no order, says where it is, and keeps it", () => {
    const { folder, path } = two();
    writeFileSync(path, readFileSync(path, "utf8").replace("env v1:b", "env v2:b"));

    const corpus = open(folder);
    expect(corpus.orders).toEqual(["env v1:a"]);
    expect(corpus.problems).toEqual([expect.stringMatching(/\.txt:4 is no order, and stays unread: env v2:b$/)]);
    corpus.add("env v1:c");
    expect(readFileSync(path, "utf8").split("\n").slice(3)).toEqual(["env v1:a", "env v1:c", "env v2:b", ""]);
  });

  it.each([
    ["is no corpus", (): string => "\u0000rubbish", "it is no corpus"],
    ["has lost its end", (text: string): string => text.slice(0, 130), "it is no corpus"],
    [
      "is about another program",
      (text: string): string => text.replace(about.hash, "0123456789abcdef"),
      "it belongs to the program 0123456789abcdef",
    ],
  ])("moves a file aside that %s, and begins again", (_, changed, why) => {
    const { folder, path } = two();
    const text = changed(readFileSync(path, "utf8"));
    writeFileSync(path, text);

    const corpus = open(folder);
    expect([corpus.orders, corpus.rounds]).toEqual([[], 0]);
    expect(corpus.problems).toEqual([
      expect.stringMatching(new RegExp(String.raw`is moved to \S+\.txt\.unread: ${why}$`)),
    ]);
    expect(readFileSync(`${path}.unread`, "utf8")).toBe(text);
  });

  it("keeps every file that it has moved aside", () => {
    const { folder, path } = two();
    for (const text of ["one", "two", "three"]) {
      writeFileSync(path, text);
      open(folder);
    }

    const aside = [".unread", ".unread-2", ".unread-3"].map((end) => readFileSync(`${path}${end}`, "utf8"));
    expect(aside).toEqual(["one", "two", "three"]);
  });

  it("leaves other versions of the program alone, but for the oldest of more than four", () => {
    const { folder, path } = two();
    const text = readFileSync(path, "utf8");
    for (const digit of [1, 2, 3, 4]) {
      const other = path.replace("00112233445566aa", `000000000000000${digit}`);
      copyFileSync(path, other);
      utimesSync(other, digit, digit);
    }
    const corpus = open(folder, "ffffffffffffffff");
    expect([corpus.orders, corpus.others.length]).toEqual([[], 5]);
    corpus.write();

    const left = readdirSync(folder).map((name) => name.slice(-20, -4));
    expect(left.toSorted()).toEqual(
      [about.hash, "0000000000000003", "0000000000000004", "ffffffffffffffff"].toSorted(),
    );
    expect(readFileSync(path, "utf8")).toBe(text);
  });
});
