import { list } from "../../core/arguments/list.ts";
import { ValueError } from "../../core/errors/value-error.ts";
import type { SearchStrategy } from "./search.ts";
import { strategies } from "./strategies.ts";

/**
 * The strategy with a name such as `pct:3`.
 *
 * @throws {ValueError} If no strategy has this name, or its number is wrong.
 */
export function strategyNamed(text: string): SearchStrategy {
  const [name = "", ...after] = text.split(":");
  const number = after.length === 0 ? undefined : after.join(":");
  const found = strategies.find((strategy) => strategy.name === name);
  if (found === undefined) throw new ValueError(`Invalid strategy: ${JSON.stringify(text)}`, `use ${strategyNames()}`);
  if (number === undefined) return found.make();
  if (found.example !== undefined && isNumber(number)) return found.make(Number(number));
  const wrong = found.example === undefined ? "takes no number" : "needs a number";
  const right = found.example === undefined ? name : `${name}:${found.example}`;
  throw new ValueError(`Invalid strategy: ${name} ${wrong}, got ${JSON.stringify(text)}`, `use ${right}`);
}

/** The names of all strategies, with an example number where one may follow. */
export function strategyNames(): string {
  return list(
    strategies.map(({ name, example }) => (example === undefined ? name : `${name}:${example}`)),
    "or",
  );
}

function isNumber(text: string): boolean {
  return text.trim() !== "" && !Number.isNaN(Number(text));
}
