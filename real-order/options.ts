import { parseArgs } from "node:util";

export const USAGE = `npm run real-order -- [options]

  --programs N   how many programs are made and run; 1000 by default
  --seed N       the seed of the first; 1 by default`;

/** The command line does not say what to do. */
export class UsageError extends Error {
  override readonly name: string = "UsageError";
}

export interface Options {
  readonly programs: number;
  readonly seed: number;
}

/** @throws {UsageError} If an argument is unknown or has a wrong value. */
export function readOptions(args: readonly string[]): Options {
  const { programs = "1000", seed = "1" } = parse(args);
  return { programs: integer("--programs", programs, 1), seed: integer("--seed", seed, 0) };
}

function parse(args: readonly string[]): { readonly programs?: string; readonly seed?: string } {
  const text = { type: "string" } as const;
  try {
    return parseArgs({ args: [...args], options: { programs: text, seed: text } }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function integer(flag: string, text: string, least: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  throw new UsageError(`${flag} takes an integer from ${least}, not "${text}"`);
}
