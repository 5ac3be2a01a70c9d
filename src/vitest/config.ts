import { fileURLToPath } from "node:url";
import { type Options, requireOptions } from "../core/arguments/require-options.ts";

/**
 * A plugin for `vitest.config.ts` that fakes the globals before anything else of a test file is loaded, setup files included: code that
 * keeps `setTimeout` or `promisify(setTimeout)` for itself at the top of a module is on loop time inside of the tests of `timeloom/vitest`. Outside
 * of virtual loops, and in the tests of vitest, the fakes are the real thing.
 *
 * With projects, each project that wants it has it among its own `plugins`.
 *
 * @throws {TypeError} If an option has the wrong type.
 * @throws {ValueError} If an option is unknown.
 *
 * @example
 * ```ts
 * import { timeloom } from "timeloom/vitest/config";
 * import { defineConfig } from "vitest/config";
 *
 * export default defineConfig({ plugins: [timeloom()] });
 * ```
 */
export function timeloom(settings: TimeloomPluginSettings = {}): VitestPlugin {
  requireOptions("timeloom()", settings, pluginOptions);
  const { world } = settings;
  return { name: "timeloom", enforce: "pre", config: (config) => prepare(config, world) };
}

/** Options of the plugin. */
export interface TimeloomPluginSettings {
  /**
   * The world of all tests that choose none: `"simulated"` puts everybody's network code on a simulated network, inside of the tests of
   * `timeloom/vitest`. Default: `"real"`.
   */
  readonly world?: "real" | "simulated" | undefined;
}

const pluginOptions: Options<TimeloomPluginSettings> = {
  world: {
    text: '"real" or "simulated"',
    hint: 'timeloom({ world: "simulated" }); a file has a world of its own by createTest({ world })',
    fits: (value) => value === "real" || value === "simulated",
  },
};

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
    provide?: Record<string, unknown>;
    server?: { deps?: { inline?: (string | RegExp)[] | true } };
  };
}

/** What the tests ask vitest for. */
export const worldKey = "timeloom:world";

const setup = fileURLToPath(new URL("setup.js", import.meta.url));

/** Vite would put the setup file behind the user's own, if it merged them. */
function prepare(config: Config, world: TimeloomPluginSettings["world"]): void {
  const test = (config.test ??= {});
  test.setupFiles = [setup, ...[test.setupFiles ?? []].flat()];
  if (world !== undefined) test.provide = { ...test.provide, [worldKey]: world };
  const deps = ((test.server ??= {}).deps ??= {});
  // vitest runs it for every file, also if files share a worker, only if Node has not loaded it.
  if (deps.inline !== true) deps.inline = [...(deps.inline ?? []), setup];
}
