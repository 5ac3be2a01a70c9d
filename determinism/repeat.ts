/** Takes one line for each thing that happens in a run. */
export type Step = (line: string) => void;

/** A program that must do the same each time it runs. */
export interface Repeatable {
  readonly name: string;
  /** Run it once, afresh. */
  run(step: Step): Promise<void>;
}

/** The steps of a program, the same in every run. */
export interface Steps {
  readonly name: string;
  readonly lines: readonly string[];
}

/** A program did something else than in its first run. */
export class Differs extends Error {
  override readonly name: string = "Differs";

  /** @param step - Of the program, from 1. */
  constructor(program: string, run: number, step: number, lines: readonly [first: string, now: string]) {
    super(`${program}: run ${run} differs at step ${step}\n  run 1: ${lines[0]}\n  run ${run}: ${lines[1]}`);
  }
}

/**
 * Run all programs `runs` times. Every other time they run in reverse order, so that what a program leaves behind in
 * the process comes to light.
 *
 * @throws {Differs} If a program does not do what it did in its first run; names the first such program.
 */
export async function repeat(programs: readonly Repeatable[], runs: number): Promise<Steps[]> {
  const recorded: { readonly program: Repeatable; readonly lines: string[] }[] = [];
  for (const program of programs) {
    const lines: string[] = [];
    await program.run((line) => lines.push(line));
    recorded.push({ program, lines });
  }
  for (let run = 2; run <= runs; run += 1) {
    let first: Differs | undefined;
    for (const { program, lines } of run % 2 === 0 ? recorded.toReversed() : recorded) {
      const difference = await check(program, lines, run);
      first = run % 2 === 0 ? (difference ?? first) : (first ?? difference);
    }
    if (first !== undefined) throw first;
  }
  return recorded.map(({ program, lines }) => ({ name: program.name, lines }));
}

async function check(program: Repeatable, expected: readonly string[], run: number): Promise<Differs | undefined> {
  let at = 0;
  let difference: Differs | undefined;
  const differs = (first = "(has ended)", now = "(has ended)"): Differs =>
    new Differs(program.name, run, at + 1, [first, now]);
  await program.run((line) => {
    if (line !== expected[at]) difference ??= differs(expected[at], line);
    at += 1;
  });
  if (at < expected.length) difference ??= differs(expected[at]);
  return difference;
}
