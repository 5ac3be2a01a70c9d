import { isNumber } from "./command.ts";
import { list } from "../core/arguments/list.ts";
import { strategies } from "../explore/strategies/strategies.ts";
import type { SearchStrategy } from "../explore/strategies/search.ts";
import { UsageError } from "./usage-error.ts";

/** The strategy with a name such as `pct:3`. @throws {UsageError} If no strategy has this name, or its number is wrong. */
export function strategyNamed(text: string): SearchStrategy {
  const [name = "", ...after] = text.split(":");
  const number = after.length === 0 ? undefined : after.join(":");
  const found = strategies.find((strategy) => strategy.name === name);
  if (found === undefined) {
    throw new UsageError(`Cannot explore: there is no strategy ${JSON.stringify(text)}`, `use ${strategyNames()}`);
  }
  if (number === undefined) return found.make();
  if (found.example !== undefined && isNumber(number)) return found.make(Number(number));
  const wrong = found.example === undefined ? "takes no number" : "needs a number";
  const right = found.example === undefined ? name : `${name}:${found.example}`;
  throw new UsageError(`Cannot explore: strategy ${name} ${wrong}, got ${JSON.stringify(text)}`, `use ${right}`);
}

/** The names of all strategies, with an example number where one may follow. */
export function strategyNames(): string {
  return list(
    strategies.map(({ name, example }) => (example === undefined ? name : `${name}:${example}`)),
    "or",
  );
}
