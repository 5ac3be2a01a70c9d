import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { RuntimeError } from "../../core/errors/runtime-error.ts";
import type { Explorable } from "../../explore/explorable.ts";
import { isWorld, type World } from "../../loop/world.ts";
import { importBundled } from "./import-bundled.ts";

/**
 * The program that a file exports, and the world that the file exports as `world`, if it does.
 *
 * @throws {RuntimeError} If the file cannot be loaded, or exports no such function.
 */
export async function importProgram(file: string, name: string): Promise<ImportedProgram> {
  const module = await imported(file);
  const { [name]: program, world } = module;
  if (typeof program !== "function") {
    const functions = Object.keys(module).filter((key) => typeof module[key] === "function");
    throw new RuntimeError(
      `Cannot explore ${file}: no function is exported as ${JSON.stringify(name)}`,
      functions.length === 0 ? "export the program" : `export: ${functions.map((each) => `"${each}"`).join(" or ")}`,
    );
  }
  return { program: program as Explorable, world: isWorld(world) ? world : undefined };
}

/** A program of a file. */
export interface ImportedProgram {
  readonly program: Explorable;
  /** Its network, processes and workers. Undefined: a simulated world with one host. */
  readonly world: World | undefined;
}

async function imported(file: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(resolve(file)).href)) as Record<string, unknown>;
  } catch (cause) {
    const bundled = /\.[cm]?tsx?$/.test(file) && mayBeBundled(cause) ? await importBundled(file) : undefined;
    if (bundled !== undefined) return bundled;
    throw new RuntimeError(`Cannot explore ${file}: it does not load: ${String(cause)}`, "load it in Node by itself", {
      cause,
    });
  }
}

/** Whether a bundler may turn a TypeScript file that gives this error into one that Node can load. */
function mayBeBundled(error: unknown): boolean {
  return error instanceof SyntaxError || cannotRun.has((error as { readonly code?: string } | null)?.code ?? "");
}

/** Node's error codes for TypeScript that it cannot run. */
const cannotRun: ReadonlySet<string> = new Set(["ERR_UNKNOWN_FILE_EXTENSION", "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX"]);
