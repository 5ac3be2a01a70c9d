import { Script } from "node:vm";

/**
 * Read what was typed at a prompt, with `await` wherever it may stand.
 *
 * What is declared together with an `await` becomes a property of the global object, so that the next line knows it.
 *
 * @throws {Unfinished} If it is not complete yet.
 * @throws {SyntaxError} If it is wrong.
 */
export function readTyped(code: string, file: string): Typed {
  const awaits = /\bawait\b/.test(code);
  const forms = awaits ? awaiting(code) : [`(${code.trim().replace(/;$/, "")}\n)`, code];
  let failure: unknown;
  for (const form of isDeclaration(code) ? forms.toReversed() : forms) {
    const script = compiled(form, file);
    if (script instanceof Script) {
      return {
        async run() {
          const value: unknown = script.runInThisContext();
          return { value: awaits ? await value : value };
        },
      };
    }
    if (failure === undefined || isUnfinished(script)) failure = script;
  }
  if (isUnfinished(failure)) throw new Unfinished();
  throw failure;
}

/** What a user typed goes on in the next line. */
export class Unfinished extends Error {
  override readonly name: string = "Unfinished";
}

/** `const { a } = …` at the start of what was typed: the keyword, what is declared, and the rest. */
const declaration = /^\s*(?:const|let|var)\s+(?<pattern>\{[^=]*\}|\[[^=]*\]|[\w$]+)\s*=(?!=)(?<value>[^]*)$/;

/** What was typed, ready to run. */
export interface Typed {
  /** Its value, in an object: a task is not to be awaited just because it was typed. */
  run(): Promise<{ readonly value: unknown }>;
}

/** A program, or what is wrong with it. */
function compiled(code: string, filename: string): unknown {
  try {
    return new Script(code, { filename });
  } catch (error) {
    return error;
  }
}

/** As an expression, as a declaration, as statements. */
function awaiting(code: string): string[] {
  const { pattern = "", value = "" } = declaration.exec(code)?.groups ?? {};
  const declared = pattern === "" ? [] : [`(async () => { (${pattern} = ${value.trim().replace(/;$/, "")}\n); })()`];
  return [...declared, `(async () => (${code.trim().replace(/;$/, "")}\n))()`, `(async () => { ${code}\n})()`];
}

/** What begins like this is declared rather than evaluated. */
function isDeclaration(code: string): boolean {
  return /^\s*(?:function|class)\b/.test(code);
}

/** The words of V8 for what may go on. */
function isUnfinished(error: unknown): boolean {
  return (
    error instanceof SyntaxError && /Unexpected end of input|Unterminated template|missing \) after/.test(error.message)
  );
}
