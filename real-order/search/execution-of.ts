import { explore, type Level, simulate } from "timeloom/testing";
import type { Program } from "../programs/make-program.ts";
import { Play } from "../programs/play.ts";
import { Toward } from "./toward.ts";

/**
 * Looks for `log` among what a program does in the executions of `explore()`, with its calls of the outside behind `simulate()`.
 *
 * @param executions - How many are tried at most.
 * @returns which execution does it; undefined if none is found
 */
export async function executionOf(
  log: readonly string[],
  program: Program,
  level: Level,
  executions: number,
): Promise<number | undefined> {
  const toward = new Toward();
  const outside = simulate(async () => undefined);
  let tried = 0;
  const body = async (): Promise<void> => {
    tried += 1;
    let equal = 0;
    toward.begins();
    const note = (label: string): void => {
      if (log[equal] === label) equal += 1;
      else toward.astray();
    };
    await new Play({ call: () => outside(), spin: () => undefined, patience: 12, note }).main(program);
    if (equal === log.length) toward.found();
  };
  await explore(body, { level, strategy: toward.strategy, executions, onProgress: () => undefined });
  return toward.isFound ? tried : undefined;
}
