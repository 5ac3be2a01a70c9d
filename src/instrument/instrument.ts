import { SourceMap as NodeSourceMap, type SourceMapPayload } from "node:module";
import { fileURLToPath } from "node:url";
import { matches, requirePatterns } from "./matches.ts";
import { runtimeUrl } from "./runtime-url.ts";
import { transform } from "./transform/transform.ts";

/**
 * A plugin for `vitest.config.ts`, or any Vite, by which modules tell what they read and write: properties, elements of arrays, Maps and
 * Sets, and variables that several functions share. Reports then show the conflicting accesses of a race without `watch()`, and at
 * `any-order` every `await` of these modules is a choice point. Outside of explored runs the modules do what they always do.
 *
 * It needs the packages oxc-parser and magic-string.
 *
 * @throws {TypeError} If a pattern is neither a text nor a regular expression, or an option has the wrong type.
 * @throws {ValueError} If an option is unknown.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { instrument } from "timeloom/instrument";
 *
 * const plugin = instrument({ include: [/[/]src[/]/] });
 * assert.equal(plugin.name, "timeloom/instrument");
 * ```
 */
export function instrument(settings: InstrumentSettings = {}): InstrumentPlugin {
  const patterns = requirePatterns(settings);
  return {
    name: "timeloom/instrument",
    transform(this: TransformContext, code, id) {
      const file = id.replace(/[?#].*$/, "");
      if (!matches(file, patterns)) return undefined;
      return transform(code, file, { runtime: fileURLToPath(runtimeUrl), original: originalOf(this, file) });
    },
  };
}

/** Which modules tell what they touch. */
export interface InstrumentSettings {
  /** Parts of paths, or regular expressions on them; a module must match one. Default: all modules outside of `node_modules`. */
  readonly include?: readonly (string | RegExp)[] | undefined;
  /** Modules that match one of these are left as they are. Default: none. */
  readonly exclude?: readonly (string | RegExp)[] | undefined;
}

/** A plugin of Vite. */
export interface InstrumentPlugin {
  readonly name: string;
  /** Runs after TypeScript and JSX have become JavaScript. */
  transform(this: TransformContext, code: string, id: string): { code: string; map: object } | undefined;
}

/** What Vite gives a plugin. */
interface TransformContext {
  getCombinedSourcemap?(): object;
}

/** Where positions were before others changed the module. */
function originalOf(context: TransformContext, file: string): Parameters<typeof transform>[2]["original"] {
  const payload = context.getCombinedSourcemap?.() as SourceMapPayload | undefined;
  if (payload === undefined || payload.mappings === "") return undefined;
  const map = new NodeSourceMap(payload);
  return (line, column) => {
    const entry = map.findEntry(line - 1, column);
    return "originalLine" in entry ? { line: entry.originalLine + 1, column: entry.originalColumn, file } : undefined;
  };
}
