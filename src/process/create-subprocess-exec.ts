import { anything } from "../core/arguments/kind.ts";
import { requireOptions } from "../core/arguments/require-options.ts";
import type { Wait } from "../core/contracts/loop-core.ts";
import { coroutine, type Coroutine } from "../core/coroutine.ts";
import { defaultLimit, requireLimit } from "../streams/reading/stream-reader.ts";
import { Process } from "./process.ts";
import type { SpawnRequest } from "./processes.ts";
import { startChild } from "./subprocess-exec.ts";
import { spawnRequest, subprocessOptions, type SubprocessSettings } from "./subprocess-settings.ts";
import { SubprocessStreamProtocol } from "./subprocess-stream-protocol.ts";

/**
 * Start `program`. Its standard streams are those of this process, unless they are pipes.
 *
 * If the call is cancelled, no child is left.
 *
 * @throws {Error} If the program cannot be started: Node's error, such as `ENOENT` if there is no such program.
 * @throws {TypeError} If an argument has the wrong type.
 * @throws {ValueError} If an option is unknown or has a wrong value.
 * @see {@link https://docs.python.org/3/library/asyncio-subprocess.html#asyncio.create_subprocess_exec | asyncio.create_subprocess_exec}
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { createSubprocessExec, PIPE, run } from "timeloom";
 *
 * await run(async () => {
 *   const process = await createSubprocessExec("cat", [], { stdin: PIPE, stdout: PIPE });
 *   const [stdout] = await process.communicate(Buffer.from("hello"));
 *
 *   assert.equal(Buffer.from(stdout ?? []).toString(), "hello");
 *   assert.equal(process.returncode, 0);
 * });
 * ```
 */
export function createSubprocessExec(
  program: string,
  args: readonly string[] = [],
  settings: StreamedSubprocessSettings = {},
): Coroutine<Process> {
  return makeProcess("createSubprocessExec()", { program, args, shell: false }, settings);
}

/** Options of `createSubprocessExec()` and `createSubprocessShell()`. */
export interface StreamedSubprocessSettings extends SubprocessSettings {
  /** Of the streams, in bytes. Default: 65536. */
  readonly limit?: number | undefined;
}

/** Start what `command` says as a `Process`. */
export function makeProcess(
  what: string,
  command: Pick<SpawnRequest, "program" | "args" | "shell">,
  settings: StreamedSubprocessSettings,
): Coroutine<Process> {
  requireOptions(what, settings, { ...subprocessOptions, limit: anything });
  const { limit = defaultLimit, ...rest } = settings;
  requireLimit(limit);
  return started(spawnRequest(what, command, rest, "inherit"), limit);
}

const started = coroutine(function* createSubprocess(
  request: SpawnRequest,
  limit: number,
): Generator<Wait, Process, void> {
  const [transport, protocol] = yield* startChild(() => new SubprocessStreamProtocol(limit), request);
  return new Process(transport, protocol as SubprocessStreamProtocol);
});
