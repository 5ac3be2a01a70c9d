import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { cwd, pid } from "node:process";
import { ValueError } from "../../core/errors/value-error.ts";
import type { Level } from "../../core/contracts/level.ts";
import { requireLevel } from "../../core/contracts/level.ts";

/**
 * The schedules that have made the tests of a file fail: a line of text each, sorted, in `__schedules__` beside it.
 *
 * Every change reads the file and writes it back at once, so that tests of one process never lose each other's changes.
 */
export class ScheduleFile {
  readonly #path: string;
  readonly #testFile: string;
  readonly #requireSchedule: (text: string) => unknown;

  /** @param requireSchedule - Throws a ValueError if a text is no schedule. */
  constructor(testFile: string, requireSchedule: (text: string) => unknown) {
    this.#testFile = testFile;
    this.#requireSchedule = requireSchedule;
    this.#path = join(dirname(testFile), "__schedules__", `${basename(testFile)}.txt`);
  }

  /** The path of the file, relative to the working folder. */
  get name(): string {
    return relative(cwd(), this.#path).replaceAll("\\", "/");
  }

  /** @throws {ValueError} If a line is not a stored schedule. The message names the line. */
  read(): StoredSchedule[] {
    return this.#lines().flatMap((text, i) => {
      if (text === "" || text.startsWith("#")) return [];
      try {
        const stored = parsed(text);
        this.#requireSchedule(stored.schedule);
        return [stored];
      } catch (error) {
        throw new ValueError(
          `Invalid stored schedule at ${this.name}:${i + 1}\n  ${String(error)}`,
          "delete the line: the next search finds the race again, if it is there",
        );
      }
    });
  }

  add(stored: StoredSchedule): void {
    this.#write([...this.read(), stored]);
  }

  remove(stored: readonly StoredSchedule[]): void {
    const gone = new Set(stored.map(textOf));
    this.#write(this.read().filter((each) => !gone.has(textOf(each))));
  }

  #lines(): string[] {
    try {
      return readFileSync(this.#path, "utf8").split(/\r?\n/);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw error;
    }
  }

  #write(all: readonly StoredSchedule[]): void {
    const lines = [...new Set(all.map(textOf))].toSorted();
    const folder = dirname(this.#path);
    if (lines.length === 0) {
      rmSync(this.#path, { force: true });
      try {
        rmdirSync(folder);
      } catch {
        // The folder holds other files.
      }
      return;
    }
    const head = `# Orders in which tests of ${basename(this.#testFile)} have failed: timeloom replays them first. Commit this file.`;
    mkdirSync(folder, { recursive: true });
    // Another process that runs the same file sees the old file or the new one.
    const draft = `${this.#path}.${pid}`;
    writeFileSync(draft, `${[head, ...lines].join("\n")}\n`);
    renameSync(draft, this.#path);
  }
}

/** A schedule that has made a test fail. */
export interface StoredSchedule {
  /** The full name of the test. */
  readonly test: string;
  readonly level: Level;
  readonly schedule: string;
}

const line = /^(?<test>"(?:[^"\\]|\\.)*") (?<level>\S+) (?<schedule>\S+)$/;

function parsed(text: string): StoredSchedule {
  const { test, level, schedule } = line.exec(text)?.groups ?? {};
  if (test === undefined || level === undefined || schedule === undefined) {
    throw new ValueError(`expected a quoted test name, a level and a schedule, got ${text}`);
  }
  requireLevel(level);
  return { test: JSON.parse(test) as string, level: level as Level, schedule };
}

/** One line of the file. */
function textOf({ test, level, schedule }: StoredSchedule): string {
  return `${JSON.stringify(test)} ${level} ${schedule}`;
}
