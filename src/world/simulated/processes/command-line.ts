import { ValueError } from "../../../core/errors/value-error.ts";

/** What a command line of a simulated shell says: pipelines, each with the condition under which it runs. */
export interface CommandLine {
  readonly condition: ";" | "&&" | "||";
  /** The words of each command. */
  readonly pipeline: readonly (readonly string[])[];
}

/**
 * Read a command line: words, quotes, `|`, `;`, `&&` and `||`.
 *
 * @throws {ValueError} If it holds anything else, or a command is missing.
 */
export function parseCommandLine(text: string): readonly CommandLine[] {
  const lines: { condition: CommandLine["condition"]; pipeline: string[][] }[] = [{ condition: ";", pipeline: [[]] }];
  let at = 0;
  while (at < text.length) {
    const token = nextToken(text, at);
    at += token.length;
    const line = lines.at(-1);
    const command = line?.pipeline.at(-1);
    if (token.word !== undefined) {
      command?.push(token.word);
    } else if (token.operator !== undefined) {
      if (command?.length === 0) throw refused(text, `no command before ${token.operator}`);
      if (token.operator === "|") line?.pipeline.push([]);
      else lines.push({ condition: token.operator, pipeline: [[]] });
    }
  }
  const last = lines.at(-1);
  if (last?.condition === ";" && lines.length > 1 && last.pipeline[0]?.length === 0) lines.pop(); // a ; at the end
  if (lines.at(-1)?.pipeline.at(-1)?.length === 0) throw refused(text, "no command at its end");
  return lines;
}

/** A word, an operator or blanks, and how many characters it takes. */
interface Token {
  readonly length: number;
  readonly word?: string;
  readonly operator?: "|" | CommandLine["condition"];
}

function nextToken(text: string, at: number): Token {
  const [blanks] = matchAt(/[ \t\n]+/y, text, at) ?? [];
  if (blanks !== undefined) return { length: blanks.length };
  const [operator] = matchAt(/\|\||&&|\||;/y, text, at) ?? [];
  if (operator !== undefined) return { length: operator.length, operator: operator as "|" };
  let word = "";
  let end = at;
  for (;;) {
    const part = matchAt(wordPart, text, end);
    if (part === undefined) break;
    const [whole, plain, single, double, escaped] = part;
    word += plain ?? single ?? double?.replace(/\\(["\\$`])/g, "$1") ?? escaped ?? "";
    end += whole.length;
  }
  if (end === at) throw refused(text, `it does not know ${JSON.stringify(text[at])}`);
  return { length: end - at, word };
}

/** Plain characters, 'in quotes', "in double quotes", or one behind a backslash. */
const wordPart = /([^\s|;&<>()$`\\"'*?[\]#~{}!]+)|'([^']*)'|"((?:[^"\\$`]|\\[^])*)"|\\([^\n])/y;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  const sticky = new RegExp(pattern);
  sticky.lastIndex = at;
  return sticky.exec(text) ?? undefined;
}

function refused(text: string, reason: string): ValueError {
  return new ValueError(
    `Cannot run ${JSON.stringify(text)} in the simulated shell: ${reason}`,
    'it knows words, quotes, |, ;, && and ||; for more, register a program `sh`, which gets ["-c", command]',
  );
}
