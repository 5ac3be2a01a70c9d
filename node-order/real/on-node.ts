// The child process: runs one program on Node's own timers, and prints its log.
import { writeSync } from "node:fs";
import { deathLabel } from "../compare.ts";
import { interpret, lengthMs } from "../programs/interpret.ts";
import { setName } from "../options.ts";
import { Stage } from "../programs/stage.ts";
import { steps } from "../steps/steps.ts";

const [set = "", seed] = process.argv.slice(2);
warmUp();
// Whatever the warm-up has begun is over by then.
setTimeout(begin, 60);

function begin(): void {
  const { log } = interpret(setName(set), Number(seed));
  process.on("uncaughtExceptionMonitor", (_, origin) => log.push(deathLabel(origin)));
  process.on("exit", () => writeSync(1, JSON.stringify(log)));
  setTimeout(() => process.exit(0), lengthMs).unref();
}

/** Node loads and compiles its streams when they are first used: that takes longer than the timers of a program allow for. */
function warmUp(): void {
  const stage = new Stage(() => undefined);
  for (const kind of ["webStream", "toWeb", "pipeline", "stream", "readlineEvents", "readlineIterator"] as const) {
    steps[kind]({ kind, number: 0, delayMs: 0, count: 1, next: [] }, stage);
  }
}
