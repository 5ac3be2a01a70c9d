import { Recoverable, type REPLEval, start } from "node:repl";
import { inspect } from "node:util";
import * as timeloom from "../index.ts";
import * as testing from "../testing.ts";
import { Command } from "./command.ts";
import { readTyped, type Typed, Unfinished } from "./read-typed.ts";

/**
 * `timeloom repl`: a prompt whose lines run in one loop, with top-level `await`. Every export of `timeloom` and of
 * `timeloom/testing` is available by its name.
 *
 * @returns the exit code, when the user has left
 * @throws {UsageError} If the arguments are wrong.
 */
export async function prompt(args: readonly string[]): Promise<number> {
  const { real = false } = command.parse(args).values;
  const runner = new timeloom.Runner(real ? {} : { loopFactory: testing.virtualLoop() });
  const time = real ? "the host's time" : "virtual time: it passes while a line is awaited, and only then";
  console.log(`timeloom, asyncio at a prompt, on ${time}. Leave with .exit`);
  let lines: Promise<unknown> = Promise.resolve(); // a pipe delivers its lines all at once
  let closed = false; // a pipe ends before the answers come
  const inLoop: REPLEval = (code, _context, file, done) => {
    const typed = readOrError(code, file);
    if (typed instanceof Error) return done(typed, undefined);
    const show: Answer = (error, value) => (closed ? print(error, value) : done(error, value));
    lines = lines.then(() => answer(runner, typed, show));
  };
  const server = start({ prompt: sign, terminal: process.stdout.isTTY, useGlobal: true, eval: inLoop });
  Object.assign(server.context, timeloom, testing);
  await new Promise<void>((resolve) => server.on("exit", resolve));
  closed = true;
  await lines;
  await runner.close();
  return 0;
}

const command = new Command("repl", { options: { real: { type: "boolean" } } });

/** Shown where the user types. */
const sign = "timeloom> ";

type Answer = Parameters<REPLEval>[3];

function readOrError(code: string, file: string): Typed | Error {
  try {
    return readTyped(code, file);
  } catch (error) {
    return error instanceof Unfinished ? new Recoverable(error) : (error as Error);
  }
}

async function answer(runner: timeloom.Runner, typed: Typed, show: Answer): Promise<void> {
  const ending = await runner.run(() => typed.run()).catch((error: unknown) => ({ error }));
  if ("error" in ending) show(ending.error as Error, undefined);
  else show(null, ending.value);
}

/** Print a value or an error as Node's prompt does. */
function print(error: Error | null, value: unknown): void {
  console.log(error === null ? inspect(value) : `Uncaught ${inspect(error)}`);
  process.stdout.write(sign);
}
