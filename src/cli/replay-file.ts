import { asText } from "../core/arguments/as-text.ts";
import { visible, visibleLine } from "../core/visible.ts";
import { formatSchedule, type Level, RaceError, replay, type ReplaySettings } from "../testing.ts";
import { loadProgram } from "./load-program.ts";
import { checksOf } from "./checks-of.ts";
import { Command, isValueError } from "./command.ts";

/**
 * `timeloom replay <file>`: run the program in the file once, and print how it ends.
 *
 * @returns the exit code
 * @throws {UsageError} If the arguments are wrong.
 */
export async function replayFile(args: readonly string[]): Promise<number> {
  const { file, name, schedule, settings } = parse(args);
  const { program, world } = await loadProgram(command, file, name);
  try {
    const { skipped } = await replay(program, schedule, { ...settings, world });
    console.log(
      `passed    ${visibleLine(file)} does not fail ${schedule === defaultOrder ? "in the default order" : "by this schedule"}`,
    );
    for (const deviation of skipped) {
      console.log(
        `skipped   ${visibleLine(formatSchedule([deviation]).slice(defaultOrder.length))} never became possible`,
      );
    }
    if (skipped.length > 0) console.log("  hint: the program has changed since, or the report names another --level");
    return 0;
  } catch (error) {
    // Errors in the options are found before the program runs.
    if (isValueError(error)) throw command.error(error.message, undefined, error);
    console.log(visible(error instanceof RaceError ? error.message : asText(error)));
    return 1;
  }
}

interface Options {
  readonly file: string;
  readonly name: string;
  readonly schedule: string;
  readonly settings: ReplaySettings;
}

const defaultOrder = "v1:";

function parse(args: readonly string[]): Options {
  const { values, positionals } = command.parse(args);
  const file = command.onlyFile(positionals, "file", "timeloom replay <file> --schedule v1:…");
  const settings = {
    level: values.level as Level | undefined,
    seed: command.number("seed", values.seed),
    checks: checksOf(values.check),
  };
  return { file, name: values.export ?? "default", schedule: values.schedule ?? defaultOrder, settings };
}

const command = new Command("replay", {
  allowPositionals: true,
  options: {
    schedule: { type: "string" },
    export: { type: "string" },
    level: { type: "string" },
    seed: { type: "string" },
    check: { type: "string", multiple: true },
  },
});
