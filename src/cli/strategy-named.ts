import { list } from "../core/arguments/list.ts";
import { strategies } from "../explore/strategies/strategies.ts";
import type { SearchStrategy } from "../explore/strategies/search.ts";
import { UsageError } from "./usage-error.ts";

/** The strategy with a name such as `pct:3`. @throws {UsageError} If no strategy has this name. */
export function strategyNamed(text: string): SearchStrategy {
  const [name = "", number] = text.split(":");
  const found = strategies.find((strategy) => strategy.name === name);
  if (found !== undefined) return found.make(number === undefined ? undefined : Number(number));
  throw new UsageError(`Cannot explore: there is no strategy ${JSON.stringify(text)}`, `use ${strategyNames()}`);
}

/** The names of all strategies, with an example number where one may follow. */
export function strategyNames(): string {
  return list(
    strategies.map(({ name, example }) => (example === undefined ? name : `${name}:${example}`)),
    "or",
  );
}
