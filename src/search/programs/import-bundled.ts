import { rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { threadId } from "node:worker_threads";

/**
 * Import a TypeScript file that this Node cannot run, with the project's own rolldown. Only the program's own files are
 * bundled; packages are not.
 *
 * @returns undefined if the project has no rolldown
 */
export async function importBundled(file: string): Promise<Record<string, unknown> | undefined> {
  const path = resolve(file);
  const bundler = await bundlerFor(path);
  if (bundler === undefined) return undefined;
  const bundle = await bundler.rolldown({
    input: path,
    platform: "node",
    transform: { target: `node${process.versions.node}` }, // this Node may not know `using`
    external: (id: string) => !id.startsWith(".") && !isAbsolute(id) && !id.startsWith(lowering),
    logLevel: "silent",
  });
  const { output } = await bundle.generate({
    dir: dirname(path),
    format: "esm",
    sourcemap: "inline",
    codeSplitting: false,
  });
  await bundle.close();
  // Beside the source file, so that imports of packages resolve as they do there.
  const target = join(dirname(path), `.${basename(path)}.${process.pid}.${threadId}.mjs`);
  writeFileSync(target, output[0]?.code ?? "");
  // As Node itself tells its parent under --watch.
  if (process.env["WATCH_REPORT_DEPENDENCIES"] !== undefined) process.send?.({ "watch:import": output[0]?.moduleIds });
  try {
    return (await import(pathToFileURL(target).href)) as Record<string, unknown>;
  } finally {
    rmSync(target);
  }
}

/** The part of rolldown that is used. */
interface Bundler {
  rolldown(settings: object): Promise<{
    generate(
      settings: object,
    ): Promise<{ readonly output: readonly { readonly code: string; readonly moduleIds: readonly string[] }[] }>;
    close(): Promise<void>;
  }>;
}

/** Where to look for rolldown: vitest brings vite, and vite brings rolldown. */
const ways: readonly (readonly string[])[] = [["rolldown"], ["vite", "rolldown"], ["vitest", "vite", "rolldown"]];

/** Lowered syntax imports its helpers from here: a part of rolldown, and no package of the project. */
const lowering = "@oxc-project/runtime/";

async function bundlerFor(path: string): Promise<Bundler | undefined> {
  for (const way of ways) {
    try {
      let from = path;
      for (const name of way) from = createRequire(from).resolve(name);
      return (await import(pathToFileURL(from).href)) as Bundler;
    } catch {
      // try the next way
    }
  }
  return undefined;
}
