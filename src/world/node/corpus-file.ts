import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { cwd, pid } from "node:process";
import {
  type CorpusContents,
  type CorpusProgram,
  corpusText,
  KeptOrders,
  noContents,
  readCorpus,
  slugOf,
} from "./corpus-text.ts";

/**
 * Orders of one program that have reached something new, a line of text each, in `.timeloom/corpus`. Each version of a program has a file of
 * its own, and the last few are kept. A file that nobody can read, or of another program, is moved aside; a line that nobody can read stays.
 */
export class CorpusFile {
  readonly #folder: string;
  readonly #path: string;
  readonly #about: CorpusProgram;
  readonly #orders: KeptOrders;
  /** Lines that say nothing to this version. */
  readonly #unread: readonly string[];
  /** How many searches have used the file before. */
  readonly rounds: number;
  /** What was wrong with the file. */
  readonly problems: readonly string[];

  /**
   * @param isOrder - Whether a text is a level and a schedule.
   * @param folder - Where the files are.
   */
  constructor(about: CorpusProgram, isOrder: (text: string) => boolean, folder: string = join(".timeloom", "corpus")) {
    this.#about = about;
    this.#folder = folder;
    this.#path = join(folder, `${slugOf(about)}-${about.hash}.txt`);
    const { orders, unread, rounds, problems } = this.#read(isOrder);
    this.#orders = new KeptOrders(orders);
    this.#unread = unread;
    this.rounds = rounds;
    this.problems = problems;
  }

  /** The path of the file, relative to the working folder. */
  get name(): string {
    return shown(this.#path);
  }

  /** The orders, the oldest first. */
  get orders(): readonly string[] {
    return this.#orders.all;
  }

  /** Files of other versions of the program. */
  get others(): readonly string[] {
    return this.#versions()
      .filter((path) => path !== this.#path)
      .map(shown);
  }

  /** @returns whether there was room */
  add(order: string): boolean {
    const isNew = this.#orders.add(order);
    if (isNew) this.write();
    return isNew;
  }

  remove(order: string): void {
    if (this.#orders.remove(order)) this.write();
  }

  /** Write the file, so that another process sees the old one or the new one, and forget the oldest versions. */
  write(): void {
    mkdirSync(this.#folder, { recursive: true });
    const draft = `${this.#path}.${pid}`;
    writeFileSync(draft, corpusText(this.#about, this.rounds + 1, [...this.#orders.all, ...this.#unread]));
    renameSync(draft, this.#path);
    for (const old of this.#versions().slice(mostVersions)) rmSync(old, { force: true });
  }

  /** Everything is written at once. */
  ended(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  /** The files of all versions of the program, the latest first. */
  #versions(): string[] {
    const begins = `${slugOf(this.#about)}-`;
    const names = entriesOf(this.#folder).filter(
      (name) => name.startsWith(begins) && /^[\da-f]{16}\.txt$/.test(name.slice(begins.length)),
    );
    const files = names.map((name) => join(this.#folder, name)).map((path) => ({ path, time: statSync(path).mtimeMs }));
    return files.toSorted((a, b) => b.time - a.time || Number(a.path > b.path)).map(({ path }) => path);
  }

  #read(isOrder: (text: string) => boolean): CorpusContents {
    let text: string;
    try {
      text = readFileSync(this.#path, "utf8");
    } catch (error) {
      if (isMissing(error)) return noContents;
      const { code } = error as NodeJS.ErrnoException;
      return { ...noContents, problems: [`${this.name} cannot be read, so the search begins anew: ${String(code)}`] };
    }
    const contents = readCorpus(text, this.#about, this.name, isOrder);
    if (typeof contents !== "string") return contents;
    let aside = `${this.#path}.unread`;
    for (let count = 2; existsSync(aside); count++) aside = `${this.#path}.unread-${count}`;
    renameSync(this.#path, aside);
    return { ...noContents, problems: [`${this.name} is moved to ${shown(aside)}: ${contents}`] };
  }
}

const mostVersions = 4;

function shown(path: string): string {
  return relative(cwd(), path).replaceAll("\\", "/");
}

function entriesOf(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Whether there is no such file, or what should be a folder is a file. */
function isMissing(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "");
}
