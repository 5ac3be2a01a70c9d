import MagicString, { type SourceMap } from "magic-string";
import { parseSync } from "oxc-parser";
import { Inserter } from "./inserter.ts";
import { composedMap, type Place } from "./composed-map.ts";
import { Rewriter } from "./rewriter.ts";
import { Scopes } from "./scopes.ts";

/**
 * Let a module of JavaScript tell what it reads and writes.
 *
 * @param file - The name in reports.
 * @param settings.runtime - What the module imports the runtime from.
 * @param settings.original - Where a position, with a line from 1 and a column from 0, was before another tool changed the module.
 * @returns undefined if the module cannot be parsed, or has no code to tell about
 */
export function transform(
  source: string,
  file: string,
  settings: TransformSettings,
): { readonly code: string; readonly map: SourceMap } | undefined {
  const { program, errors } = parseSync(file, source, { sourceType: "module", lang: "js" });
  if (errors.length > 0 || program.body.length === 0) return undefined;
  const text = new MagicString(source);
  let name = "$timeloom";
  while (source.includes(name)) name += "$";
  const places = new PlaceTable(source, file, settings.original);
  new Rewriter(new Inserter(text, name, new Scopes(program), places, file)).rewrite(program);
  const { start } = program.body[0] as { start: number };
  text.appendLeft(
    source.startsWith("#!") ? start : 0,
    `import { runtime as ${name} } from ${JSON.stringify(settings.runtime)};`,
  );
  const own = { source: file, includeContent: true, hires: true };
  const { original, composes = false } = settings;
  return {
    code: text.toString(),
    map:
      composes && original !== undefined ? composedMap(text.generateDecodedMap(own), original) : text.generateMap(own),
  };
}

/** Whether `source` is no JavaScript, but TypeScript. */
export function hasTypes(source: string, file: string): boolean {
  const parses = (lang: "js" | "tsx"): boolean =>
    parseSync(file, source, { sourceType: "module", lang }).errors.length === 0;
  return !parses("js") && parses("tsx");
}

/** What the rewriting of a module needs to know. */
export interface TransformSettings {
  readonly runtime: string;
  readonly original?: ((line: number, column: number) => Place | undefined) | undefined;
  /** Whether the map leads to where positions were before the other tool, not to `source`. */
  readonly composes?: boolean;
}

/** Names positions of a module as `file:line:column`. */
class PlaceTable {
  readonly #starts: number[] = [0];
  readonly #file: string;
  readonly #original: TransformSettings["original"];

  constructor(source: string, file: string, original: TransformSettings["original"]) {
    for (let at = source.indexOf("\n"); at !== -1; at = source.indexOf("\n", at + 1)) this.#starts.push(at + 1);
    this.#file = file;
    this.#original = original;
  }

  of(position: number): string {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] as number) <= position) low = middle;
      else high = middle;
    }
    const own: Place = { line: low + 1, column: position - (this.#starts[low] as number) };
    const { line, column, file = this.#file } = this.#original?.(own.line, own.column) ?? own;
    return `${file}:${line}:${column + 1}`;
  }
}
