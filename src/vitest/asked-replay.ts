import { relative } from "node:path";
import { cwd, env } from "node:process";
import type { TestContext } from "vitest";
import type { Level } from "../core/contracts/level.ts";
import { causeOf, isPrintableError } from "../core/errors/is-printable-error.ts";
import { RaceError } from "../explore/findings/race-error.ts";
import { formatSchedule, parseSchedule } from "../explore/schedule/schedule.ts";
import { requireLevel } from "../core/contracts/level.ts";
import { framesOf } from "../core/errors/stack-of-reason.ts";
import { frameAt } from "../core/errors/stack-of-reason.ts";

/** The schedule to replay instead of searching, if the user asks for one. @throws {ValueError} If it is not a schedule. */
export function askedReplay(): { readonly level: Level; readonly schedule: string } | undefined {
  const asked = env[variable];
  if (asked === undefined || asked === "") return undefined;
  const [, level = "env", schedule = ""] = /^(?:([\w-]+)\/)?(.*)$/.exec(asked) ?? [];
  requireLevel(level);
  parseSchedule(schedule);
  return { level: level as Level, schedule };
}

type RunningTest = TestContext["task"];

/** The variable that holds what to replay: `env/v1:main.0@1=main.1@1`. */
const variable = "TIMELOOM_REPLAY";

/** The names of the groups around a test, and its own. */
export function namesOf(task: RunningTest): string[] {
  const names = [task.name];
  for (let suite = task.suite; suite !== undefined; suite = suite.suite) names.unshift(suite.name);
  return names;
}

/**
 * A finding as vitest should show it: with the stack of the user's error, and a command that replays it in vitest.
 *
 * @param notes - Lines to add.
 */
export function shownByVitest(error: RaceError, task: RunningTest, notes: readonly string[] = []): RaceError {
  const { finding, report } = error;
  const { failure, level, schedule } = finding;
  const command = commandFor(task, level === "fifo" ? "env" : level, formatSchedule(schedule));
  const commandLines = [`  replay    ${command}`];
  const callLines = [...(report.replay?.callLines ?? []), ...notes];
  const shown = new RaceError({ ...report, replay: { command, commandLines, callLines } }, finding);
  const { message } = shown;
  // Reporters print all properties of an error, but the message has all of them.
  const toJSON = (): object => ({ name: shown.name, message, stack: shown.stack });
  Object.defineProperty(shown, "toJSON", { value: toJSON });
  const isThrown = failure.error !== undefined && failure.check !== "deadlock";
  // The report has said it all, and the mistake is not in the loop that noticed it.
  if (!isThrown || isEndless(failure.error)) Reflect.deleteProperty(shown, "cause");
  const frames = isThrown ? framesOf(failure.error) : frameAt(report.place);
  shown.stack = [`RaceError: ${message}`, ...frames].join("\n");
  return shown;
}

/** Whether the causes of `error` form a circle, or never end: vitest prints causes until its own stack is full. */
function isEndless(error: unknown): boolean {
  let at = error;
  for (let count = 0; count < mostCauses; count++) {
    if (!isPrintableError(at)) return false;
    at = causeOf(at);
  }
  return true;
}

const mostCauses = 100;

/** A shell command that runs only `task`, in one order. */
function commandFor(task: RunningTest, level: Level, schedule: string): string {
  const file = relative(cwd(), task.file.filepath).replaceAll("\\", "/");
  const name = namesOf(task).join(" ");
  const pattern = `^${name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`;
  return `${variable}=${level}/${schedule} npx vitest run ${quoted(file)} -t ${quoted(pattern)}`;
}

function quoted(word: string): string {
  return /^[\w./@:,=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
