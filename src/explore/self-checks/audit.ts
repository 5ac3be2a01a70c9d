import { OutsideWaitError, RuntimeError } from "../../core/errors/errors.ts";
import type { LoopCore } from "../../core/contracts/machine.ts";
import type { Level } from "../../core/contracts/level.ts";
import type { Outside } from "../../loop/outside/outside.ts";
import { AuditedOutside } from "./audited-outside.ts";
import type { Executions } from "../execution/executions.ts";
import { Journal } from "./journal.ts";
import type { Schedule } from "../schedule/schedule.ts";

/** Two executions of one schedule were not the same, so that nothing that is found would replay. */
export class NondeterminismError extends RuntimeError {
  override readonly name: string = "NondeterminismError";
  /** The first step that differs, from 1. */
  readonly step: number;

  /** @param steps - What happened there in each of the two executions. */
  constructor(step: number, steps: readonly [one: string, other: string]) {
    super(
      `Two executions of the same schedule differ at step ${step}\n  one:   ${steps[0]}\n  other: ${steps[1]}`,
      "look for Math.random(), Date.now() and other clocks, a counter or cache that outlives an execution, " +
        "and iteration over what has no order",
    );
    this.step = step;
  }
}

/**
 * Run a schedule twice, and compare what happened: who had a turn, at which loop time, and what was chosen.
 *
 * What is the same in both is not proved to be the same always: a program that looks at the host's clock once a second
 * may get away with it.
 *
 * @returns the hash of the execution, the same on every machine and every Node
 * @throws {NondeterminismError} If the two differ; names the first step that does.
 * @throws {OutsideWaitError} If time would pass while a task waits for an operation of Node, a real timer for instance.
 */
export async function audit(executions: Executions, level: Level, schedule: Schedule = []): Promise<string> {
  const outside = (loop: LoopCore): Outside => new AuditedOutside(loop);
  let one: Journal;
  try {
    one = await journalOf(executions, level, schedule, { outside });
  } catch (error) {
    // Once more, to say where.
    if (error instanceof OutsideWaitError) await journalOf(executions, level, schedule, { outside, debug: true });
    throw error;
  }
  const other = await journalOf(executions, level, schedule, {});
  if (one.hash === other.hash) return one.hash;
  throw differenceOf(one, other);
}

async function journalOf(
  executions: Executions,
  level: Level,
  schedule: Schedule,
  extras: { readonly outside?: (loop: LoopCore) => Outside; readonly debug?: boolean },
): Promise<Journal> {
  const journal = new Journal();
  journal.close(await executions.replay(level, schedule, { ...extras, probe: journal }));
  return journal;
}

function differenceOf(one: Journal, other: Journal): NondeterminismError {
  const length = Math.max(one.lines.length, other.lines.length);
  let at = 0;
  while (at < length && one.lines[at] === other.lines[at]) at += 1;
  return new NondeterminismError(at + 1, [stepOf(one, at), stepOf(other, at)]);
}

function stepOf({ lines, titles }: Journal, at: number): string {
  const line = lines[at];
  if (line === undefined) return "(not written down any more)";
  const title = titles.get(line.slice(0, line.indexOf("@")));
  return title === undefined ? line : `${title}, ${line}`;
}
