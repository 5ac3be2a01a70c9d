import { CancelledError, DeadlockError, type Future, StepLimitError } from "#index";
import { virtualLoop, type VirtualLoopSettings } from "#testing";
import { DEFAULT_MAX_ITERATIONS, type Program, type TraceRecord, type TraceValue } from "../program.ts";
import { type Style, writeBody } from "./place.ts";
import { describe } from "./values.ts";
import { World } from "./world.ts";

/** Runs the program on a virtual loop, its bodies written in the style, and gives what CPython is compared with. */
export async function runProgram(
  program: Program,
  style: Style,
  settings: Pick<VirtualLoopSettings, "probe" | "strategy" | "level"> = {},
): Promise<TraceRecord> {
  const maxIterations = program.max_iterations ?? DEFAULT_MAX_ITERATIONS;
  const loop = virtualLoop({ ...settings, maxIterations, io: "forbid" })();
  const world = new World(loop, program);
  loop.setExceptionHandler((_loop, context) => world.recordReport(context));
  const prepare = (): void => world.declareObjects();
  const body = writeBody(world, style, { name: "main", ops: program.main, start: "in a turn", prepare });
  const main = loop.createTask(body, { name: "main" });
  world.register("main", main);
  return await finish(world, main);
}

async function finish(world: World, main: Future<TraceValue>): Promise<TraceRecord> {
  try {
    return world.finish("ok", world.show(await world.loop.runUntilComplete(main)));
  } catch (error) {
    if (world.over || error instanceof StepLimitError) return world.finish("budget", null);
    if (error instanceof DeadlockError) return world.finish("deadlock", null);
    if (!main.done()) throw error; // not the program's
    return world.finish(error instanceof CancelledError ? "cancelled" : "raised", describe(error));
  }
}
