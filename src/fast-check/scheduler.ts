import * as fc from "fast-check";
import { aFunction } from "../core/arguments/kind.ts";
import { type Options, requireOptions } from "../core/arguments/require-options.ts";
import { fifo, type Strategy } from "../core/contracts/strategy.ts";
import { ValueError } from "../core/errors/value-error.ts";
import { searchOf } from "../explore/search-of.ts";
import { coverageOf } from "../explore/strategies/coverage-guided/covered.ts";
import { random } from "../explore/strategies/random.ts";
import type { SearchStrategy } from "../explore/strategies/search.ts";
import { pickingScheduler } from "./picking-scheduler.ts";

/**
 * `fc.scheduler()` with strategies and shrinking: a property that uses it changes its import, and nothing else.
 *
 * The value is fast-check's own scheduler. It asks a strategy which of the scheduled tasks is released next, where fast-check draws a number.
 * After a failure the order shrinks with the other inputs, towards the one in which the tasks were scheduled. The counterexample is printed as
 * fast-check does: `fc.schedulerFor` replays it.
 *
 * @throws {TypeError} If an option has the wrong type.
 * @throws {ValueError} If an option is unknown, or the executions of the strategy depend on each other: fast-check replays one value
 *   by its seed and path.
 * @see {@link https://fast-check.dev/docs/advanced/race-conditions/ | fast-check: race conditions detection}
 *
 * @example
 * ```ts
 * const lostUpdate = fc.asyncProperty(scheduler({ strategy: pct({ depth: 2 }) }), async (s) => {
 *   let stored = 0;
 *   const read = s.scheduleFunction(async () => stored);
 *   const write = s.scheduleFunction(async (value: number) => void (stored = value));
 *   const deposit = async () => write((await read()) + 1);
 *   await s.waitFor(Promise.all([deposit(), deposit()]));
 *   assert.equal(stored, 2);
 * });
 * const { failed } = await fc.check(lostUpdate);
 * assert.ok(failed);
 * ```
 */
export function scheduler<TMetaData = unknown>(
  settings: SchedulerSettings = {},
): fc.Arbitrary<fc.Scheduler<TMetaData>> {
  requireOptions("scheduler()", settings, schedulerOptions);
  const { strategy = random(), act = (f) => f() } = settings;
  const search = searchOf(strategy, 0, "any-order");
  const { name, strongest = "proof" } = search;
  const draws = strongest === "sample" || strongest === "pct";
  if (draws && coverageOf(search) === undefined) return new SchedulerArbitrary<TMetaData>(strategy, { act });
  throw new ValueError(
    `Invalid strategy: the executions of ${name} depend on each other`,
    "use random(), pos(), urw() or pct(), whose executions can be replayed one by one",
  );
}

/** Options of `scheduler()`. */
export interface SchedulerSettings extends Partial<fc.SchedulerConstraints> {
  /** Which of the scheduled tasks is released next. Default: `random()`, as in fast-check. */
  readonly strategy?: SearchStrategy | undefined;
}

const schedulerOptions: Options<SchedulerSettings> = { strategy: aFunction, act: aFunction };

/** Generates schedulers, and shrinks them without a run: fast-check replays a path of shrinks so. */
class SchedulerArbitrary<TMetaData> extends fc.Arbitrary<fc.Scheduler<TMetaData>> {
  readonly #strategy: SearchStrategy;
  readonly #constraints: fc.SchedulerConstraints;

  constructor(strategy: SearchStrategy, constraints: fc.SchedulerConstraints) {
    super();
    this.#strategy = strategy;
    this.#constraints = constraints;
  }

  generate(mrng: fc.Random): fc.Value<fc.Scheduler<TMetaData>> {
    return this.#valueOf({ seed: mrng.nextInt(), expected: 2 ** mrng.nextInt(1, mostExpected) });
  }

  canShrinkWithoutContext(_value: unknown): _value is fc.Scheduler<TMetaData> {
    return false;
  }

  shrink(_: fc.Scheduler<TMetaData>, context: unknown): fc.Stream<fc.Value<fc.Scheduler<TMetaData>>> {
    const order = context as Order;
    return fc.stream(fewer(order.followed)).map((followed) => this.#valueOf({ ...order, followed }));
  }

  #valueOf(order: Order): fc.Value<fc.Scheduler<TMetaData>> {
    return new fc.Value(this.#scheduler(order), order);
  }

  /** A scheduler at its beginning. */
  #scheduler(order: Order): fc.Scheduler<TMetaData> {
    const made = pickingScheduler<TMetaData>(strategyOf(this.#strategy, order), this.#constraints);
    return Object.assign(made, { [fc.cloneMethod]: () => this.#scheduler(order) });
  }
}

/** Where an order comes from. */
interface Order {
  readonly seed: number;
  /** How many choices the strategy is told to expect: some ask how long a program is. */
  readonly expected: number;
  /** The choices, counted from 0, at which the strategy decides: elsewhere the first task goes. Undefined: all. */
  readonly followed?: readonly number[];
}

/** The most choices that a strategy is told to expect, as a power of two. */
const mostExpected = 6;
/** The longest beginning of an order that shrinking tries, in choices. */
const longest = 4_096;

function strategyOf(strategy: SearchStrategy, { seed, expected, followed }: Order): Strategy {
  const search = strategy({ seed, level: "any-order" });
  search.next();
  search.ended({ kind: "passed", taken: Array.from({ length: expected }, () => 0) }); // the default order, say
  const decides = search.next() ?? fifo;
  if (followed === undefined) return decides;
  const positions = new Set(followed);
  let position = 0;
  return {
    choose(point) {
      const taken = decides.choose(point);
      return positions.has(position++) ? taken : 0;
    },
  };
}

/** What shrinking tries: beginnings, then without a half, a quarter and so on. */
function* fewer(followed: readonly number[] | undefined): Generator<readonly number[], void, void> {
  if (followed === undefined) {
    yield [];
    for (let length = 1; length <= longest; length *= 2) yield Array.from({ length }, (_, position) => position);
    return;
  }
  for (let size = followed.length; size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < followed.length; from += size) yield followed.toSpliced(from, size);
  }
}
