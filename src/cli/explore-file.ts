import { parseArgs } from "node:util";
import {
  type Certificate,
  ClaimError,
  describeCertificate,
  explore,
  type ExploreSettings,
  formatSchedule,
  InconclusiveError,
  type Level,
  RaceError,
} from "../testing.ts";
import { loadProgram } from "./load-program.ts";
import { checksOf, isValueError, numberOf } from "./options.ts";
import { noPictures, pictureOptions, writePictures } from "./pictures.ts";
import { strategyNamed } from "./strategy-named.ts";
import { UsageError } from "./usage-error.ts";

const config = {
  allowPositionals: true,
  options: {
    export: { type: "string" },
    level: { type: "string" },
    strategy: { type: "string" },
    executions: { type: "string" },
    time: { type: "string" },
    seed: { type: "string" },
    check: { type: "string", multiple: true },
    sweep: { type: "string", multiple: true },
    require: { type: "string" },
    json: { type: "boolean" },
    ...pictureOptions,
  },
} as const;

type Values = ReturnType<typeof parseArgs<typeof config>>["values"];

/**
 * `timeloom explore <file>`: search its program for an order in which it fails, and print the report or the certificate.
 *
 * @returns the exit code: 0 if none fails, 1 if one does, 3 if less can be said than was asked for
 * @throws {UsageError} If the arguments are wrong.
 */
export async function exploreFile(args: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(args);
  const [file, ...more] = positionals;
  if (file === undefined) throw new UsageError("Cannot explore: a file is missing", "timeloom explore <file>");
  if (more.length > 0) {
    throw new UsageError(`Cannot explore ${more.join(" ")}: one file at a time`, "quote a path that has spaces");
  }
  const program = await loadProgram(file, values.export ?? "default");
  try {
    const certificate = await explore(program, settingsOf(values));
    print(values, certificateData(certificate), describeCertificate(certificate));
    noPictures(values);
    return 0;
  } catch (error) {
    // Whatever is wrong with the options is found before the program runs.
    if (error instanceof UsageError) throw error;
    if (isValueError(error)) throw new UsageError(`Cannot explore: ${error.message}`);
    if (error instanceof RaceError) {
      print(values, raceData(error), error.message);
      writePictures(values, error);
      return 1;
    }
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    print(values, { kind: "inconclusive", error: text }, text);
    return error instanceof ClaimError || error instanceof InconclusiveError ? 3 : 1;
  }
}

function parsed(args: readonly string[]): ReturnType<typeof parseArgs<typeof config>> {
  try {
    return parseArgs({ ...config, args: [...args] });
  } catch (error) {
    const problem = (error as Error).message.split(". ")[0];
    throw new UsageError(`Cannot explore: ${problem}`, "timeloom --help lists the options");
  }
}

function settingsOf(values: Values): ExploreSettings {
  const { level, strategy, seed, check, sweep, require } = values;
  return {
    level: level as Level | undefined,
    strategy: strategy === undefined ? undefined : strategyNamed(strategy),
    executions: numberOf("explore", "executions", values.executions),
    time: numberOf("explore", "time", values.time),
    seed: numberOf("explore", "seed", seed),
    checks: checksOf(check),
    sweeps: sweep as ExploreSettings["sweeps"],
    require: require as ExploreSettings["require"],
  };
}

function print({ json = false }: Values, data: object, text: string): void {
  console.log(json ? JSON.stringify(data) : text);
}

function certificateData(certificate: Certificate): object {
  return { kind: "passed", certificate };
}

function raceData({ message, finding }: RaceError): object {
  const { failure, level, execution, strategy, seed, deviations, choices, replays, reproduced } = finding;
  return {
    kind: "failed",
    check: failure.check,
    message: failure.message,
    schedule: formatSchedule(finding.schedule),
    ...{ level, execution, strategy, seed, deviations, choices, replays, reproduced },
    report: message,
  };
}
