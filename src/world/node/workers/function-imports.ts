import { RuntimeError } from "../../../core/errors/runtime-error.ts";
import { typeError } from "../../../core/errors/type-error.ts";
import { importing } from "./importing.ts";

/** Imports functions by their module and name, in a worker; each once. */
export class FunctionImports {
  readonly #known = new Map<string, (...args: never[]) => unknown>();

  /**
   * @returns the function itself if it was imported before
   * @throws {RuntimeError} If the module cannot be imported.
   * @throws {TypeError} If it exports no such function.
   */
  get(module: string, name: string): ((...args: never[]) => unknown) | Promise<(...args: never[]) => unknown> {
    return this.#known.get(`${module} ${name}`) ?? this.#import(module, name);
  }

  async #import(module: string, name: string): Promise<(...args: never[]) => unknown> {
    const found = await importFunction(module, name);
    this.#known.set(`${module} ${name}`, found);
    return found;
  }
}

async function importFunction(module: string, name: string): Promise<(...args: never[]) => unknown> {
  let exports: Record<string, unknown>;
  try {
    exports = (await importing.run({ module }, () => import(module))) as Record<string, unknown>;
  } catch (cause) {
    throw new RuntimeError(`Cannot import ${module} in a worker: ${String(cause)}`, hintFor(module, cause), { cause });
  }
  const byName = exports[name];
  if (typeof byName === "function") return byName as () => unknown;
  const { default: main } = exports;
  if (typeof main === "function" && main.name === name) return main as () => unknown;
  throw typeError(
    `Cannot call ${name}() in a worker: ${module} exports no function of this name`,
    `write "export function ${name}", and pass the URL of that very module: exported(import.meta.url, ${name})`,
  );
}

function hintFor(module: string, cause: unknown): string {
  const { code } = (cause ?? {}) as { readonly code?: unknown };
  const isTypeScript = /\.[cm]?tsx?$/.test(module);
  if (isTypeScript && code === "ERR_UNKNOWN_FILE_EXTENSION") {
    return "this Node imports no TypeScript: use Node 22.18 or later, or pass the URL of the compiled module";
  }
  if (isTypeScript) {
    return 'Node imports TypeScript whose types it can strip, and whose imports name their files: import "./a.ts"';
  }
  return "a worker imports the module by Node, without the transforms of a test runner or bundler";
}
