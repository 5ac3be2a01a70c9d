import { existsSync } from "node:fs";
import { asText } from "../../../core/arguments/as-text.ts";
import type { SpawnRequest } from "../../../process/processes.ts";
import { spawnError } from "../../../process/spawn-error.ts";

/** What Node's `spawn()` has failed with, with a hint if there is something to say. */
export function hintedSpawnError(error: unknown, request: SpawnRequest): Error {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return spawnError(code, request, missing(request));
  if (code === "EACCES") return spawnError(code, request, `${request.program} is no program: make the file executable`);
  return error instanceof Error ? error : new Error(asText(error), { cause: error });
}

function missing({ program, cwd }: SpawnRequest): string {
  if (cwd !== undefined && !existsSync(cwd)) return `there is no folder ${cwd}, which \`cwd\` names`;
  if (program.includes(" ")) return "arguments come in a list of their own, or use createSubprocessShell()";
  return program.includes("/") ? "there is no such file" : "no folder of PATH has it: look at its spelling";
}
