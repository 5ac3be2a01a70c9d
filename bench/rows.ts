import { exploreRows } from "./explore-rows.ts";
import { socketRows } from "./socket-rows.ts";
import {
  bytes,
  cost,
  microseconds,
  milliseconds,
  nanoseconds,
  node,
  python,
  type Row,
  speed,
  value,
  virtualPerRealSecond,
} from "./workload.ts";

const cpython = "CPython";
const fakeTimers = "fake-timers";

/** Everything that is measured, in the order of the table. */
export const rows: readonly Row[] = [
  {
    name: "engine",
    title: "Floors of the engine, per operation",
    unit: nanoseconds,
    subjects: [
      node("generator next", 5_000_000, async () => (await import("./floor/engine.ts")).generatorNext),
      node("promise await", 2_000_000, async () => (await import("./floor/engine.ts")).promiseAwait),
      node("thenable await", 1_000_000, async () => (await import("./floor/engine.ts")).thenableAwait),
      node("timer heap 1M", 1_000_000, async () => (await import("./floor/timer-heap.ts")).timerHeap),
    ],
  },
  {
    name: "sleep-zero",
    title: "sleep(0) in one task, per sleep",
    unit: nanoseconds,
    subjects: [
      node("bare yield", 3_000_000, async () => (await import("./floor/sleep-zero.ts")).bareYield),
      node("native turn", 300_000, async () => (await import("./floor/sleep-zero.ts")).nativeTurn),
      node("drained turn", 300_000, async () => (await import("./floor/sleep-zero.ts")).drainedTurn),
      node(
        "gen",
        1_000_000,
        async () => (await import("./timeloom/sleep-zero.ts")).gen,
        cost("bare yield", "<=", 2.5),
        speed(cpython),
      ),
      node(
        "async",
        300_000,
        async () => (await import("./timeloom/sleep-zero.ts")).native,
        cost("native turn"),
        cost("drained turn", "<=", 1.5),
        speed(cpython),
      ),
      python(cpython, 200_000, "sleep_zero.py"),
    ],
  },
  {
    name: "sleep-chain",
    title: "sleep(0.001) one after the other in virtual time, per sleep",
    unit: nanoseconds,
    subjects: [
      node(
        "gen",
        500_000,
        async () => (await import("./timeloom/sleep-chain.ts")).gen,
        speed(fakeTimers),
        speed(cpython),
      ),
      node(
        "async",
        200_000,
        async () => (await import("./timeloom/sleep-chain.ts")).native,
        speed(fakeTimers),
        speed(cpython),
      ),
      node(fakeTimers, 20_000, async () => (await import("./fake-timers/sleeps.ts")).chain),
      python(cpython, 50_000, "sleep_chain.py"),
    ],
  },
  {
    name: "tasks",
    title: "1,000,000 trivial tasks in one TaskGroup",
    unit: milliseconds,
    subjects: [
      node("gen", 1_000_000, async () => (await import("./timeloom/tasks.ts")).gen, speed(cpython, ">=", 9)),
      node("async", 1_000_000, async () => (await import("./timeloom/tasks.ts")).native, speed(cpython, ">=", 4)),
      node(
        "gen eager",
        1_000_000,
        async () => (await import("./timeloom/tasks.ts")).genEager,
        cost("gen", "<", 0.6),
        speed("CPython eager"),
      ),
      node(
        "async eager",
        1_000_000,
        async () => (await import("./timeloom/tasks.ts")).nativeEager,
        cost("async"),
        speed("CPython eager"),
      ),
      python(cpython, 1_000_000, "tasks.py"),
      python("CPython eager", 1_000_000, "tasks_eager.py"),
    ],
  },
  {
    name: "random-sleeps",
    title: "100,000 tasks that sleep a random time",
    unit: milliseconds,
    subjects: [
      node(
        "gen",
        100_000,
        async () => (await import("./timeloom/random-sleeps.ts")).gen,
        speed(cpython, ">=", 5),
        speed(fakeTimers, ">", 1),
      ),
      node(
        "async",
        100_000,
        async () => (await import("./timeloom/random-sleeps.ts")).native,
        speed(cpython),
        speed(fakeTimers),
      ),
      node(fakeTimers, 100_000, async () => (await import("./fake-timers/sleeps.ts")).random),
      python(cpython, 100_000, "random_sleeps.py"),
    ],
  },
  {
    name: "call-soon",
    title: "A chain of 1,000,000 callSoon, per callback",
    unit: nanoseconds,
    subjects: [
      node("nextTick", 1_000_000, async () => (await import("./floor/engine.ts")).nextTick),
      node(
        "callSoon",
        1_000_000,
        async () => (await import("./timeloom/call-soon.ts")).callSoon,
        cost("nextTick"),
        speed(cpython),
      ),
      python(cpython, 500_000, "call_soon.py"),
    ],
  },
  {
    name: "queue",
    title: "200,000 items through a Queue(10)",
    unit: milliseconds,
    subjects: [
      node("gen", 200_000, async () => (await import("./timeloom/queue.ts")).gen, speed(cpython, ">", 1)),
      node("async", 200_000, async () => (await import("./timeloom/queue.ts")).native, speed(cpython, ">", 1)),
      python(cpython, 200_000, "bounded_queue.py"),
    ],
  },
  {
    name: "lock-free",
    title: "acquire and release of a free Lock, per pair",
    unit: nanoseconds,
    subjects: [
      node("gen", 1_000_000, async () => (await import("./timeloom/lock.ts")).freeGen, speed(cpython)),
      node("async", 500_000, async () => (await import("./timeloom/lock.ts")).freeNative, speed(cpython)),
      python(cpython, 500_000, "lock_free.py"),
    ],
  },
  {
    name: "lock-contended",
    title: "200,000 turns of 10 tasks at one Lock, held over a sleep(0)",
    unit: milliseconds,
    subjects: [
      node("gen", 200_000, async () => (await import("./timeloom/lock.ts")).contendedGen, speed(cpython, ">", 1)),
      node("async", 200_000, async () => (await import("./timeloom/lock.ts")).contendedNative, speed(cpython, ">", 1)),
      python(cpython, 200_000, "lock_contended.py"),
    ],
  },
  {
    name: "wait-for-expires",
    title: "waitFor(sleep(10), 0.001), per call",
    unit: nanoseconds,
    subjects: [
      node("gen", 100_000, async () => (await import("./timeloom/wait-for.ts")).expiresGen, speed(cpython, ">", 1)),
      node(
        "async",
        100_000,
        async () => (await import("./timeloom/wait-for.ts")).expiresNative,
        speed(cpython, ">", 1),
      ),
      python(cpython, 30_000, "wait_for_expires.py"),
    ],
  },
  {
    name: "wait-for-in-time",
    title: "waitFor(sleep(0.001), 10), per call",
    unit: nanoseconds,
    subjects: [
      node("gen", 100_000, async () => (await import("./timeloom/wait-for.ts")).inTimeGen, speed(cpython, ">", 1)),
      node("async", 100_000, async () => (await import("./timeloom/wait-for.ts")).inTimeNative, speed(cpython, ">", 1)),
      python(cpython, 30_000, "wait_for_in_time.py"),
    ],
  },
  {
    name: "ticks",
    title: "100 tasks of 3,600 sleep(2): virtual seconds per real second",
    unit: virtualPerRealSecond,
    subjects: [
      node(
        "gen",
        3_600,
        async () => (await import("./timeloom/ticks.ts")).gen,
        value(">", 60_000),
        speed(fakeTimers),
        speed(cpython),
      ),
      node(
        "async",
        3_600,
        async () => (await import("./timeloom/ticks.ts")).native,
        value(">", (nodeMajor) => (nodeMajor >= 24 ? 15_000 : 10_000)),
        speed(fakeTimers),
        speed(cpython),
      ),
      node(fakeTimers, 3_600, async () => (await import("./fake-timers/sleeps.ts")).ticks),
      python(cpython, 3_600, "ticks.py"),
    ],
  },
  ...exploreRows,
  {
    name: "fake-globals",
    title: "10,000 virtual runs of ten sleeps, per run",
    unit: microseconds,
    subjects: [
      node("plain", 10_000, async () => (await import("./timeloom/fake-globals.ts")).plain),
      node("faked", 10_000, async () => (await import("./timeloom/fake-globals.ts")).faked, cost("plain", "<=", 2)),
      node("faked each", 10_000, async () => (await import("./timeloom/fake-globals.ts")).fakedEach, cost("plain")),
      node("timers", 10_000, async () => (await import("./timeloom/fake-globals.ts")).timers, cost("plain")),
    ],
  },
  {
    name: "to-thread",
    title: "Calls of a few tenths of a millisecond in a thread, one after the other",
    unit: microseconds,
    subjects: [
      node("executor", 12_000, async () => (await import("./timeloom/to-thread.ts")).executor, cost("pool", "<=", 1.3)),
      node("pool", 12_000, async () => (await import("./timeloom/to-thread.ts")).pool),
    ],
  },
  {
    name: "memory",
    title: "100,000 tasks asleep, per task",
    unit: bytes,
    subjects: [
      node("gen", 100_000, async () => (await import("./timeloom/memory.ts")).gen, value("<=", 700)),
      node("async", 100_000, async () => (await import("./timeloom/memory.ts")).native, value("<=", 2_200)),
    ],
  },
  ...socketRows,
];
