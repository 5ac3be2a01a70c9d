import inspector from "node:inspector";
import { replaySchedule } from "../explore/replay-schedule.ts";
import { asText } from "../core/arguments/as-text.ts";
import { visible, visibleLine } from "../core/visible.ts";
import { type Explorable, formatSchedule, type Level, RaceError, replay, type ReplaySettings } from "../testing.ts";
import { loadProgram } from "./load-program.ts";
import { checksOf } from "./checks-of.ts";
import { Command, isValueError } from "./command.ts";
import { TurnStops } from "./turn-stops.ts";

/**
 * `timeloom replay <file>`: run the program in the file once, and print how it ends.
 *
 * @returns the exit code: 0 if it passes, 1 if it fails, 3 if it passes, but not by the schedule as it is
 * @throws {UsageError} If the arguments are wrong.
 */
export async function replayFile(args: readonly string[]): Promise<number> {
  const { file, name, schedule, settings, stops, port } = parse(args);
  const { program, world } = await loadProgram(command, file, name);
  if (stops) waitForDebugger(port);
  try {
    if (stops) await debugReplay(program, schedule, { ...settings, world });
    const { skipped } = await replay(program, schedule, { ...settings, world });
    console.log(
      `passed    ${visibleLine(file)} does not fail ${schedule === defaultOrder ? "in the default order" : "by this schedule"}`,
    );
    for (const deviation of skipped) {
      console.log(
        `skipped   ${visibleLine(formatSchedule([deviation]).slice(defaultOrder.length))} never became possible`,
      );
    }
    if (skipped.length === 0) return 0;
    console.log("  hint: the program has changed since, or the report names another --level");
    return 3;
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
  /** Whether to stop a debugger at each turn from the first deviation on. */
  readonly stops: boolean;
  readonly port: number;
}

/** Unless Node has been started with `--inspect-brk`, open its inspector, and wait for a debugger. */
function waitForDebugger(port: number): void {
  if (inspector.url() !== undefined) return;
  console.error(
    "break     waits for a debugger: attach VS Code, or open chrome://inspect; each F8 goes on to the next turn",
  );
  inspector.open(port, "127.0.0.1", true);
}

/** Run the program once to learn how it goes, which is the same every time, and once more with stops. */
async function debugReplay(program: Explorable, schedule: string, settings: ReplaySettings): Promise<void> {
  const known = await replaySchedule(program, schedule, settings);
  const happened = known.kind === "failed" ? known.finding.schedule : known.replaySchedule.schedule;
  const failure = known.kind === "failed" ? known.finding.failure.message.split("\n")[0] : undefined;
  await replaySchedule(program, schedule, settings, { probe: new TurnStops(happened, failure) });
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
  const port = command.number("port", values.port, "9229") ?? 9_229;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw command.error(`--port is no port: "${values.port}"`, "--port 9229, or 0 for any that is free");
  }
  const shown = { stops: values.break === true, port };
  return { file, name: values.export ?? "default", schedule: values.schedule ?? defaultOrder, settings, ...shown };
}

const command = new Command("replay", {
  allowPositionals: true,
  options: {
    schedule: { type: "string" },
    export: { type: "string" },
    level: { type: "string" },
    seed: { type: "string" },
    check: { type: "string", multiple: true },
    break: { type: "boolean" },
    port: { type: "string" },
  },
});
