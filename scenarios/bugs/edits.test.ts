import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTask, currentTask, getRunningLoop, sleep, type Task, type Wait } from "timeloom";
import { auto, type Actor, formatSchedule, type Probe } from "timeloom/testing";
import { afterAll, describe, expect, it } from "vitest";
import { Executions, type Replay } from "#explore/execution/executions";
import { sameFailure } from "#explore/checks/failure";
import { shrink } from "#explore/findings/shrink";
import type { Bug } from "./bug.ts";
import { hunt } from "./hunt.ts";

const level = "any-order";
const bounds = { seed: 0, maxIterations: 10_000, maxTime: 1_000_000, checks: new Set<never>() };
const here = import.meta.dirname;
const scratch = mkdtempSync(join(tmpdir(), "timeloom-edits-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** What an edit does where a task enters a function: what it returns is awaited there. */
type Edit = () => Generator<Wait, void, void> | undefined;

/** A bug whose functions all begin with a call of `edit()`. */
interface Edited extends Bug {
  readonly use: (edit: Edit) => void;
}

/** The bugs of one module, with the calls written into its text. */
async function edited(file: string): Promise<Edited[]> {
  const text = readFileSync(join(here, file), "utf8")
    .replaceAll(/ from "\.\/(.+)";/g, (_, path) => ` from ${JSON.stringify(join(here, String(path)))};`)
    .replaceAll(' from "timeloom";', ` from ${JSON.stringify(join(here, "../../dist/index.js"))};`)
    .replaceAll(' from "timeloom/testing";', ` from ${JSON.stringify(join(here, "../../dist/testing.js"))};`)
    .replaceAll(
      /^.*(?:function\*|^ +(?:override |protected |static )*\*\w).*\{$/gm,
      "$&\n{ const does = $edit.edit(); if (does) yield* does; }",
    )
    .replaceAll(/^.*\basync\b.*\{$/gm, "$&\n{ const does = $edit.edit(); if (does) await $createTask(() => does); }");
  const head = `import { createTask as $createTask } from ${JSON.stringify(join(here, "../../dist/index.js"))};
export const $edit = { edit: () => undefined };
`;
  writeFileSync(join(scratch, file), head + text);
  const module = (await import(join(scratch, file))) as { bugs: readonly Bug[]; $edit: { edit: Edit } };
  return module.bugs.map((bug) => ({ ...bug, use: (edit: Edit) => void (module.$edit.edit = edit) }));
}

const files = readdirSync(here).filter(
  (file) => file.endsWith(".ts") && /^export const bugs/m.test(readFileSync(join(here, file), "utf8")),
);
const programs = (await Promise.all(files.filter((file) => file !== "index.ts").map(edited))).flat();

/** The tasks of an execution, in order of creation. */
class Tasks implements Probe {
  readonly all: Task<unknown>[] = [];

  created(task: Actor): void {
    this.all.push(task as unknown as Task<unknown>);
  }
}

/** A bug that was found and shrunk in a program with a task that has nothing to do with it. */
class Found {
  readonly #executions: Executions;
  readonly #use: Edited["use"];
  readonly #replay: Replay;
  /** The tasks that the schedule does not name, by number. */
  readonly unnamed: readonly number[];

  constructor(executions: Executions, use: Edited["use"], replay: Replay, tasks: readonly Task<unknown>[]) {
    this.#executions = executions;
    this.#use = use;
    this.#replay = replay;
    const paths = tasks.map((task) => replay.names.path(task as unknown as Actor));
    const isNamed = (path: string): boolean => [`${path}@`, `${path}.`].some((name) => this.schedule.includes(name));
    const companion = tasks.findIndex((task) => task.getName() === companionName);
    this.unnamed = [...paths.keys()].filter((at) => at > 0 && at !== companion && !isNamed(paths[at] ?? ""));
  }

  get schedule(): string {
    return formatSchedule(this.#replay.schedule);
  }

  /** Whether the schedule still shows the bug when tasks do something more. */
  async survives(edit: Edit, tasks: Tasks = new Tasks()): Promise<boolean> {
    this.#use(edit);
    const { failure } = await this.#executions.replay(level, this.#replay.schedule, { probe: tasks });
    return this.#replay.failure !== undefined && sameFailure(this.#replay.failure, failure);
  }

  /** Whether it does when the task with that number sleeps once more, where it first enters a function. */
  survivesSleepIn(number: number): Promise<boolean> {
    const tasks = new Tasks();
    const others = companion(4);
    let done = false;
    const edit = (): ReturnType<Edit> => {
      others();
      if (done || tasks.all[number] !== currentTask()) return undefined;
      done = true;
      return pause(1);
    };
    return this.survives(edit, tasks);
  }
}

async function found({ buggy, use }: Edited): Promise<Found | undefined> {
  use(companion(4));
  const { verdict } = await hunt(buggy, auto(), 0, 3_000);
  if (verdict?.failure === undefined) return undefined;
  const executions = new Executions(buggy, bounds);
  const located = await executions.locate(level, verdict.taken);
  const { schedule } = await shrink(executions, level, located.schedule, verdict.failure);
  const tasks = new Tasks();
  return new Found(executions, use, await executions.replay(level, schedule, { probe: tasks }), tasks.all);
}

const companionName = "companion";

/** The first task that is not the main one makes others, which run along for so many turns. */
function companion(...turns: readonly number[]): Edit {
  const mains = new WeakMap<object, Task<unknown> | null>();
  const made = new WeakSet();
  return () => {
    const loop = getRunningLoop();
    const task = currentTask();
    if (!mains.has(loop)) mains.set(loop, task);
    if (made.has(loop) || mains.get(loop) === task) return undefined;
    made.add(loop);
    for (const each of turns) createTask(() => pause(each), { name: companionName });
    return undefined;
  };
}

function* pause(turns: number): Generator<Wait, void, void> {
  for (let count = 0; count < turns; count++) yield* sleep(0);
}

/** What is left of a bug after each kind of edit. */
interface Outcome {
  readonly id: string;
  readonly schedule: string;
  readonly logLine: boolean;
  readonly longerTask: boolean;
  readonly anotherTask: boolean;
  /** One for each task of the program that the schedule does not name. */
  readonly sleeps: readonly boolean[];
}

async function outcomesOf(bugs: readonly Edited[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const program of bugs) {
    const bug = await found(program);
    if (bug === undefined) continue;
    const log: string[] = [];
    const asBefore = companion(4);
    const logLine = await bug.survives(() => {
      log.push(`${currentTask()?.getName()} goes on`);
      return asBefore();
    });
    expect(log).not.toEqual([]);
    const sleeps: boolean[] = [];
    for (const number of bug.unnamed) sleeps.push(await bug.survivesSleepIn(number));
    outcomes.push({
      id: program.id,
      schedule: bug.schedule,
      logLine,
      longerTask: await bug.survives(companion(5)),
      anotherTask: await bug.survives(companion(4, 9)),
      sleeps,
    });
  }
  return outcomes;
}

function share(of: readonly boolean[]): string {
  const survived = of.filter(Boolean).length;
  return `${survived} of ${of.length} (${Math.round((100 * survived) / of.length)} %)`;
}

describe("a shrunk schedule", () => {
  it("still shows nine bugs of ten when something else in the program is edited", async () => {
    const outcomes = await outcomesOf(programs);

    // Where the default order fails no task is named, and those of the race are no less in it than the others.
    const sleeps = outcomes
      .filter(({ schedule }) => schedule !== formatSchedule([]))
      .flatMap((outcome) => outcome.sleeps);
    const lines = [
      `Bugs that a shrunk schedule still shows after an edit, of ${outcomes.length}:`,
      `  a log line in every function          ${share(outcomes.map(({ logLine }) => logLine))}`,
      `  sleep(0) in a task of another purpose ${share(outcomes.map(({ longerTask }) => longerTask))}`,
      `  one more task of another purpose      ${share(outcomes.map(({ anotherTask }) => anotherTask))}`,
      `Tasks of these programs that a schedule does not name, and that may sleep(0): ${share(sleeps)}`,
    ];
    console.log(lines.join("\n"));
    const lost = outcomes.filter(({ logLine, longerTask, anotherTask }) => !(logLine && longerTask && anotherTask));
    expect(outcomes.length).toBeGreaterThan(30);
    expect(lost.length).toBeLessThanOrEqual(outcomes.length / 10);
    expect(sleeps.filter(Boolean).length).toBeGreaterThanOrEqual(sleeps.length * 0.9);
  });
});
