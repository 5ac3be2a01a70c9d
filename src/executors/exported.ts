import { describe, nameOf } from "../core/arguments/describe.ts";
import { typeError } from "../core/errors/type-error.ts";
import { ValueError } from "../core/errors/value-error.ts";

/**
 * Say where `work` is exported, so that a worker can import it: a worker has a heap of its own, to which functions cannot be sent.
 *
 * The name of the function must be the name of the export. Whether the module exports it shows when a worker runs it.
 *
 * @param module - The URL of the module that exports `work`: `import.meta.url` there.
 * @returns `work` itself, which executors now take
 * @throws {TypeError} If `work` is no function, or has no name, or `module` is no URL.
 * @throws {ValueError} If `module` is not the URL of a file, a package or a Node module.
 *
 * @example
 * ```ts
 * // hash.ts
 * export const hash = exported(import.meta.url, function hash(text: string) {
 *   return text.length;
 * });
 * // elsewhere: await toThread(hash, "text")
 * assert.equal(hash("text"), 4);
 * ```
 */
export function exported<F extends (...args: never[]) => unknown>(module: string | URL, work: F): Exported<F> {
  if (typeof work !== "function") throw typeError(`a function was expected, got ${describe(work)}`, usage);
  const name = nameOf(work);
  if (name === undefined) {
    throw typeError("Cannot name the function for a worker: it has no name", 'write "function hash(…) { … }"');
  }
  if (typeof module !== "string" && !(module instanceof URL)) {
    throw typeError(`module must be a URL, got ${describe(module)}`, usage);
  }
  const url = String(module);
  if (!/^(?:file|data|node):/.test(url)) {
    throw new ValueError(
      `Invalid module: ${describe(url)}`,
      "pass import.meta.url of the file that exports the function",
    );
  }
  origins.set(work, { module: url, name });
  return work as Exported<F>;
}

declare const isExported: unique symbol;

/** A function that workers can import. Made by `exported()`. */
export type Exported<F> = F & { readonly [isExported]: true };

/** Where a function comes from. */
export interface Origin {
  readonly module: string;
  readonly name: string;
}

const origins = new WeakMap<object, Origin>();
const usage = "exported(import.meta.url, hash)";

/** @throws {TypeError} If nobody has said where `work` is exported. */
export function originOf(work: unknown): Origin {
  const origin = typeof work === "function" ? origins.get(work) : undefined;
  if (origin !== undefined) return origin;
  if (typeof work !== "function") throw typeError(`a function was expected, got ${describe(work)}`, usage);
  throw typeError(
    `Cannot run ${describe(work)} in a worker: a worker has a heap of its own, and no closure can be sent there`,
    `export the function from a module and say where: exported(import.meta.url, ${nameOf(work) ?? "work"}); its arguments are sent`,
  );
}
