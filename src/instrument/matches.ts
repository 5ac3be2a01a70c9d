import { type Kind, listOf } from "../core/arguments/kind.ts";
import { requireOptions } from "../core/arguments/require-options.ts";
import { loadedFrom } from "../host/is-own-frame.ts";

/** Whether the module in `file` is to tell what it touches. Timeloom itself never is: its own accesses are told by hand. */
export function matches(file: string, { include, exclude = [] }: Patterns): boolean {
  if (file.startsWith("\0") || file.includes("virtual:") || isOwn(file)) return false;
  if (!/\.[cm]?[jt]sx?$/.test(file) || file.endsWith(".cjs") || file.endsWith(".cts")) return false;
  const fits = (pattern: string | RegExp): boolean =>
    typeof pattern === "string" ? file.includes(pattern) : file.search(pattern) !== -1;
  const isIncluded = include === undefined ? !/[/\\]node_modules[/\\]/.test(file) : include.some(fits);
  return isIncluded && !exclude.some(fits);
}

/** Parts of paths, or regular expressions on them. */
interface Patterns {
  readonly include?: readonly (string | RegExp)[] | undefined;
  readonly exclude?: readonly (string | RegExp)[] | undefined;
}

/**
 * @throws {TypeError} If a pattern is neither a text nor a regular expression, or an option has the wrong type.
 * @throws {ValueError} If an option is unknown.
 */
export function requirePatterns(settings: Patterns): Patterns {
  requireOptions("instrument()", settings, { include: patterns, exclude: patterns });
  return settings;
}

const patterns: Kind = listOf({
  text: "a string or a regular expression",
  hint: 'pass parts of paths, or regular expressions: ["/src/", /shop[.]ts$/]',
  fits: (value) => typeof value === "string" || value instanceof RegExp,
});

function isOwn(file: string): boolean {
  const folder = decodeURIComponent(loadedFrom.replace(/^file:\/\//, ""));
  return file.startsWith(`${folder}/dist/`);
}
