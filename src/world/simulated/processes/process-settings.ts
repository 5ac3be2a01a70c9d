import { type Options } from "../../../core/arguments/require-options.ts";
import { anything } from "../../../core/arguments/kind.ts";
import { describe } from "../../../core/arguments/describe.ts";
import { typeError } from "../../../core/errors/type-error.ts";
import type { SimulatedProgram } from "./simulated-program.ts";

/** Options of `simulatedWorld()` about processes. */
export interface ProcessSettings {
  /** The programs that can be started, by name. Of the shell the world knows words, quotes, `|`, `;`, `&&` and `||`, unless `sh` is one. */
  readonly programs?: Readonly<Record<string, SimulatedProgram>> | undefined;
}

/** The names of the options. */
export const processOptions: Options<ProcessSettings> = { programs: anything };

/** @throws {TypeError} If a program is no function. */
export function requireProcessSettings({ programs }: ProcessSettings): void {
  if (programs === undefined) return;
  const hint = 'programs: { echo: async ({ args, stdout }) => stdout.write(Buffer.from(args.join(" "))) }';
  if (typeof programs !== "object" || programs === null) {
    throw typeError(`programs must be an object, got ${describe(programs)}`, hint);
  }
  for (const [name, program] of Object.entries(programs)) {
    if (typeof program === "function") continue;
    throw typeError(`The program ${name} must be a function, got ${describe(program)}`, hint);
  }
}
