import { auto, delayBounded, exhaustive, fifoOnly, pct, pos, random, type SearchStrategy, urw } from "../testing.ts";
import { UsageError } from "./usage-error.ts";

const strategies: Readonly<Record<string, (number?: number) => SearchStrategy>> = {
  auto,
  delays: (delays) => delayBounded(delays === undefined ? {} : { delays }),
  exhaustive,
  fifo: fifoOnly,
  pct: (depth) => pct(depth === undefined ? {} : { depth }),
  pos,
  random,
  urw,
};

/** The strategy that is called `pct:3`. @throws {UsageError} If there is none of this name. */
export function strategyNamed(text: string): SearchStrategy {
  const [name = "", number] = text.split(":");
  const make = Object.hasOwn(strategies, name) ? strategies[name] : undefined;
  if (make === undefined) {
    throw new UsageError(
      `Cannot explore: there is no strategy ${JSON.stringify(text)}`,
      `use ${Object.keys(strategies).join(", ")}; pct:3 and delays:2 take a number`,
    );
  }
  return make(number === undefined ? undefined : Number(number));
}
