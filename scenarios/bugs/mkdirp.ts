import { gather } from "timeloom";
import { simulate } from "timeloom/testing";
import type { Bug } from "./bug.ts";

// FIFO order finds it: both callers look for the parent before either has made it.

export const bugs: readonly Bug[] = [
  {
    id: "mkdirp",
    title: "Two callers find that a directory is missing, both make it, and the second one fails",
    source: new URL("https://github.com/substack/node-mkdirp/pull/92"),
    tier: "T1",
    style: "node",
    buggy: mkdirp,
    fixed: mkdirpFixed,
  },
];

export default async function mkdirp(): Promise<void> {
  await program(checkAndMake);
}

export async function mkdirpFixed(): Promise<void> {
  await program(makeAnyway);
}

type Make = (files: FakeFiles, path: string) => Promise<void>;

async function program(make: Make): Promise<void> {
  const files = simulate(new FakeFiles());
  await gather(
    () => copy(files, "style.css", ["/out", "/out/css"], make),
    () => copy(files, "main.js", ["/out", "/out/js"], make),
  );
}

async function copy(files: FakeFiles, source: string, directories: readonly string[], make: Make): Promise<void> {
  await files.read(source);
  for (const path of directories) await make(files, path);
}

async function checkAndMake(files: FakeFiles, path: string): Promise<void> {
  if (!(await files.exists(path))) await files.mkdir(path);
}

async function makeAnyway(files: FakeFiles, path: string): Promise<void> {
  try {
    await files.mkdir(path);
  } catch (error) {
    if (!(error instanceof FileExistsError)) throw error;
  }
}

class FileExistsError extends Error {
  override readonly name = "FileExistsError";
}

class FakeFiles {
  readonly #directories = new Set<string>();

  async read(source: string): Promise<string> {
    return `content of ${source}`;
  }

  async exists(path: string): Promise<boolean> {
    return this.#directories.has(path);
  }

  async mkdir(path: string): Promise<void> {
    if (this.#directories.has(path)) throw new FileExistsError(`EEXIST: ${path} was made already`);
    this.#directories.add(path);
  }
}
