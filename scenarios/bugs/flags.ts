import { parseArgs } from "node:util";
import type { Bug } from "./bug.ts";
import { contenders, usual } from "./contenders.ts";
import { suites } from "./suites.ts";

/** What the command line asks for. */
export interface Flags {
  readonly seeds: number;
  readonly bugs: readonly Bug[];
  readonly strategies: readonly string[];
  /** Executions of one search at most. */
  readonly max: number;
  /** Executions of a twin at most. */
  readonly twins: number;
  /** Where the JSON goes. */
  readonly json: string;
  /** Whether to compare programs that declare what they share with instrumented ones that do not. */
  readonly instrumented: boolean;
  readonly help: boolean;
}

export const usage: string = `npm run bugs -- [--suite NAME] [--seeds N] [--only a,b] [--strategies a,b] [--max N] [--twins N] [--json FILE]

  --suite NAME      the bugs: ${Object.keys(suites).join(" or ")} (default races)
  --seeds N         searches of each bug with each strategy (default 30)
  --only a,b        these bugs only
  --strategies a,b  these strategies only: ${Object.keys(contenders).join(", ")}
                    (default ${usual.join(",")})
  --max N           executions of one search at most (default 100000)
  --twins N         executions of each corrected twin (default 20000; 0 leaves them out)
  --instrumented    only compare the twins, searched by dpor(), with instrumented ones that declare nothing
  --json FILE       where the figures go (default build/bugs.json)

exits with 1 if a target is missed`;

/** @throws {RangeError} If a flag or its value means nothing. */
export function parseFlags(args: string[]): Flags {
  const values = parse(args);
  return {
    seeds: wholeNumber("--seeds", values.seeds, 1),
    bugs: chosenBugs(values.only, chosenSuite(values.suite)),
    strategies: chosenStrategies(values.strategies),
    max: wholeNumber("--max", values.max, 1),
    twins: wholeNumber("--twins", values.twins, 0),
    json: values.json,
    instrumented: values.instrumented,
    help: values.help,
  };
}

// oxlint-disable-next-line typescript/explicit-function-return-type -- parseArgs derives it from the options
function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        suite: { type: "string", default: "races" },
        seeds: { type: "string", default: "30" },
        only: { type: "string" },
        strategies: { type: "string", default: usual.join(",") },
        max: { type: "string", default: "100000" },
        twins: { type: "string", default: "20000" },
        json: { type: "string", default: "build/bugs.json" },
        instrumented: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    }).values;
  } catch (error) {
    throw new RangeError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function wholeNumber(flag: string, text: string, least: number): number {
  const value = Number(text);
  if (text !== "" && Number.isSafeInteger(value) && value >= least) return value;
  throw new RangeError(`Invalid ${flag}: "${text}"\n  hint: pass a whole number from ${least} on`);
}

function chosenSuite(name: string): readonly Bug[] {
  const suite = Object.hasOwn(suites, name) ? suites[name] : undefined;
  if (suite !== undefined) return suite;
  const known = Object.keys(suites).join(", ");
  throw new RangeError(`Cannot search "${name}": there is no such suite\n  hint: they are ${known}`);
}

function chosenBugs(list: string | undefined, bugs: readonly Bug[]): readonly Bug[] {
  if (list === undefined) return bugs;
  const ids = list.split(",");
  const unknown = ids.find((id) => !bugs.some((bug) => bug.id === id));
  if (unknown === undefined) return bugs.filter(({ id }) => ids.includes(id));
  const known = bugs.map(({ id }) => id).join(", ");
  throw new RangeError(`Cannot search "${unknown}": there is no such bug\n  hint: the bugs are ${known}`);
}

function chosenStrategies(list: string): readonly string[] {
  const names = list.split(",");
  const unknown = names.find((name) => !Object.hasOwn(contenders, name));
  if (unknown === undefined) return names;
  const known = Object.keys(contenders).join(", ");
  throw new RangeError(`Cannot search with "${unknown}": there is no such strategy\n  hint: they are ${known}`);
}
