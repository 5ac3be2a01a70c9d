import { beforeAll, describe, expect, it } from "vitest";
import { freshPrograms, shrinkProgram } from "./arbitrary.ts";
import { runOnCPython } from "./oracle.ts";
import { PROGRAMS_PATH, readJsonLines } from "./program-file.ts";
import type { AwaitableKind, EventKind, ObjectKind, Outcome, Program, TraceRecord } from "./program.ts";
import { smallerPrograms } from "./shrinking.ts";
import { SUSPENDING_MAKERS } from "./writer/suspending-makers.ts";
import { SYNC_MAKERS } from "./writer/sync-makers.ts";

const OBJECT_KINDS: readonly ObjectKind[] = [
  "lock",
  "event",
  "future",
  "semaphore",
  "bounded_semaphore",
  "condition",
  "barrier",
  "queue",
  "lifo",
  "priority",
  "contextvar",
  "var",
];
const AWAITABLE_KINDS: readonly AwaitableKind[] = ["ref", "coro", "sleep", "shield", "gather", "wait_for"];
const EVENTS: readonly EventKind[] = [
  "enter",
  "exit",
  "begin",
  "end",
  "op",
  "raise",
  "skip",
  "caught",
  "finally",
  "entered",
  "item",
  "pred",
  "callback",
  "loop_exception",
  "deadlock",
];
const OUTCOMES: readonly Outcome[] = ["ok", "raised", "cancelled", "deadlock", "budget"];
const EXCEPTIONS = [
  "BrokenBarrierError",
  "CancelledError",
  "Error",
  "ExceptionGroup",
  "InvalidStateError",
  "QueueEmpty",
  "QueueFull",
  "QueueShutDown",
  "RuntimeError",
  "TimeoutError",
  "ValueError",
];

describe("500 fresh programs", () => {
  const programs = freshPrograms(500, 1);
  let records: TraceRecord[] = [];

  beforeAll(async () => {
    records = await runOnCPython(programs);
  }, 60_000);

  it("run every op", () => {
    const ops = new Set(records.flatMap(({ trace }) => trace.map(([, , , detail]) => detail?.[1])));
    const kinds = [...Object.keys(SUSPENDING_MAKERS), ...Object.keys(SYNC_MAKERS), "return"];
    expect(kinds).toHaveLength(66);
    expect(kinds.filter((kind) => !ops.has(kind))).toEqual([]);
  });

  it("hold every kind of object and awaitable", () => {
    const text = JSON.stringify(programs);
    const kinds = [...OBJECT_KINDS.map((kind) => `0","${kind}"`), ...AWAITABLE_KINDS.map((kind) => `["${kind}",`)];
    expect(kinds.filter((kind) => !text.includes(kind))).toEqual([]);
  });

  it("give every kind of event and outcome", () => {
    const events = new Set<string>(records.flatMap(({ trace }) => trace.map(([, , event]) => event)));
    const outcomes = new Set(records.map(({ outcome }) => outcome));
    expect(EVENTS.filter((event) => !events.has(event))).toEqual([]);
    expect(OUTCOMES.filter((outcome) => !outcomes.has(outcome))).toEqual([]);
  });

  it("raise and catch every class of exception", () => {
    const text = JSON.stringify(records);
    const caught = new Set(text.match(/(?<="caught",\["[^"]*",")\w+/g));
    expect([...new Set(text.match(/(?<="raise",\["[^"]*","\w+",\[")\w+/g))].toSorted()).toEqual(EXCEPTIONS);
    expect(["BaseException", "Exception", ...EXCEPTIONS].filter((type) => !caught.has(type))).toEqual([
      "BrokenBarrierError",
      "QueueShutDown",
    ]);
  });

  it("give the same records in another order, when every address is another one", async () => {
    expect(await runOnCPython(programs.toReversed())).toEqual(records.toReversed());
  });
});

it("makes the same programs of the same seed, however many", () => {
  expect(freshPrograms(20, 7)).toEqual(freshPrograms(40, 7).slice(0, 20));
  expect(freshPrograms(20, 8)).not.toEqual(freshPrograms(20, 7));
});

