import { Script } from "node:vm";

/**
 * Compile code that a user typed at a prompt, with `await` at any place.
 *
 * A variable declared together with an `await` becomes a property of the global object, so that the next line knows it.
 *
 * @throws {Unfinished} If the code is not complete yet.
 * @throws {SyntaxError} If the code is wrong.
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

/** The code goes on in the next line. */
export class Unfinished extends Error {
  override readonly name: string = "Unfinished";
}

/** `const { a } = …` at the start of the code: the keyword, the declared pattern, and the rest. */
const declaration = /^\s*(?:const|let|var)\s+(?<pattern>\{[^=]*\}|\[[^=]*\]|[\w$]+)\s*=(?!=)(?<value>[^]*)$/;

/** Code from the prompt, ready to run. */
export interface Typed {
  /** The value of the code, inside an object: otherwise the promise would await a task that was typed. */
  run(): Promise<{ readonly value: unknown }>;
}

/** A compiled script, or the error. */
function compiled(code: string, filename: string): unknown {
  try {
    return new Script(code, { filename });
  } catch (error) {
    return error;
  }
}

/** Ways to read `code` that may compile: a declaration, an expression, statements. */
function awaiting(code: string): string[] {
  const { pattern = "", value = "" } = declaration.exec(code)?.groups ?? {};
  const declared = pattern === "" ? [] : [`(async () => { (${pattern} = ${value.trim().replace(/;$/, "")}\n); })()`];
  return [...declared, `(async () => (${code.trim().replace(/;$/, "")}\n))()`, `(async () => { ${code}\n})()`];
}

/** Whether `code` declares something and has no value. */
function isDeclaration(code: string): boolean {
  return /^\s*(?:function|class)\b/.test(code);
}

/** Whether V8 says that the code may go on. */
function isUnfinished(error: unknown): boolean {
  return (
    error instanceof SyntaxError && /Unexpected end of input|Unterminated template|missing \) after/.test(error.message)
  );
}
