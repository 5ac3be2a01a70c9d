import { parseArgs } from "node:util";
import { STYLE_NAMES, type StyleName } from "./interpreter/styles.ts";
import { PROGRAMS_PATH, TRACES_PATH } from "./program-file.ts";

export const USAGE = `usage: npm run conformance -- [--style ${STYLE_NAMES.join("|")}] [--seed N]
                                [--programs FILE [--traces FILE] | --fresh N]

  --style     only this style of bodies (default: generator, then async; with --fresh all three)
  --seed      an integer: how mixed mixes, and which programs --fresh makes
  --programs  JSON lines, plain or .gz, in place of the corpus
  --traces    the records of those programs; without it a live CPython is asked
  --fresh     makes N random programs and asks a live CPython`;

/** The command line does not say what to do. */
export class UsageError extends Error {
  override readonly name: string = "UsageError";
}

export interface Options {
  /** Undefined if none was asked for. */
  readonly style: StyleName | undefined;
  readonly seed: number | undefined;
  readonly source: Source;
}

/** Where the programs come from; without traces a live CPython says what is expected. */
export type Source = { readonly programs: string; readonly traces: string | undefined } | { readonly fresh: number };

/** @throws {UsageError} If an argument is unknown or has a wrong value. */
export function readOptions(args: readonly string[]): Options {
  const { style, seed, ...source } = parse(args);
  return {
    style: style === undefined ? undefined : styleName(style),
    seed: seed === undefined ? undefined : integer("--seed", seed, 0),
    source: sourceOf(source),
  };
}

interface Given {
  readonly style?: string;
  readonly seed?: string;
  readonly programs?: string;
  readonly traces?: string;
  readonly fresh?: string;
}

function parse(args: readonly string[]): Given {
  const text = { type: "string" } as const;
  try {
    const options = { style: text, seed: text, programs: text, traces: text, fresh: text };
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function styleName(text: string): StyleName {
  const name = STYLE_NAMES.find((each) => each === text);
  if (name === undefined) throw new UsageError(`Unknown style "${text}": it is one of ${STYLE_NAMES.join(", ")}`);
  return name;
}

function sourceOf({ programs, traces, fresh }: Given): Source {
  if (fresh !== undefined) {
    if ((programs ?? traces) !== undefined) throw new UsageError("--fresh makes its own programs and traces");
    return { fresh: integer("--fresh", fresh, 1) };
  }
  if (programs !== undefined) return { programs, traces };
  if (traces !== undefined) throw new UsageError("--traces needs --programs, which they are the traces of");
  return { programs: PROGRAMS_PATH, traces: TRACES_PATH };
}

function integer(flag: string, text: string, least: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  throw new UsageError(`${flag} takes an integer from ${least}, not "${text}"`);
}
