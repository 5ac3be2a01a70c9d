import { dpor, random, type SearchStrategy } from "#testing";
import { choosing } from "./choosing.ts";
import type { Program } from "./program.ts";
import { cost, microseconds, milliseconds, nanoseconds, node, type Row, speed, value } from "./workload.ts";

const fastCheck = "fast-check";

/** Bugs whose corrected programs have 200 classes or more: with fewer, to begin a search costs as much as to search. */
const manyClasses = [
  "two-stage-10",
  "reorder-5",
  "reorder-10",
  "reorder-20",
  "philosophers-5",
  "philosophers-7",
  "work-stealing-queue",
  "safe-stack",
  "lock-lost-wakeup",
  "lock-two-owners",
  "semaphore-barging",
  "condition-notify-lost",
  "queue-item-lost",
  "mkdirp",
  "get-port",
  "double-init",
];

/** What a search costs: whole orders, single choices, segments of a simulated network. */
export const exploreRows: readonly Row[] = [
  {
    name: "explore-3x5-generator",
    title: "Random orders of 3 generator actors of 5 steps, per run",
    unit: microseconds,
    subjects: [
      node(
        "gen",
        200_000, // each subject runs for about a second
        async () => (await import("./timeloom/explore.ts")).gen,
        speed(fastCheck, ">=", 16),
        speed("waitAll"),
      ),
      node(fastCheck, 15_000, async () => (await import("./fast-check/scheduler.ts")).waitFor),
      node("waitAll", 60_000, async () => (await import("./fast-check/scheduler.ts")).waitAll),
    ],
  },
  {
    name: "explore-3x5-async",
    title: "Random orders of 3 async actors of 5 steps, per run",
    unit: microseconds,
    subjects: [
      node(
        "async",
        30_000,
        async () => (await import("./timeloom/explore.ts")).native,
        speed(fastCheck, ">=", 2.2),
        speed("waitAll"),
      ),
      node(fastCheck, 15_000, async () => (await import("./fast-check/scheduler.ts")).waitFor),
      node("waitAll", 60_000, async () => (await import("./fast-check/scheduler.ts")).waitAll),
    ],
  },
  {
    name: "explore-closures",
    title: "Random orders of 3 generator actors at a lock, per run",
    unit: microseconds,
    subjects: [
      node("closures", 20_000, async () => (await import("./timeloom/explore.ts")).closures, cost("outside")),
      node("outside", 60_000, async () => (await import("./timeloom/explore.ts")).outside),
    ],
  },
  {
    name: "choices-ready",
    title: "A step with 10, 100 or 1,000 tasks that may go next, by each strategy",
    unit: nanoseconds,
    subjects: choosing(async () => (await import("./timeloom/choices.ts")).ready),
  },
  {
    name: "choices-outstanding",
    title: "A simulated call with 10, 100 or 1,000 of them outstanding, by each strategy",
    unit: nanoseconds,
    subjects: choosing(async () => (await import("./timeloom/choices.ts")).outstanding),
  },
  byClasses("suite", "The corrected programs of the suite with at least 200 classes", manyClasses, 0.5),
  ...["work-stealing-queue", "reorder-20", "philosophers-7", "mkdirp", "safe-stack"].map((id) => {
    return byClasses(id, `The corrected program of ${id}`, [id]);
  }),
  {
    name: "history",
    title: "A history of 1,000 operations on ten keys, judged by linearizable()",
    unit: milliseconds,
    subjects: [
      node("passes", 1_000, async () => (await import("./timeloom/history.ts")).passes, value("<=", 1_000)),
      node("fails", 1_000, async () => (await import("./timeloom/history.ts")).fails, value("<=", 1_000)),
    ],
  },
  {
    name: "segments",
    title: "Segments over a simulated network, one after the other, from one generator to another",
    unit: nanoseconds,
    subjects: [
      node("arrivals", 200_000, async () => (await import("./timeloom/segments.ts")).arrivals, value("<=", 5_000)),
      node("latency", 200_000, async () => (await import("./timeloom/segments.ts")).timers, value("<=", 5_000)),
    ],
  },
];

/** What an execution of `dpor()` costs beside one of `random()`: those of `dpor()` may be longer. */
function byClasses(name: string, title: string, ids: readonly string[], atLeast?: number): Row {
  const load = async (): Promise<(ids: readonly string[], strategy: () => SearchStrategy) => Program> =>
    (await import("./timeloom/by-classes.ts")).corrected;
  return {
    name: `dpor-${name}`,
    title: `${title}, per execution`,
    unit: microseconds,
    subjects: [
      node("random", 15_000, async () => (await load())(ids, random)),
      node(
        "dpor",
        15_000,
        async () => (await load())(ids, () => dpor({ allDeclared: true })),
        speed("random", ">=", atLeast),
      ),
    ],
  };
}
