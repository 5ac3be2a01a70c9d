import { Recoverable, type REPLEval, type REPLServer, start } from "node:repl";
import { inspect } from "node:util";
import { visible } from "../../core/visible.ts";
import * as timeloom from "../../index.ts";
import * as testing from "../../testing.ts";
import { Command } from "../command.ts";
import { readTyped, type Typed, Unfinished } from "./read-typed.ts";
import { TypedLine } from "./typed-line.ts";

/**
 * `timeloom repl`: a prompt whose lines run in one loop, with top-level `await`. Every export of `timeloom` and of
 * `timeloom/testing` is available by its name, and completed by the tab key. Ctrl-C ends a line that runs, and gives the prompt back. The
 * lines are kept in the file that `NODE_REPL_HISTORY` names, if it names one.
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
  let running: TypedLine | undefined;
  let closed = false; // a pipe ends before the answers come
  const inLoop: REPLEval = (code, _context, file, done) => {
    const typed = readOrError(code, file);
    if (typed instanceof Error) return done(typed, undefined);
    const show: Answer = (error, value) => (closed ? print(error, value) : done(error, value));
    const line = new TypedLine(runner, typed);
    lines = lines.then(() => {
      running = line;
      return answer(line, show).finally(() => (running = undefined));
    });
  };
  const server = start({ prompt: sign, terminal: process.stdout.isTTY, useGlobal: true, eval: inLoop });
  Object.assign(server.context, timeloom, testing);
  onCtrlC(server, () => running);
  const written = await remember(server);
  await new Promise<void>((resolve) => server.on("exit", resolve));
  closed = true;
  await lines;
  await closeOrLeave(runner);
  await written();
  return 0;
}

/** Let Ctrl-C interrupt the line that runs. If none does, it does what it does in Node's prompt. */
function onCtrlC(server: REPLServer, running: () => TypedLine | undefined): void {
  const otherwise = server.listeners("SIGINT");
  server.removeAllListeners("SIGINT");
  server.on("SIGINT", () => {
    const line = running();
    if (line !== undefined) line.interrupt();
    else for (const listener of otherwise) listener.call(server);
  });
}

/**
 * Keep what is typed in the user's file, as Node's prompt does. A pipe is not remembered.
 *
 * @returns a function that waits until the last line is written, which Node does a moment later
 */
async function remember(server: REPLServer): Promise<() => Promise<void>> {
  const file = process.env["NODE_REPL_HISTORY"]?.trim() ?? "";
  if (file === "" || !server.terminal) return () => Promise.resolve();
  const listeners = server.listenerCount("line");
  await new Promise<void>((resolve) => server.setupHistory(file, () => resolve()));
  if (server.listenerCount("line") === listeners) return () => Promise.resolve(); // it cannot be opened
  let isDue = false;
  let heard = (): void => undefined;
  server.on("line", () => (isDue = true));
  server.on("flushHistory", () => {
    isDue = false;
    heard();
  });
  return () => new Promise((resolve) => (isDue ? (heard = resolve) : resolve()));
}

/** Close the loop, or leave it as it is if a task waits for what never comes. */
async function closeOrLeave(runner: timeloom.Runner): Promise<void> {
  const idle = new Promise((resolve) => {
    process.once("beforeExit", resolve);
  });
  const closed = runner.close().catch((error: unknown) => {
    if (!(error instanceof timeloom.DeadlockError)) throw error;
  });
  await Promise.race([closed, idle]);
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

async function answer(line: TypedLine, show: Answer): Promise<void> {
  const ending = await line.run().catch((error: unknown) => ({ error }));
  if ("error" in ending) show(ending.error as Error, undefined);
  else show(null, ending.value);
}

/** Print a value or an error as Node's prompt does. */
function print(error: Error | null, value: unknown): void {
  console.log(error === null ? inspect(value) : visible(`Uncaught ${inspect(error)}`));
  process.stdout.write(sign);
}
