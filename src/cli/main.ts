#!/usr/bin/env node
import { existsSync, realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { version } from "./version.ts";
import { UsageError } from "./usage-error.ts";

const help = `timeloom: search a program for races, and replay the races it found

  timeloom explore <file> [options]  search for an order in which the program fails
  timeloom replay <file> [options]   run the program once, by a schedule; show how it fails
  timeloom merge <certificates>      join what the shards of a search have printed with --json
  timeloom worker --queue <url>      run slices of the searches of a queue, until Ctrl-C
  timeloom show <trace> [options]    print a trace that explore wrote
  timeloom repl [--real]             a prompt inside a loop, on virtual time unless --real; Ctrl-C ends a line, .exit leaves,
                                     and NODE_REPL_HISTORY names the file of its history
  timeloom --help, timeloom --version

Options of explore and replay:
  --export <name>     the program in the file; default: its default export
  --level <level>     what may be reordered: fifo, env, jitter or any-order; default: env
  --seed <number>     default: 0
  --check <check>     what else counts as a failure, as in explore({ checks }); may be repeated

Options of replay:
  --schedule <v1:…>   the schedule of the report; default: the default order

  --break             stop a debugger before each turn from the first deviation on, and at the failure
  --port <number>     where it waits for the debugger; default: 9229

Options of explore:
  --strategy <name>   {strategies}; default: auto
  --executions <n>    the most executions; default: 1000
  --time <seconds>    the most seconds; default: no limit
  --require <claim>   proof, bounded-proof, pct or sample: fail if less can be claimed
  --sweep <what>      cancel, throw or timeout, at each await, or faults, at each connection; may be repeated
  --workers <n>       search in n threads, or in as many as there are processors: auto
  --queue <redis://…> let the workers of a queue search, on any number of machines
  --shard <i/n>       run one of n parts of the search: 1/4; auto reads the variables of CI
  --coverage          say which orders of conflicting steps were seen, and which never
  --resume            go on where the last search ended: try the orders of .timeloom/corpus, or of the queue's Redis, first,
                      and keep those that reach something new; by the strategy guided unless another one is given
  --stored            replay the orders in __schedules__ first, and store the one that fails
  --watch             the same, and again at each change of the files of the program, until Ctrl-C
  --json              print one line of JSON
  --html <file>       write a page that shows the run that fails beside one that passes
  --trace <file>      write it for timeloom show
  --perfetto <file>   write it for ui.perfetto.dev
  --mermaid <file>    write it as a Mermaid sequence diagram

Options of show:
  --html <file>       write it as a page

Examples:
  npx timeloom explore test/account.ts
  npx timeloom explore test/account.ts --level any-order --strategy pct:3 --executions 10000 --html race.html
  npx timeloom explore test/account.ts --require proof --json
  npx timeloom explore test/account.ts --watch
  npx timeloom replay test/account.ts --schedule v1:main.0@3=main.1@2
  npx timeloom replay test/account.ts --schedule v1:main.0@3=main.1@2 --break
  npx timeloom replay test/account.ts --export transfer --level any-order --schedule v1:main.0@3=main.1@2

Exit codes:
  0    it passes
  1    it fails
  2    the command is wrong: an option, or a file that does not load, or that cannot be written
  3    less can be claimed than --require asks for, the first execution meets a limit, or the schedule to replay does not fit
  130  Ctrl-C ended it
  143  SIGTERM ended --watch`;

if (isCommand()) for (const stream of [process.stdout, process.stderr]) stream.on("error", unlessNobodyReads);
const code = await main(process.argv.slice(2));
if (code !== 0) process.exitCode = code; // SIGINT may have set it
if (isCommand()) {
  await written(process.stdout);
  await written(process.stderr);
  process.exit(); // what the program's file has left open, a server, say, does not keep the command
}

/** Whether Node was started with this file, also by a link. */
function isCommand(): boolean {
  const [, started = ""] = process.argv;
  return existsSync(started) && realpathSync(started) === realpathSync(fileURLToPath(import.meta.url));
}

/** Whoever reads the output may leave, as `head` does: the command ends as it would have. */
function unlessNobodyReads(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

/** What was written has arrived, also where pipes are asynchronous. */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write("", () => resolve()));
}

async function main([command, ...args]: readonly string[]): Promise<number> {
  if (command === "--help" || command === "-h" || args.includes("--help") || args.includes("-h")) {
    console.log(
      help.replace("{strategies}", (await import("../explore/strategies/strategy-named.ts")).strategyNames()),
    );
    return 0;
  }
  if (command === "--version") {
    console.log(version());
    return 0;
  }
  try {
    process.setSourceMapsEnabled(true); // places refer to the sources
    switch (command) {
      case "explore":
        return await (await import("./explore-file.ts")).exploreFile(args);
      case "replay":
        return await (await import("./replay-file.ts")).replayFile(args);
      case "merge":
        return (await import("./shards/merge-certificates.ts")).mergeCertificates(args);
      case "worker":
        return await (await import("./queue/run-worker.ts")).runWorker(args);
      case "repl":
        return await (await import("./prompt/prompt.ts")).prompt(args);
      case "show":
        return (await import("./show-trace.ts")).showTrace(args);
      case undefined:
        throw wrong("a command is missing");
      default:
        throw wrong(`there is no command ${JSON.stringify(command)}`);
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    return 2;
  }
}

function wrong(problem: string): UsageError {
  return new UsageError(`Cannot run timeloom: ${problem}`, "timeloom explore <file>, or timeloom --help");
}
