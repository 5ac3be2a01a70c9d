import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

/** A ```ts block of a page or of a doc comment: a complete program, or one that takes its imports for granted. */
export interface Example {
  /** `README.md:12`: the file and the line of its first line. */
  readonly name: string;
  readonly code: string;
  /** What the ```output block below it shows; without one it prints nothing. */
  readonly output: string;
  /** Options of Node with which it runs in a process of its own: those of the ```sh block between the program and the output. */
  readonly options?: readonly string[];
}

/** The examples of a page, or of the doc comments of a source. */
export function examplesIn(file: string, text: string): Example[] {
  const lines = text.split("\n").map((line) => (file.endsWith(".ts") ? line.replace(/^ *\* ?/, "") : line));
  const examples: Example[] = [];
  for (const { language, start, content } of fencesIn(lines)) {
    if (language === "ts") examples.push({ name: `${file}:${start + 1}`, code: content, output: "" });
    const last = examples.at(-1);
    const options = language === "sh" ? /^node (--import \S+) \S+$/.exec(content)?.[1] : undefined;
    if (options !== undefined && last !== undefined) {
      examples.push({ name: `${file}:${start + 1}`, code: last.code, output: "", options: options.split(" ") });
    }
    if (language === "output" && last !== undefined) examples.splice(-1, 1, { ...last, output: content });
  }
  return examples;
}

interface Fence {
  readonly language: string;
  /** Index of the first line inside. */
  readonly start: number;
  readonly content: string;
}

function* fencesIn(lines: readonly string[]): Generator<Fence, void, void> {
  for (let at = 0; at < lines.length; at++) {
    const language = /^```(\w+)$/.exec(lines[at] ?? "")?.[1];
    if (language === undefined) continue;
    const start = at + 1;
    at = lines.indexOf("```", start);
    yield { language, start, content: lines.slice(start, at).join("\n") };
  }
}

/** What an example without imports may use: `assert`, `fc`, and every export of the entry points. */
function prelude(): string {
  const entries = {
    timeloom: "src/index.ts",
    "timeloom/testing": "src/testing.ts",
    "timeloom/fast-check": "src/fast-check/index.ts",
  };
  const imports = Object.entries(entries).flatMap(([entry, file]) => {
    const source = readFileSync(file, "utf8");
    const exports = [...source.matchAll(/^export (?<type>type )?\{(?<names>[^}]*)\}/gm)];
    const own = [...source.matchAll(/^export (?:async )?function (\w+)/gm)]
      .map(([, name]) => name)
      .filter((name, at, all) => all.indexOf(name) === at); // overloads
    const listed = exports.map(({ groups = {} }) => {
      const names = (groups["names"] ?? "").replaceAll(/\w+ as /g, "").replaceAll("\n", " ");
      return `import ${groups["type"] ?? ""}{${names}} from "${entry}";`;
    });
    return own.length === 0 ? listed : [...listed, `import { ${own.join(", ")} } from "${entry}";`];
  });
  return ['import assert from "node:assert/strict"; import fc from "fast-check";', ...imports].join(" ");
}

/**
 * Compile examples against the types and the build that ship.
 *
 * @returns the folder, and for each example the program in it
 * @throws {Error} With the compiler's output if one has a wrong type.
 */
export async function compile(
  examples: readonly Example[],
): Promise<{ folder: string; programs: ReadonlyMap<Example, string> }> {
  mkdirSync("build", { recursive: true });
  const folder = mkdtempSync(join("build", "examples-"));
  const standard = prelude();
  const programs = new Map<Example, string>();
  for (const example of examples) {
    const name = example.name.replaceAll(/[/.:]/g, "-");
    // On one line, so that the compiler's lines are those of the example and one more.
    const imports = /^import /m.test(example.code) ? "" : standard;
    writeFileSync(join(folder, `${name}.ts`), `${imports}\n${example.code}\n`);
    programs.set(example, join(folder, "out", `${name}.js`));
  }
  const emit = { rootDir: ".", outDir: "out", declaration: false, isolatedDeclarations: false };
  // A reader's library may be newer than ours, and the types of packages are for those who have a DOM.
  const compilerOptions = { ...emit, lib: ["es2024", "esnext.disposable"], skipLibCheck: true };
  const config = { extends: "../../tsconfig.json", compilerOptions, include: ["*.ts"], exclude: [] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  try {
    await promisify(execFile)(process.execPath, ["node_modules/typescript/bin/tsc", "-p", folder]);
  } catch (error) {
    const { stdout } = error as { stdout?: string };
    rmSync(folder, { recursive: true });
    throw new Error(`Cannot compile the examples:\n${stdout ?? String(error)}`, { cause: error });
  }
  return { folder, programs };
}
