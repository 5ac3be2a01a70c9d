import { readFileSync } from "node:fs";
import * as nodeModule from "node:module";
import { fileURLToPath } from "node:url";
import { env, features } from "node:process";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import { matches } from "./matches.ts";
import { runtimeUrl } from "./runtime-url.ts";
import { hasTypes, transform, type TransformSettings } from "./transform/transform.ts";

/**
 * The hook of Node that loads modules: ES modules that match come out transformed.
 *
 * @throws {RuntimeError} If a module is TypeScript, and nobody removes its types.
 */
export async function load(
  url: string,
  context: nodeModule.LoadHookContext,
  next: NextLoad,
): Promise<nodeModule.LoadFnOutput> {
  const loaded = await loadedBy(next, url, context);
  const isTypeScript = (loaded.format as string) === "module-typescript";
  if (
    (loaded.format !== "module" && !isTypeScript) ||
    !url.startsWith("file:") ||
    loaded.source === undefined ||
    loaded.source === null
  ) {
    return loaded;
  }
  const file = fileURLToPath(url.replace(/[?#].*$/, ""));
  if (!matches(file, patterns)) return loaded;
  const text = typeof loaded.source === "string" ? loaded.source : new TextDecoder().decode(loaded.source);
  const source = isTypeScript ? withoutTypes(text, url) : text;
  const own = mapIn(source, url);
  const result = transform(source, file, {
    runtime: runtimeUrl.href,
    original: own && originalIn(own),
    composes: true,
  });
  if (result === undefined) {
    if (/[.]m?tsx?$/.test(file) && hasTypes(source, file)) throw noTypeScript(url);
    return loaded;
  }
  return { ...loaded, format: "module", source: `${result.code}\n//# sourceMappingURL=${result.map.toUrl()}` };
}

type NextLoad = (
  url: string,
  context: nodeModule.LoadHookContext,
) => nodeModule.LoadFnOutput | Promise<nodeModule.LoadFnOutput>;

/** `TIMELOOM_INSTRUMENT=/src/,!/src/generated/`: parts of paths, after a `!` those to leave out. */
const listed = (env["TIMELOOM_INSTRUMENT"] ?? "").split(",").filter((part) => part !== "");
const included = listed.filter((part) => !part.startsWith("!"));
const patterns = {
  include: included.length === 0 ? undefined : included,
  exclude: listed.filter((part) => part.startsWith("!")).map((part) => part.slice(1)),
};

async function loadedBy(
  next: NextLoad,
  url: string,
  context: nodeModule.LoadHookContext,
): Promise<nodeModule.LoadFnOutput> {
  try {
    return await next(url, context);
  } catch (error) {
    const isUnknown = (error as { readonly code?: unknown } | null)?.code === "ERR_UNKNOWN_FILE_EXTENSION";
    if (isUnknown && /[.][mc]?tsx?(?:[?#]|$)/.test(url)) throw noTypeScript(url, error);
    throw error;
  }
}

function noTypeScript(url: string, cause?: unknown): RuntimeError {
  const error = new RuntimeError(
    `Cannot load ${fileURLToPath(url.replace(/[?#].*$/, ""))}: nothing has removed its types`,
    "use Node 22.18 or later, or a tool that comes first: node --import tsx --import timeloom/instrument/register",
  );
  if (cause !== undefined) error.cause = cause;
  return error;
}

/** Types become spaces, so that positions stay; or all that is no JavaScript becomes JavaScript, if Node is asked for it. */
function withoutTypes(source: string, url: string): string {
  const { stripTypeScriptTypes } = nodeModule as { stripTypeScriptTypes?: StripTypes };
  if (stripTypeScriptTypes === undefined) return source;
  const { typescript } = features as { readonly typescript?: unknown };
  const settings = typescript === "transform" ? { mode: "transform", sourceMap: true, sourceUrl: url } : {};
  return stripTypeScriptTypes(source, settings);
}

type StripTypes = (source: string, settings: object) => string;

/** The source map that a module names. */
function mapIn(source: string, url: string): nodeModule.SourceMap | undefined {
  const address = /\n\/\/[#@] sourceMappingURL=(\S+)\s*$/.exec(source)?.[1];
  if (address === undefined) return undefined;
  try {
    const inline = /^data:application\/json[^,]*;base64,(.*)$/.exec(address)?.[1];
    const text = inline === undefined ? readFileSync(new URL(address, url), "utf8") : atob(inline);
    const payload = JSON.parse(text) as nodeModule.SourceMapPayload;
    const sources = payload.sources.map((from) => new URL(from, url).href);
    return new nodeModule.SourceMap({ ...payload, sources });
  } catch {
    return undefined; // a map that is not there maps nothing
  }
}

function originalIn(map: nodeModule.SourceMap): TransformSettings["original"] {
  return (line, column) => {
    const entry = map.findEntry(line - 1, column);
    if (!("originalLine" in entry)) return undefined;
    return { line: entry.originalLine + 1, column: entry.originalColumn, file: fileURLToPath(entry.originalSource) };
  };
}
