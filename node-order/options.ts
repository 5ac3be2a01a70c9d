import { parseArgs } from "node:util";
import { type SetName, setNames } from "./programs/kinds.ts";

export const USAGE = `npm run node-order -- [options]

  --set NAME     compare the programs of one set only: ${setNames.join(", ")}
  --fresh N      make N programs, as many of each set, run them on Node's own timers, and compare those that do the same each time
  --seed N       the first seed of the fresh programs; by default the clock draws it
  --no-drain     let timeloom do without a way to drain Node's queues: then each native turn ends with a macrotask`;

/** The command line does not say what to do. */
export class UsageError extends Error {
  override readonly name: string = "UsageError";
}

export interface Options {
  readonly sets: readonly SetName[];
  /** How many programs are made; undefined for the recorded ones. */
  readonly fresh: number | undefined;
  readonly seed: number | undefined;
  /** Whether timeloom may drain Node's queues. */
  readonly drains: boolean;
}

/** @throws {UsageError} If an argument is unknown or has a wrong value. */
export function readOptions(args: readonly string[]): Options {
  const given = parse(args);
  const fresh = given.fresh === undefined ? undefined : integer("--fresh", given.fresh, 1);
  const seed = given.seed === undefined ? undefined : integer("--seed", given.seed, 0);
  if (seed !== undefined && fresh === undefined) throw new UsageError("--seed needs --fresh, whose programs it makes");
  return { sets: given.set === undefined ? setNames : [setName(given.set)], fresh, seed, drains: !given["no-drain"] };
}

interface Given {
  readonly set?: string;
  readonly fresh?: string;
  readonly seed?: string;
  readonly "no-drain"?: boolean;
}

function parse(args: readonly string[]): Given {
  const text = { type: "string" } as const;
  try {
    const options = { set: text, fresh: text, seed: text, "no-drain": { type: "boolean" } } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** @throws {UsageError} If there is no such set. */
export function setName(text: string): SetName {
  const name = setNames.find((each) => each === text);
  if (name === undefined) throw new UsageError(`Unknown set "${text}": it is one of ${setNames.join(", ")}`);
  return name;
}

function integer(flag: string, text: string, least: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  throw new UsageError(`${flag} takes an integer from ${least}, not "${text}"`);
}
