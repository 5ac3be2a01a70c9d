import { shrinkProgram } from "./arbitrary.ts";
import { type Case, loadCases } from "./cases.ts";
import { type Divergence, compare, render } from "./compare.ts";
import { runProgram } from "./interpreter/run-program.ts";
import { STYLE_NAMES, type StyleName, styleOf } from "./interpreter/styles.ts";
import { type Source, USAGE, UsageError, readOptions } from "./options.ts";
import { runOnCPython } from "./oracle.ts";
import type { Program } from "./program.ts";

/** The differing programs of a style that are shown, not only counted. */
const SHOWN = 3;

/** Where the command writes. */
export interface Screen {
  readonly columns: number;
  print(text: string): void;
  complain(text: string): void;
  /** Replaces what it said before. */
  progress(text: string): void;
}

/**
 * Runs programs in timeloom and compares everything with what CPython does.
 *
 * @returns the exit code: 0 if all agree, 1 if some differ, 2 if the arguments make no sense.
 */
export async function conformance(args: readonly string[], screen: Screen): Promise<0 | 1 | 2> {
  try {
    const options = readOptions(args);
    const { source } = options;
    const seed = options.seed ?? ("fresh" in source ? Date.now() % 1_000_000 : 1);
    if ("fresh" in source) screen.print(`${source.fresh} fresh programs of seed ${seed}`);
    const cases = await loadCases(source, seed, (text) => screen.progress(text));
    let differing = 0;
    for (const style of options.style === undefined ? stylesFor(source) : [options.style]) {
      differing += await checkStyle(cases, { style, seed, shrinks: "fresh" in source }, screen);
    }
    return differing === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    screen.complain(`${error.message}\n\n${USAGE}`);
    return 2;
  }
}

function stylesFor(source: Source): readonly StyleName[] {
  return "fresh" in source ? STYLE_NAMES : ["generator", "async"];
}

interface Check {
  readonly style: StyleName;
  readonly seed: number;
  /** Whether a program that differs is made small first; CPython has to be there for that. */
  readonly shrinks: boolean;
}

/** @returns how many programs differ */
async function checkStyle(cases: readonly Case[], check: Check, screen: Screen): Promise<number> {
  const { style, seed } = check;
  let differing = 0;
  for (const [index, { program, expected }] of cases.entries()) {
    if (index % 20 === 0) screen.progress(`${style}: ${index} of ${cases.length} programs`);
    const divergence = compare(expected, await runProgram(program, styleOf(style, seed, program)));
    if (divergence === undefined) continue;
    differing++;
    if (differing > SHOWN) continue;
    screen.progress("");
    screen.print(`${render(program.id, divergence, screen.columns)}\n`);
    if (check.shrinks && differing === 1) await showSmallest(program, check, screen);
  }
  screen.progress("");
  screen.print(`${style}: ${cases.length} programs, ${differing} differ`);
  return differing;
}

/** Makes the program small, and prints it with the way to run it again. */
async function showSmallest(program: Program, { style, seed }: Check, screen: Screen): Promise<void> {
  let tried = 0;
  const divergenceOf = async (candidate: Program): Promise<Divergence | undefined> => {
    screen.progress(`shrinking: ${(tried += 1)} programs tried`);
    const [expected] = await runOnCPython([candidate]);
    if (expected === undefined) return undefined;
    return compare(expected, await runProgram(candidate, styleOf(style, seed, candidate)));
  };
  const smallest = await shrinkProgram(program, async (candidate) => (await divergenceOf(candidate)) !== undefined);
  const divergence = await divergenceOf(smallest);
  screen.progress("");
  if (divergence !== undefined) screen.print(`Shrunk: ${render(smallest.id, divergence, screen.columns)}\n`);
  screen.print(`${JSON.stringify(smallest)}\n`);
  screen.print("To run it again, write that line to FILE:");
  screen.print(`  npm run conformance -- --style ${style} --seed ${seed} --programs FILE\n`);
}
