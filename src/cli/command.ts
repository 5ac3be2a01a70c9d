import { readFileSync } from "node:fs";
import { parseArgs, type ParseArgsConfig } from "node:util";
import { visibleLine } from "../core/visible.ts";
import { UsageError } from "./usage-error.ts";

/** One command of the command line. Each of its messages names the command as the user typed it. */
export class Command<const C extends ParseArgsConfig> {
  readonly #name: string;
  readonly #options: C;

  constructor(name: string, options: C) {
    this.#name = name;
    this.#options = options;
  }

  /**
   * Parse what the user typed after the name of the command.
   *
   * @throws {UsageError} If an option is unknown, or has no value.
   */
  parse(args: readonly string[]): ReturnType<typeof parseArgs<C>> {
    try {
      return parseArgs<C>({ ...this.#options, args: [...args] });
    } catch (error) {
      const [problem = ""] = (error as Error).message.split(". ");
      throw this.error(problem, "timeloom --help lists the options");
    }
  }

  /**
   * The only file that the command takes.
   *
   * @throws {UsageError} If the user gave no file, or several.
   */
  onlyFile([file, ...others]: readonly string[], kind: string, usage: string): string {
    if (file === undefined) throw this.error(`a ${kind} is missing`, usage);
    if (others.length === 0) return file;
    throw this.errorAbout(others.join(" "), "one file at a time", "quote a path that has spaces");
  }

  /**
   * The value of a numeric option. @param example - What to pass instead
   *
   * @throws {UsageError} If `text` is not a number.
   */
  number(option: string, text: string | undefined, example = "100"): number | undefined {
    if (text === undefined) return undefined;
    if (isNumber(text)) return Number(text);
    throw this.error(`--${option} is not a number: "${text}"`, `--${option} ${example}`);
  }

  /**
   * What the JSON file `file` holds. @param hint - How to write such a file
   *
   * @throws {UsageError} If the file is not there, or holds no JSON.
   */
  readJson(file: string, hint: string): unknown {
    try {
      return JSON.parse(readFileSync(file, "utf8"));
    } catch (error) {
      const missing = (error as { readonly code?: string }).code === "ENOENT";
      throw this.errorAbout(
        file,
        missing ? "there is no such file" : visibleLine((error as Error).message),
        hint,
        error,
      );
    }
  }

  /** The error for a wrong call. `problem` may contain the hint already. */
  error(problem: string, hint?: string, cause?: unknown): UsageError {
    return new UsageError(`Cannot ${this.#name}: ${problem}`, hint, cause);
  }

  /** The error for a file that the command cannot work on. */
  errorAbout(file: string, problem: string, hint?: string, cause?: unknown): UsageError {
    return new UsageError(`Cannot ${this.#name} ${file}: ${problem}`, hint, cause);
  }
}

/** Whether `text` is a number, and not empty. */
function isNumber(text: string): boolean {
  return text.trim() !== "" && !Number.isNaN(Number(text));
}

/** Whether `error` says that the value of an option is wrong. */
export function isValueError(error: unknown): error is Error {
  return error instanceof RangeError && error.name === "ValueError";
}
