import type { Wait } from "../../../core/contracts/loop-core.ts";
import { createFuture } from "../../../core/future.ts";
import type { CommandLine } from "./command-line.ts";
import type { Descriptor } from "./descriptor.ts";
import type { SimulatedChild } from "./simulated-child.ts";
import type { SimulatedPipe } from "./simulated-pipe.ts";
import type { SimulatedProcess } from "./simulated-program.ts";

/** Run `lines` as a shell does that is `process`. @returns the exit code of the last command that ran */
export function* runShell(
  lines: readonly CommandLine[],
  process: SimulatedProcess,
  system: ShellSystem,
): Generator<Wait, number, void> {
  let code = 0;
  for (const { condition, pipeline } of lines) {
    if ((condition === "&&" && code !== 0) || (condition === "||" && code === 0)) continue;
    code = yield* runPipeline(pipeline, process, system);
  }
  return code;
}

/** What a shell asks of its world. */
export interface ShellSystem {
  makePipe(name: string): SimulatedPipe;
  /** Start a program with these ends of pipes, and the shell's own streams otherwise. @returns undefined if there is no such program */
  launch(program: string, args: readonly string[], input?: Descriptor, output?: Descriptor): SimulatedChild | undefined;
}

function* runPipeline(
  pipeline: readonly (readonly string[])[],
  process: SimulatedProcess,
  system: ShellSystem,
): Generator<Wait, number, void> {
  const children: (SimulatedChild | undefined)[] = [];
  let input: Descriptor | undefined;
  for (const [at, [program = "", ...args]] of pipeline.entries()) {
    const pipe = at < pipeline.length - 1 ? system.makePipe(`${program} → ${pipeline[at + 1]?.[0] ?? ""}`) : undefined;
    const output = pipe?.addWriter();
    const next = pipe?.addReader();
    const child = system.launch(program, args, input, output);
    if (child === undefined) {
      process.stderr.write(new TextEncoder().encode(`sh: 1: ${program}: not found\n`));
      input?.destroy(false);
      output?.destroy(false);
    }
    children.push(child);
    input = next;
  }
  let code = 0;
  for (const child of children) code = child === undefined ? notFound : yield* exitOf(child);
  return code;
}

function* exitOf(child: SimulatedChild): Generator<Wait, number, void> {
  const exit = createFuture<number>(child, "exit");
  child.onExit((returncode) => {
    if (!exit.done()) exit.setResult(returncode);
  });
  const returncode = yield* exit;
  return returncode < 0 ? killed - returncode : returncode;
}

/** The exit codes of a shell for a command that it does not find, and, with the number of the signal, for a killed one. */
const notFound = 127;
const killed = 128;
