import { parseArgs } from "node:util";
import { rows } from "./rows.ts";
import type { Row } from "./workload.ts";

/** What the command line asks for. */
export interface Flags {
  readonly rows: readonly Row[];
  readonly rounds: number;
  /** Where the JSON goes; without it to `bench/results`. */
  readonly out: string | undefined;
  /** Whether a missed target makes the exit code 1. */
  readonly check: boolean;
  readonly help: boolean;
}

export const usage: string = `npm run bench -- [--rows a,b] [--rounds N] [--out FILE] [--check]

  --rows a,b   measure these rows only: ${rows.map(({ name }) => name).join(", ")}
  --rounds N   rounds of all rows (default 5); the table shows medians
  --out FILE   where the JSON goes (default bench/results/<node version>.json)
  --check      exit with 1 if a target is missed

Exits with 2 if the flags are wrong or there is no python3 to compare with.`;

/** @throws {RangeError} If a flag or its value means nothing. */
export function parseFlags(args: string[]): Flags {
  const { values } = parse(args);
  return {
    rows: chooseRows(values.rows),
    rounds: countOfRounds(values.rounds),
    out: values.out,
    check: values.check,
    help: values.help,
  };
}

// oxlint-disable-next-line typescript/explicit-function-return-type -- parseArgs derives it from the options
function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        rows: { type: "string" },
        rounds: { type: "string", default: "5" },
        out: { type: "string" },
        check: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    throw new RangeError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function chooseRows(list: string | undefined): readonly Row[] {
  if (list === undefined) return rows;
  const names = list.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !rows.some((row) => row.name === name));
  if (unknown !== undefined) {
    const known = rows.map(({ name }) => name).join(", ");
    throw new RangeError(`Cannot measure "${unknown}": there is no such row\n  hint: the rows are ${known}`);
  }
  return rows.filter(({ name }) => names.includes(name));
}

function countOfRounds(text: string): number {
  const rounds = Number(text);
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new RangeError(
      `Cannot measure "${text}" rounds\n  hint: pass a whole number from 1, for instance --rounds 5`,
    );
  }
  return rounds;
}
