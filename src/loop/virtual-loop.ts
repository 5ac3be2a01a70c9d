import { type Options, requireOptions } from "../core/arguments/require-options.ts";
import { anObject, anything, objectWith } from "../core/arguments/kind.ts";
import { asText } from "../core/arguments/as-text.ts";
import { requireNumber, requireSeed } from "../core/arguments/require-number.ts";
import { type Level, requireLevel } from "../core/contracts/level.ts";
import type { Probe } from "../core/contracts/probe.ts";
import type { Strategy } from "../core/contracts/strategy.ts";
import { ValueError } from "../core/errors/value-error.ts";
import type { EventLoop } from "../core/event-loop.ts";
import { assemble } from "./assemble.ts";
import type { BaseEventLoop } from "./base-event-loop.ts";
import { JumpingClock } from "./clock/jumping-clock.ts";
import { clockOf, type VirtualClock } from "./clock/virtual-clock.ts";
import { AwaitedOutside, ForbiddenOutside } from "./outside/outside-work.ts";
import { forbiddenWorld, requireWorld, type World } from "./world.ts";
import { Choices } from "./scheduler/choices.ts";

/**
 * A factory of loops on virtual time: an hour of sleeps takes microseconds, and every run is the same.
 *
 * @throws {ValueError} If a limit is not a positive number.
 *
 * @example
 * ```ts
 * await run(async () => {
 *   await sleep(3600);
 *   assert.equal(getRunningLoop().time(), 3600);
 * }, { loopFactory: virtualLoop() });
 * ```
 */
export function virtualLoop(settings: VirtualLoopSettings = {}): () => BaseEventLoop {
  requireOptions("virtualLoop()", settings, options);
  const {
    strategy,
    level = "any-order",
    probe,
    seed = 0,
    io = "wait",
    clock,
    maxIterations = 10_000_000,
    maxTime = Infinity,
    world,
  } = settings;
  if (io !== "wait" && io !== "forbid") throw new ValueError(`Invalid io: ${asText(io)}`, 'use "wait" or "forbid"');
  requireLevel(level);
  requireSeed(seed);
  if (clock !== undefined) clockOf(clock);
  requireWorld(world);
  for (const [name, limit] of Object.entries({ maxIterations, maxTime })) {
    requireNumber(name, limit, (value) => value > 0, "pass a number above 0, or Infinity");
  }
  return () =>
    assemble({
      clock: clock === undefined ? new JumpingClock(0) : clockOf(clock),
      seed,
      choices: Choices.of(strategy, level),
      probes: [probe],
      outside: (loop) => (io === "wait" ? new AwaitedOutside(loop) : new ForbiddenOutside(loop)),
      maxIterations,
      maxTime,
      services: world?.services() ?? (io === "forbid" ? forbiddenWorld : undefined),
    });
}

const options: Options<VirtualLoopSettings> = {
  strategy: objectWith(
    "a strategy",
    ["choose"],
    "pass an object with choose(point), such as fifo, or explore(body, { strategy: random() })",
  ),
  level: anything,
  probe: anObject,
  seed: anything,
  clock: anything,
  io: anything,
  world: anything,
  maxIterations: anything,
  maxTime: anything,
};

/** Makes the loop that a run uses. */
export type LoopFactory = () => EventLoop;

/** Options of `virtualLoop()`. */
export interface VirtualLoopSettings {
  /** Picks where more than one thing may happen next. Default: first in, first out, as a real loop. */
  readonly strategy?: Strategy;
  /** What the strategy may reorder. Default: `"any-order"`. */
  readonly level?: Level;
  /** Watches the run. */
  readonly probe?: Probe | undefined;
  /** Seed of `loop.random()`. Default: 0. */
  readonly seed?: number;
  /** The clock, to hold time from a test. Default: a new one for every loop, that starts at 0. */
  readonly clock?: VirtualClock;
  /**
   * What happens when a task waits for the outside world, a file or a socket: virtual time waits for it too, or the run
   * fails and names the task. Default: `"wait"`.
   */
  readonly io?: "wait" | "forbid";
  /** The network, processes and workers of the loop. Default: the real ones, while which virtual time stands still. */
  readonly world?: World;
  /** Iterations after which a run is stopped with a StepLimitError. Default: 10,000,000. */
  readonly maxIterations?: number;
  /** Loop time, in seconds, after which a run is stopped with a StepLimitError. Default: no limit. */
  readonly maxTime?: number;
}