describe("every fresh program, and every one that it shrinks to,", () => {
  const fresh = freshPrograms(1_000, 3);
  const some = fresh.filter(({ max_iterations }, index) => index < 50 || max_iterations !== undefined);
  const programs = [...fresh, ...some.flatMap((program) => [...smallerPrograms(program)])];

  it("awaits only tasks with lower numbers, so that there are no cycles of awaits", () => {
    for (const { main } of programs) {
      for (const [body, ref] of awaits(main, Infinity)) expect(ref).toBeLessThan(body);
    }
  });

  it("returns neither from a callback nor from the last part of a try", () => {
    for (const { main } of programs) expect(hasMisplacedReturn(main, true)).toBe(false);
  });

  it("sleeps in what it repeats for ever", () => {
    for (const { main } of programs) expect(JSON.stringify(main)).not.toMatch(/\["forever",\[(?!\["sleep",)/);
  });
});

describe("shrinking", () => {
  const programs = freshPrograms(100, 2);

  it("finds the one op that matters", async () => {
    const { main, objects } = await shrinkProgram(first(programs, waitsForCondition), waitsForCondition);
    expect(main).toEqual([["cond_wait_for", "C0", "v0", expect.any(Number)]]);
    expect(objects).toEqual([]);
  });

  it("asks CPython which of the smaller programs still deadlock", async () => {
    const records = await runOnCPython(programs);
    const deadlocked = new Set(records.filter(({ outcome }) => outcome === "deadlock").map(({ id }) => id));
    const smallest = await shrinkProgram(
      first(programs, ({ id }) => deadlocked.has(id)),
      deadlocks,
    );
    expect(await deadlocks(smallest)).toBe(true);
    expect(JSON.stringify(smallest).length).toBeLessThan(200);
  });

  it("comes to an end, at the empty program if everything differs", async () => {
    const program = first(programs, ({ max_iterations }) => max_iterations !== undefined);
    expect(await shrinkProgram(program, () => true)).toEqual({ id: program.id, objects: [], main: [] });
  });

  it("leaves a program of which nothing can be spared", async () => {
    const program = first(programs, () => true);
    expect(await shrinkProgram(program, (each) => each === program)).toBe(program);
  });

  it("shrinks programs that it did not make", async () => {
    const corpus = readJsonLines<Program>(PROGRAMS_PATH);
    const { main } = await shrinkProgram(first(corpus, joinsQueue), joinsQueue);
    expect(main).toEqual([["join", expect.any(String)]]);
  });
});

function first(programs: readonly Program[], suits: (program: Program) => boolean): Program {
  const program = programs.find(suits);
  if (program === undefined) throw new Error("None of the programs suits");
  return program;
}

function joinsQueue({ main }: Program): boolean {
  return JSON.stringify(main).includes('["join",');
}

function waitsForCondition(program: Program): boolean {
  return JSON.stringify(program).includes('["cond_wait_for",');
}

async function deadlocks(program: Program): Promise<boolean> {
  const [record] = await runOnCPython([program]);
  return record?.outcome === "deadlock";
}

/** The number of the body, main's being infinite, and that of each task it awaits. */
function* awaits(node: unknown, body: number): Generator<[body: number, ref: number]> {
  if (!Array.isArray(node)) return;
  const [first, second, third]: unknown[] = node;
  if (first === "ref" && /^t\d+$/.test(String(second))) yield [body, numberOf(second)];
  let inside = body;
  if (first === "spawn" || first === "spawn_eager") inside = numberOf(second);
  if (first === "tg_spawn" || first === "tg_spawn_eager") inside = numberOf(third);
  for (const child of node) yield* awaits(child, inside);
}

function numberOf(task: unknown): number {
  return Number(String(task).slice(1));
}

function hasMisplacedReturn(node: unknown, allowed: boolean): boolean {
  if (!Array.isArray(node)) return false;
  const kind = typeof node[0] === "string" ? node[0] : "";
  if (kind === "return") return !allowed;
  const isBody = /^(?:coro|(?:tg_)?spawn)/.test(kind);
  const isCallback = /^(?:add_cb|call_)/.test(kind);
  return node.some((child, index) =>
    hasMisplacedReturn(child, isBody || (allowed && !isCallback && !(kind === "try" && index === 3))),
  );
}
