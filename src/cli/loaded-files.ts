import { type FSWatcher, readFileSync, watch } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** Files whose changes matter. Their folders are watched: an editor may replace a file instead of writing it. */
export class LoadedFiles {
  /** What each file held when it was loaded or has changed last; undefined if it is gone. */
  readonly #texts = new Map<string, string | undefined>();
  readonly #folders = new Map<string, FSWatcher>();
  #changed: (path: string) => void = () => undefined;

  get size(): number {
    return this.#texts.size;
  }

  /** @param changed - Called with the path of a file that holds something else than before. */
  onChange(changed: (path: string) => void): void {
    this.#changed = changed;
  }

  /** Watch a file of the user. @param loaded - Its path or URL; packages, Node and timeloom itself are left out */
  add(loaded: string): void {
    const path = pathOf(loaded);
    if (path === undefined || this.#texts.has(path) || isForeign(path)) return;
    this.#texts.set(path, textOf(path));
    const folder = dirname(path);
    if (this.#folders.has(folder)) return;
    this.#folders.set(
      folder,
      watch(folder, (_, name) => this.#look(folder, name)),
    );
  }

  close(): void {
    for (const watcher of this.#folders.values()) watcher.close();
    this.#folders.clear();
  }

  /** One change of a file is told several times, and an empty file is about to be written. */
  #look(folder: string, name: string | null): void {
    const paths =
      name === null ? [...this.#texts.keys()].filter((path) => dirname(path) === folder) : [join(folder, name)];
    for (const path of paths) {
      const text = textOf(path);
      if (!this.#texts.has(path) || text === undefined || text === "" || text === this.#texts.get(path)) continue;
      this.#texts.set(path, text);
      this.#changed(path);
    }
  }
}

/** timeloom's own folder. */
const own = resolve(fileURLToPath(import.meta.url), "../..") + sep;

/** What `importBundled()` writes and removes. */
const bundle = /[\\/]\.[^\\/]+\.\d+\.mjs$/;

function isForeign(path: string): boolean {
  return path.startsWith(own) || path.includes(`${sep}node_modules${sep}`) || bundle.test(path);
}

function pathOf(loaded: string): string | undefined {
  if (loaded.startsWith("file:")) return fileURLToPath(loaded);
  return /^[a-z]{2,}:/.test(loaded) ? undefined : loaded;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
