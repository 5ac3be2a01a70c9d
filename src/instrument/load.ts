import { readFileSync } from "node:fs";
import * as nodeModule from "node:module";
import { fileURLToPath } from "node:url";
import { env } from "node:process";
import { matches } from "./matches.ts";
import { runtimeUrl } from "./runtime-url.ts";
import { transform, type TransformSettings } from "./transform/transform.ts";

/** The hook of Node that loads modules: ES modules that match come out transformed. */
export async function load(
  url: string,
  context: nodeModule.LoadHookContext,
  next: NextLoad,
): Promise<nodeModule.LoadFnOutput> {
  const loaded = await next(url, context);
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
  const source = isTypeScript ? withoutTypes(text) : text;
  const own = mapIn(source, url);
  const result = transform(source, file, { runtime: runtimeUrl.href, original: own && originalIn(own) });
  if (result === undefined) return loaded;
  // No line is moved: the map of another tool stays right, line by line.
  const comment = own === undefined ? `\n//# sourceMappingURL=${result.map.toUrl()}` : "";
  return { ...loaded, format: "module", source: result.code + comment };
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

/** Types become spaces, so that positions stay. */
function withoutTypes(source: string): string {
  const { stripTypeScriptTypes } = nodeModule as { stripTypeScriptTypes?: (source: string) => string };
  return stripTypeScriptTypes === undefined ? source : stripTypeScriptTypes(source);
}

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
