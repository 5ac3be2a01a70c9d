import { parseArgs, type ParseArgsConfig } from "node:util";
import { UsageError } from "./usage-error.ts";

/** One command of the command line. Every message that it prints says its name, as it was typed. */
export class Command<const C extends ParseArgsConfig> {
  readonly #name: string;
  readonly #options: C;

  constructor(name: string, options: C) {
    this.#name = name;
    this.#options = options;
  }

  /**
   * What was typed behind the name.
   *
   * @throws {UsageError} If an option is unknown, or lacks its value.
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
   * The one file that the command is about.
   *
   * @throws {UsageError} If there is none, or more than one.
   */
  onlyFile([file, ...others]: readonly string[], kind: string, usage: string): string {
    if (file === undefined) throw this.error(`a ${kind} is missing`, usage);
    if (others.length === 0) return file;
    throw this.errorAbout(others.join(" "), "one file at a time", "quote a path that has spaces");
  }

  /**
   * The value of an option that is a number.
   *
   * @throws {UsageError} If `text` is none.
   */
  number(option: string, text: string | undefined): number | undefined {
    if (text === undefined) return undefined;
    const number = Number(text);
    if (!Number.isNaN(number)) return number;
    throw this.error(`--${option} is no number: "${text}"`, `--${option} 100`);
  }

  /** The error for a wrong call, with a hint that may be part of `problem` already. */
  error(problem: string, hint?: string, cause?: unknown): UsageError {
    return new UsageError(`Cannot ${this.#name}: ${problem}`, hint, cause);
  }

  /** The error for a file that the command cannot work on. */
  errorAbout(file: string, problem: string, hint?: string, cause?: unknown): UsageError {
    return new UsageError(`Cannot ${this.#name} ${file}: ${problem}`, hint, cause);
  }
}

/** Whether `error` says that the value of an option is wrong. */
export function isValueError(error: unknown): error is Error {
  return error instanceof RangeError && error.name === "ValueError";
}
