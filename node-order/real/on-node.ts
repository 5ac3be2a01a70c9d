// The child process: runs one program on Node's own timers, and prints its log.
import { writeSync } from "node:fs";
import { deathLabel } from "../compare.ts";
import { interpret, lengthMs } from "../programs/interpret.ts";
import { setName } from "../options.ts";

const [set = "", seed] = process.argv.slice(2);
const { log } = interpret(setName(set), Number(seed));
process.on("uncaughtExceptionMonitor", (_, origin) => log.push(deathLabel(origin)));
process.on("exit", () => writeSync(1, JSON.stringify(log)));
setTimeout(() => process.exit(0), lengthMs).unref();
