import assert from "node:assert/strict";
import { createSubprocessExec, PIPE, type Process, type StreamReader } from "#index";

/** Run a program to its end. @returns what it writes to its output @throws if its exit code is not `code` */
export async function outputOf(
  program: string,
  args: readonly string[],
  { input, code = 0 }: { readonly input?: Uint8Array | string; readonly code?: number } = {},
): Promise<Buffer> {
  const child = await createSubprocessExec(program, args, { stdin: PIPE, stdout: PIPE, stderr: PIPE, env });
  try {
    const [output, errors] = await child.communicate(Buffer.from(input ?? ""));
    assert.equal(child.returncode, code, `${program} ${args.join(" ")}\n${textOf(errors)}`);
    return Buffer.from(output ?? []);
  } finally {
    if (child.returncode === null) await killed(child);
  }
}

/**
 * Run `body` while a program serves, and end the program.
 *
 * @param ready - What a line of its output or errors looks like once it serves. `body` gets the first group.
 */
export async function whileServing(
  program: string,
  args: readonly string[],
  ready: { readonly stdout: RegExp } | { readonly stderr: RegExp },
  body: (group: string, child: Process) => PromiseLike<void>,
): Promise<void> {
  const child = await createSubprocessExec(program, args, { stdin: PIPE, stdout: PIPE, stderr: PIPE, env });
  try {
    const group = "stdout" in ready ? groupOf(ready.stdout, child.stdout) : groupOf(ready.stderr, child.stderr);
    await body(await group, child);
  } finally {
    await killed(child);
  }
}

/** The first group of the first line that matches. */
async function groupOf(ready: RegExp, output: StreamReader | null): Promise<string> {
  let said = "";
  for await (const line of output ?? []) {
    said += textOf(line);
    const match = ready.exec(textOf(line));
    if (match !== null) return match[1] ?? "";
  }
  throw new Error(`It does not serve, it says:\n${said}`);
}

async function killed(child: Process): Promise<void> {
  if (child.returncode === null) child.kill();
  await child.communicate();
}

function textOf(bytes: Uint8Array | null): string {
  return Buffer.from(bytes ?? []).toString();
}

/** nginx lies where the PATH of a user does not look. */
const env = { ...process.env, PATH: `${process.env["PATH"]}:/usr/sbin` };
