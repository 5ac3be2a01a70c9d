import { type ImportedProgram, importProgram } from "./import-program.ts";

/** Imports the programs of files, each once. */
export class ImportedPrograms {
  readonly #known = new Map<string, Promise<ImportedProgram>>();

  /** @throws {RuntimeError} If the file cannot be loaded, or exports no such function. */
  get(file: string, name: string): Promise<ImportedProgram> {
    const key = `${name} ${file}`;
    const known = this.#known.get(key) ?? importProgram(file, name);
    this.#known.set(key, known);
    return known;
  }
}
