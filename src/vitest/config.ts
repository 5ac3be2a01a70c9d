import { fileURLToPath } from "node:url";

/**
 * A plugin for `vitest.config.ts` that fakes the globals before anything else of a test file is loaded, setup files included: code that
 * keeps `setTimeout` or `promisify(setTimeout)` for itself at the top of a module is on loop time inside of the tests of `timeloom/vitest`. Outside
 * of virtual loops, and in the tests of vitest, the fakes are the real thing.
 *
 * With projects, each project that wants it has it among its own `plugins`.
 *
 * @example
 * ```ts
 * import { timeloom } from "timeloom/vitest/config";
 * import { defineConfig } from "vitest/config";
 *
 * export default defineConfig({ plugins: [timeloom()] });
 * ```
 */
export function timeloom(): VitestPlugin {
  return { name: "timeloom", enforce: "pre", config: (config) => prepare(config) };
}

/** A plugin of Vite, of which vitest is made. */
export interface VitestPlugin {
  readonly name: string;
  readonly enforce: "pre";
  readonly config: (config: object) => void;
}

/** The part of a configuration of vitest that this plugin changes. */
interface Config {
  test?: {
    setupFiles?: string | string[];
    server?: { deps?: { inline?: (string | RegExp)[] | true } };
  };
}

const setup = fileURLToPath(new URL("setup.js", import.meta.url));

/** Vite would put the setup file behind the user's own, if it merged them. */
function prepare(config: Config): void {
  const test = (config.test ??= {});
  test.setupFiles = [setup, ...[test.setupFiles ?? []].flat()];
  const deps = ((test.server ??= {}).deps ??= {});
  // vitest runs it for every file, also if files share a worker, only if Node has not loaded it.
  if (deps.inline !== true) deps.inline = [...(deps.inline ?? []), setup];
}
