import { relative, resolve } from "node:path";
import { codeOfInterrupt } from "../world/node/on-interrupt.ts";
import { asText } from "../core/arguments/as-text.ts";
import { visible } from "../core/visible.ts";
import { isPrintableError } from "../core/errors/is-printable-error.ts";
import {
  type Certificate,
  ClaimError,
  describeCertificate,
  type Explorable,
  type ExploreSettings,
  formatSchedule,
  InconclusiveError,
  type Level,
  RaceError,
  type Shard,
  type SearchStrategy,
} from "../testing.ts";
import { exploreHere } from "../search/explore-here.ts";
import { fileSearch, workersOf } from "../search/file-search.ts";
import { ThreadRunner } from "../search/thread-runner.ts";
import { programHash } from "./program-hash.ts";
import { QueueRunner } from "./queue/queue-runner.ts";
import { shardNamed } from "./shards/shard-named.ts";
import { loadProgram } from "./load-program.ts";
import { checksOf } from "./checks-of.ts";
import { Command, isValueError } from "./command.ts";
import { pictureOptions, writePassed, writePictures } from "./write-pictures.ts";
import { ResumedCorpus } from "./corpus/resumed-corpus.ts";
import { StoredOrders } from "./stored-orders.ts";
import { UsageError } from "./usage-error.ts";
import { watchRounds } from "./watch-rounds.ts";

/**
 * `timeloom explore <file>`: search for an order in which its program fails, and print the report or the certificate.
 *
 * @returns the exit code: 0 if no order fails, 1 if one fails, 3 if the search can claim less than the user requires, 130 if the user
 *   has ended it; with `--watch`, 130 or 143
 * @throws {UsageError} If the arguments are wrong.
 */
export async function exploreFile(args: readonly string[]): Promise<number> {
  const { values, positionals } = command.parse(args);
  const file = command.onlyFile(positionals, "file", "timeloom explore <file>");
  if (values.watch === true) return await watchRounds(file, roundOf(args));
  const name = values.export ?? "default";
  const { program, world } = await loadProgram(command, file, name);
  const shard = values.shard === undefined ? undefined : shardNamed(command, values.shard, process.env);
  const corpus = await corpusOf(file, name, values, shard);
  const stored = values.stored === true ? new StoredOrders(file, name) : undefined;
  try {
    const asked = { ...settingsOf(values), shard, world };
    const settings = corpus === undefined ? asked : { ...asked, strategy: resumedStrategy(corpus, values) };
    const { seed, checks } = settings;
    await stored?.replay(program, { seed, checks, world });
    const certificate = await search(program, file, name, settings, values, corpus);
    print(values, { ...certificateData(certificate), ...partOf(shard, file, name) }, describeCertificate(certificate));
    writePassed(values, certificate);
    return certificate.ended === "interrupted" ? codeOfInterrupt : 0;
  } catch (error) {
    // Errors in the options are found before the program runs.
    if (error instanceof UsageError) throw error;
    if (isValueError(error)) throw command.error(error.message);
    if (error instanceof RaceError) {
      print(values, { ...raceData(error), ...partOf(shard, file, name) }, error.message);
      writePictures(values, error);
      stored?.add(error);
      return 1;
    }
    const text = isPrintableError(error) ? `${error.name}: ${error.message}` : asText(error);
    print(values, { kind: "inconclusive", error: text }, text);
    if (error instanceof ClaimError) return error.certificate.ended === "interrupted" ? codeOfInterrupt : 3;
    return error instanceof InconclusiveError ? 3 : 1;
  } finally {
    await corpus?.ended();
  }
}

/** What earlier searches have kept, for `--resume`. */
async function corpusOf(
  file: string,
  name: string,
  values: Values,
  shard: Shard | undefined,
): Promise<ResumedCorpus | undefined> {
  if (values.resume !== true) return undefined;
  const strategy = values.strategy ?? "guided";
  if (/^(?:exhaustive|delays|dpor|fifo)\b/.test(strategy)) {
    throw command.error(
      `--resume cannot go on with ${strategy}: it begins with the same orders each time`,
      "use guided, random, urw, pos, pct:3 or auto",
    );
  }
  return await ResumedCorpus.open(file, name, values.queue, shard);
}

function isDivided({ workers, queue, shard }: Values): boolean {
  return (workers ?? queue ?? shard) !== undefined;
}

/** In one process the strategy runs the orders of the corpus; divided, the plan does. */
function resumedStrategy(corpus: ResumedCorpus, values: Values): string | SearchStrategy {
  const name = values.strategy ?? "guided";
  return isDivided(values) ? name : corpus.strategy(name);
}

const command = new Command("explore", {
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
    workers: { type: "string" },
    queue: { type: "string" },
    shard: { type: "string" },
    json: { type: "boolean" },
    stored: { type: "boolean" },
    coverage: { type: "boolean" },
    resume: { type: "boolean" },
    watch: { type: "boolean" },
    ...pictureOptions,
  },
});

/** The command of one round of `--watch`: this one, in a fresh process. */
function roundOf(args: readonly string[]): string[] {
  const round = args.filter((arg) => arg !== "--watch" && arg !== "--stored");
  return [process.execPath, ...process.execArgv, process.argv[1] ?? "", "explore", "--stored", ...round];
}

/** Search in this thread, or by as many threads as the user wants. */
async function search(
  program: Explorable,
  file: string,
  name: string,
  settings: ExploreSettings,
  { workers, queue }: Values,
  corpus: ResumedCorpus | undefined,
): Promise<Certificate> {
  if (queue !== undefined) return await searchByQueue(program, file, name, settings, queue, corpus);
  if (workers === undefined) return await exploreHere(program, settings, undefined, corpus);
  const count = workersOf(workers === "auto" ? workers : (command.number("workers", workers, "2, or auto") ?? 1));
  const runner = new ThreadRunner(count, fileSearch(file, name, settings));
  try {
    return await exploreHere(program, settings, runner, corpus);
  } finally {
    await runner.end();
  }
}

/** Search by the workers of a queue. The finding is made small here. */
async function searchByQueue(
  program: Explorable,
  file: string,
  name: string,
  settings: ExploreSettings,
  url: string,
  corpus: ResumedCorpus | undefined,
): Promise<Certificate> {
  const search = {
    ...fileSearch(file, name, settings),
    file: relative(process.cwd(), resolve(file)).replaceAll("\\", "/"),
  };
  const runner = await QueueRunner.open(url, search, programHash(file, name));
  try {
    return await exploreHere(program, settings, runner, corpus);
  } finally {
    await runner.end();
  }
}

type Values = ReturnType<typeof command.parse>["values"];

function settingsOf(values: Values): ExploreSettings {
  const { level, strategy, seed, check, sweep, require } = values;
  return {
    level: level as Level | undefined,
    strategy,
    executions: command.number("executions", values.executions),
    time: command.number("time", values.time),
    seed: command.number("seed", seed),
    checks: checksOf(check),
    sweeps: sweep as ExploreSettings["sweeps"],
    require: require as ExploreSettings["require"],
    coverage: values.coverage,
  };
}

function print({ json = false }: Values, data: object, text: string): void {
  console.log(visible(json ? JSON.stringify(data) : text)); // an escape in JSON is what it stands for
}

/** What `timeloom merge` has to know of a shard. */
function partOf(shard: Shard | undefined, file: string, name: string): object {
  return shard === undefined ? {} : { shard, program: programHash(file, name) };
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
    ...{ level, execution, strategy, seed, deviations, choices, replays, reproduced, pairs: finding.pairs },
    report: message,
  };
}
