import type { Coroutine } from "../core/coroutine.ts";
import { makeProcess, type StreamedSubprocessSettings } from "./create-subprocess-exec.ts";
import type { Process } from "./process.ts";

/**
 * Let the shell run `command`: `/bin/sh`, or what Node takes for it. The standard streams are those of this process, unless they are pipes.
 *
 * Whatever comes from outside has to be quoted first, or it may run commands of its own: prefer `createSubprocessExec()`. If the call is
 * cancelled, no child is left.
 *
 * @throws {TypeError} If an argument has the wrong type.
 * @throws {ValueError} If an option is unknown or has a wrong value.
 * @see {@link https://docs.python.org/3/library/asyncio-subprocess.html#asyncio.create_subprocess_shell | asyncio.create_subprocess_shell}
 */
export function createSubprocessShell(command: string, settings: StreamedSubprocessSettings = {}): Coroutine<Process> {
  return makeProcess("createSubprocessShell()", { program: command, args: [], shell: true }, settings);
}
