import { guardExit } from "../world/node/guard-exit.ts";
import { asText } from "../core/arguments/as-text.ts";
import { isPrintableError } from "../core/errors/is-printable-error.ts";
import { visibleLine } from "../core/visible.ts";
import { existsSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { isWorld } from "../loop/world.ts";
import type { Explorable, World } from "../testing.ts";
import type { Command } from "./command.ts";
import { importBundled } from "../search/programs/import-bundled.ts";
import { placeOfSyntaxError } from "./place-of-syntax-error.ts";
import type { UsageError } from "./usage-error.ts";

/**
 * The program that `file` exports as `name`, and the world that it exports as `world`, if it does.
 *
 * @throws {UsageError} If there is no such file or function, or the file cannot be loaded.
 */
export async function loadProgram(command: FileCommand, file: string, name: string): Promise<LoadedProgram> {
  if (!existsSync(file)) {
    throw command.errorAbout(file, "there is no such file", "pass its path from the current folder");
  }
  if (statSync(file).isDirectory()) {
    throw command.errorAbout(file, "it is a folder", "pass the path of the file that exports the program");
  }
  const module = await load(command, file);
  const found = module[name];
  const { world } = module;
  if (typeof found === "function") return { program: found as Explorable, world: isWorld(world) ? world : undefined };
  const functions = Object.keys(module).filter((key) => typeof module[key] === "function");
  throw command.errorAbout(
    file,
    `${found === undefined ? "it has no export" : "no function is exported as"} ${JSON.stringify(name)}`,
    functions.length === 0
      ? "export the program: export default async function () { … }"
      : `--export ${functions.join(", or --export ")}`,
  );
}

/** A program of a file. */
interface LoadedProgram {
  readonly program: Explorable;
  /** Its network, processes and workers. Undefined: a simulated world with one host. */
  readonly world: World | undefined;
}

/** The command that wants the program. */
type FileCommand = Pick<Command<object>, "errorAbout">;

async function load(command: FileCommand, file: string): Promise<Record<string, unknown>> {
  const hasEnded = guardExit(`loading ${file}`, (call) => new Error(`it called ${call}`));
  try {
    return (await unlessEndless(file, import(pathToFileURL(resolve(file)).href))) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof EndlessLoad) throw doesNotEnd(command, file);
    const { code = "" } = error as { readonly code?: string };
    const mayBeBundled = error instanceof SyntaxError || cannotRun.has(code); // `using`, for one, needs Node 24
    if (/\.[cm]?tsx?$/.test(file) && mayBeBundled) return await loadTypeScript(command, file, error);
    throw doesNotLoad(command, file, error);
  } finally {
    hasEnded();
  }
}

async function loadTypeScript(command: FileCommand, file: string, cause: unknown): Promise<Record<string, unknown>> {
  const module = await unlessEndless(file, importBundled(file)).catch((error: unknown) => {
    throw error instanceof EndlessLoad ? doesNotEnd(command, file) : doesNotLoad(command, file, error);
  });
  if (module === undefined) throw needsLoader(command, file, cause);
  return module;
}

/**
 * The value of `loading`, for which the user sees that the command waits.
 *
 * @throws {EndlessLoad} If nothing is left that could end it.
 */
async function unlessEndless<T>(file: string, loading: Promise<T>): Promise<T> {
  let giveUp = (): void => {};
  const endless = new Promise<never>((_resolve, reject) => {
    giveUp = () => reject(new EndlessLoad());
  });
  process.once("beforeExit", giveUp);
  const waits = setTimeout(
    () => console.error(`loading   ${visibleLine(file)}: an await at its top level goes on; Ctrl-C ends it`),
    patienceMs,
  ).unref();
  try {
    return await Promise.race([loading, endless]);
  } finally {
    clearTimeout(waits);
    process.removeListener("beforeExit", giveUp);
  }
}

/** An `await` at the top of a file waits for something that will never come. */
class EndlessLoad extends Error {}

/** Milliseconds of loading without a word about it. */
const patienceMs = 10_000;

function doesNotEnd(command: FileCommand, file: string): UsageError {
  return command.errorAbout(
    file,
    "it does not load: an await at its top level never ends",
    "wait inside the exported function: the promise is settled by nothing",
  );
}

function doesNotLoad(command: FileCommand, file: string, error: unknown): UsageError {
  if (isOfModule(error)) return isCommonJs(command, file, error);
  if (error instanceof SyntaxError) return breaksSyntax(command, file, error);
  const text = isPrintableError(error) ? (error.stack ?? error.message) : asText(error);
  return command.errorAbout(file, `it does not load: ${text}`, "the file has to load without an error", error);
}

function breaksSyntax(command: FileCommand, file: string, error: SyntaxError, hint?: string): UsageError {
  const place = placeOfSyntaxError(file);
  const problem = [`it does not load: SyntaxError: ${error.message}`, ...(place ?? [])].join("\n    ");
  const usual =
    place === undefined
      ? "a file that it imports breaks the syntax: node --check <file> says which"
      : "the file has to load without an error";
  return command.errorAbout(file, problem, hint ?? usual, error);
}

/** Node's error codes for TypeScript that it cannot run. */
const cannotRun: ReadonlySet<string> = new Set(["ERR_UNKNOWN_FILE_EXTENSION", "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX"]);

/** Whether Node has read `import` or `export` in a file that it takes for CommonJS, as it does by the word of a package.json. */
function isOfModule(error: unknown): boolean {
  return (
    error instanceof SyntaxError && /import statement outside a module|Unexpected token 'export'/.test(error.message)
  );
}

function isCommonJs(command: FileCommand, file: string, cause: unknown): UsageError {
  return command.errorAbout(
    file,
    "Node takes it for CommonJS, by the package.json of its folder, and it has import or export",
    `write "type": "module" into package.json (npm init writes "commonjs"), or name the file ${asModule(file)}`,
    cause,
  );
}

function asModule(file: string): string {
  return basename(file).replace(/[cm]?(?<language>[jt])s(?<x>x?)$/, "m$<language>s$<x>");
}

const orLoader =
  "compile it, install rolldown (vitest 4.1 brings it), or use a loader: node --import tsx node_modules/timeloom/dist/cli/main.js …";

function needsLoader(command: FileCommand, file: string, cause: unknown): UsageError {
  if (isOfModule(cause)) return isCommonJs(command, file, cause);
  const { typescript } = process.features as { readonly typescript?: string | false };
  const isRun = typescript !== undefined && typescript !== false;
  const { code = "" } = cause as { readonly code?: string };
  if (isRun && cause instanceof SyntaxError && !cannotRun.has(code)) {
    return breaksSyntax(command, file, cause, `mend it, or ${orLoader}`);
  }
  const problem = isRun
    ? `Node ${process.version} strips types only, and this file needs more`
    : `Node ${process.version} does not run TypeScript, as Node 22.18 and later do`;
  return command.errorAbout(file, problem, orLoader, cause);
}
