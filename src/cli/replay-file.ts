import { parseArgs } from "node:util";
import { formatSchedule, type Level, RaceError, replay, type ReplaySettings } from "../testing.ts";
import { loadProgram } from "./load-program.ts";
import { checksOf, isValueError, numberOf } from "./options.ts";
import { UsageError } from "./usage-error.ts";

interface Options {
  readonly file: string;
  readonly name: string;
  readonly schedule: string;
  readonly settings: ReplaySettings;
}

/**
 * `timeloom replay <file>`: run its program once and print how it ends.
 *
 * @returns the exit code
 * @throws {UsageError} If the arguments are wrong.
 */
export async function replayFile(args: readonly string[]): Promise<number> {
  const { file, name, schedule, settings } = parse(args);
  const program = await loadProgram(file, name);
  try {
    const { skipped } = await replay(program, schedule, settings);
    console.log(
      `passed    ${file} does not fail ${schedule === defaultOrder ? "in the default order" : "by this schedule"}`,
    );
    for (const deviation of skipped) {
      console.log(`skipped   ${formatSchedule([deviation]).slice(defaultOrder.length)} never became possible`);
    }
    if (skipped.length > 0) console.log("  hint: the program has changed since, or the report names another --level");
    return 0;
  } catch (error) {
    // Whatever is wrong with the options is found before the program runs.
    if (isValueError(error)) throw asUsage(error);
    console.log(error instanceof RaceError ? error.message : String(error));
    return 1;
  }
}

const defaultOrder = "v1:";

function parse(args: readonly string[]): Options {
  const { values, positionals } = parsed(args);
  const [file, ...more] = positionals;
  if (file === undefined) {
    throw new UsageError("Cannot replay: a file is missing", "timeloom replay <file> --schedule v1:…");
  }
  if (more.length > 0) {
    throw new UsageError(`Cannot replay ${more.join(" ")}: one file at a time`, "quote a path that has spaces");
  }
  const settings = {
    level: values.level as Level | undefined,
    seed: numberOf("replay", "seed", values.seed),
    checks: checksOf(values.check),
  };
  return { file, name: values.export ?? "default", schedule: values.schedule ?? defaultOrder, settings };
}

function parsed(args: readonly string[]): ReturnType<typeof parseArgs<typeof config>> {
  try {
    return parseArgs({ ...config, args: [...args] });
  } catch (error) {
    throw new UsageError(
      `Cannot replay: ${(error as Error).message.split(". ")[0]}`,
      "timeloom --help lists the options",
    );
  }
}

const config = {
  allowPositionals: true,
  options: {
    schedule: { type: "string" },
    export: { type: "string" },
    level: { type: "string" },
    seed: { type: "string" },
    check: { type: "string", multiple: true },
  },
} as const;

function asUsage(error: Error): UsageError {
  const [text = "", hint = "timeloom --help"] = error.message.split("\n  hint: ");
  return new UsageError(`Cannot replay: ${text}`, hint, error);
}
