import { DeadlockError, type EventLoop, type LoopFactory, run } from "timeloom";
import { simulatedWorld, virtualLoop, type VirtualLoopSettings } from "timeloom/testing";
import type { Expectation, Print, Program, Verdict } from "./scenario.ts";
import { textOf } from "./text-of.ts";

/** What a program did: the actual counterpart of its {@link Expectation}. */
export type Outcome = Expectation;

/** Run a program once on virtual loops of its own, in its simulated world. Default: in FIFO order. */
export async function replay(program: Program, settings: VirtualLoopSettings = {}): Promise<Outcome> {
  if ("main" in program) await program.prepare?.();
  return await replayOn(virtualLoop({ world: simulatedWorld(program.world), ...settings }), program);
}

/** Run a program once on loops that `loopFactory` makes. */
export async function replayOn(loopFactory: LoopFactory, program: Program): Promise<Outcome> {
  const output: string[] = [];
  const print: Print = (line) => void output.push(line);
  const loops: { readonly loop: EventLoop; readonly start: number }[] = [];
  const newLoop: LoopFactory = () => {
    const loop = loopFactory();
    loops.push({ loop, start: loop.time() });
    return loop;
  };

  const ending = await endOf(program, print, newLoop);

  const duration = loops.reduce((sum, { loop, start }) => sum + (loop.time() - start), 0);
  return { output, duration, ...ending };
}

async function endOf(
  program: Program,
  print: Print,
  newLoop: LoopFactory,
): Promise<{ verdict: Verdict; error?: string }> {
  try {
    if ("main" in program) await run(() => program.main(print), { loopFactory: newLoop });
    else await program.script(print, newLoop);
    return { verdict: "passes" };
  } catch (thrown) {
    return { verdict: thrown instanceof DeadlockError ? "deadlocks" : "fails", error: describe(thrown) };
  }
}

function describe(thrown: unknown): string {
  return thrown instanceof Error ? `${thrown.name}: ${textOf(thrown)}` : String(thrown);
}
