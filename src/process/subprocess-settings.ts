import { anything, trueOrFalse } from "../core/arguments/kind.ts";
import { describe } from "../core/arguments/describe.ts";
import { requireOptions, type Options } from "../core/arguments/require-options.ts";
import { requireWholeNumber } from "../core/arguments/require-number.ts";
import { typeError } from "../core/errors/type-error.ts";
import { ValueError } from "../core/errors/value-error.ts";
import type { SpawnRequest } from "./processes.ts";
import { requireStdio, type Stdio, type STDOUT } from "./stdio.ts";

/** Options of the functions that start a process. */
export interface SubprocessSettings {
  readonly stdin?: Stdio | undefined;
  readonly stdout?: Stdio | undefined;
  readonly stderr?: Stdio | typeof STDOUT | undefined;
  /** The working folder. Default: that of this process. */
  readonly cwd?: string | undefined;
  /** The environment variables, all of them. Default: those of this process. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** The user id that the child runs with. */
  readonly user?: number | undefined;
  /** The group id that the child runs with. */
  readonly group?: number | undefined;
  /** Whether the child leads a session of its own, so that Ctrl-C does not reach it. Default: false. */
  readonly startNewSession?: boolean | undefined;
}

/** The names of the options. */
export const subprocessOptions: Options<SubprocessSettings> = {
  stdin: anything,
  stdout: anything,
  stderr: anything,
  cwd: anything,
  env: anything,
  user: anything,
  group: anything,
  startNewSession: trueOrFalse,
};

/**
 * What to ask of the processes of the loop.
 *
 * @param program - The program, or a command line.
 * @param usual - Where the standard streams go by default.
 * @throws {TypeError} If the program, an argument, the folder or the environment is not text.
 * @throws {ValueError} If the program is empty, an option is unknown, or a stream goes nowhere.
 */
export function spawnRequest(
  what: string,
  { program, args, shell }: Pick<SpawnRequest, "program" | "args" | "shell">,
  settings: SubprocessSettings,
  usual: Stdio,
): SpawnRequest {
  requireOptions(what, settings, subprocessOptions);
  requireText(shell ? "command" : "program", program);
  if (program === "") throw new ValueError(`Invalid ${shell ? "command" : "program"}: ""`, "pass what to run");
  if (!Array.isArray(args)) throw typeError(`args must be a list, got ${describe(args)}`, '["-l", "/tmp"]');
  args.forEach((arg: unknown, i) => requireText(`args[${i}]`, arg));
  const { stdin = usual, stdout = usual, stderr = usual, cwd, env, user, group, startNewSession } = settings;
  requireStdio("stdin", stdin);
  requireStdio("stdout", stdout);
  requireStdio("stderr", stderr);
  if (cwd !== undefined) requireText("cwd", cwd);
  if (env !== undefined && (typeof env !== "object" || env === null)) {
    throw typeError(`env must be an object, got ${describe(env)}`, "{ ...process.env, NAME: value }");
  }
  if (user !== undefined) requireWholeNumber("user", user, 0, "1000");
  if (group !== undefined) requireWholeNumber("group", group, 0, "1000");
  return { program, args, shell, stdin, stdout, stderr, cwd, env, uid: user, gid: group, detached: startNewSession };
}

function requireText(name: string, value: unknown): asserts value is string {
  if (typeof value !== "string") throw typeError(`${name} must be a string, got ${describe(value)}`, "String(value)");
  if (value.includes("\0")) throw new ValueError(`Invalid ${name}: it holds a null byte`, "no program can take one");
}
