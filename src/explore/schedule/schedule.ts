import { listOf, requireKind } from "../../core/arguments/kind.ts";
import { describe } from "../../core/arguments/describe.ts";
import { typeError } from "../../core/errors/type-error.ts";
import { ValueError } from "../../core/errors/value-error.ts";

/** A sparse list of departures from the default order, in the order in which they happen. */
export type Schedule = readonly Deviation[];

/** One departure from the default order. */
export interface Deviation {
  /** The wake-up that would come by default, or the target of an intervention: `main.0@3`. */
  readonly at: string;
  /**
   * The wake-up that goes first instead (`main.1@2`; `at` itself if nothing may arrive before it, until the next deviation at
   * that wake-up), `late.3` for a completion that time passes three times, the index of an alternative (`2`: a latency, a step cost),
   * `throw` for a call that fails, `midway` for one that arrives between two deadlines, `joined` for one that arrives in one macrotask
   * with the next, `apart` for native code that waits for one completion and goes on in turns of its own, a fault of the network
   * (`refuse`, `timeout`, `reset`, `lose`, `duplicate`, `reorder`, `loseReply`, `slowed`, `cut`), how much of a stream arrives at once (`merged`: a segment together
   * with the one before it; `first-1`: only so many bytes), or an action of a sweep: `cancel`, `cancel-woken`, `expire`.
   */
  readonly value: string;
}

const version = "v1:";
const wakeUp = /^[a-z][\w.-]*@[1-9]\d*$/;
/** Values that are words, by what they are about: arrivals, the network, sweeps. */
const words = [
  ...["midway", "joined", "apart", "latest", "close", "slow"],
  ...["refuse", "timeout", "reset", "lose", "duplicate", "reorder", "merged", "whole"],
  ...["loseReply", "slowed", "cut"],
  ...["cancel", "cancel-woken", "expire"],
].join("|");
const value = new RegExp(
  String.raw`^(?:[a-z][\w.-]*@[1-9]\d*|[1-9]\d*|throw(?:\.[1-9]\d*)?|late\.[1-9]\d*|first-[\d.]+|(?:ahead|behind)-[\d.e-]+|${words})$`,
);

/** The schedule on one line, in characters without a meaning in a shell: `v1:main.0@3=main.1@2,main.1@4=cancel`. */
export function formatSchedule(schedule: Schedule): string {
  requireSchedule(schedule);
  return version + schedule.map(formatDeviation).join(",");
}

const deviations = listOf({
  text: "a departure",
  hint: 'pass what parseSchedule() returns, or [{ at: "main.0@3", value: "main.1@2" }]',
  fits: (value) => {
    const { at, value: to } = (value ?? {}) as Partial<Deviation>;
    return typeof at === "string" && typeof to === "string";
  },
});

/** @throws {TypeError} If `schedule` is none. */
export function requireSchedule(schedule: unknown): void {
  requireKind("schedule", schedule, deviations);
}

/** `main.0@3=main.1@2`. */
export function formatDeviation({ at, value }: Deviation): string {
  return `${at}=${value}`;
}

/**
 * Read a schedule.
 *
 * @throws {TypeError} If `text` is not a string.
 * @throws {ValueError} If `text` is not a schedule. The message says where.
 */
export function parseSchedule(text: string): Schedule {
  if (typeof text !== "string") {
    throw typeError(`A schedule is a string, got ${describe(text)}`, "pass the line that the report shows");
  }
  if (!text.startsWith(version)) {
    const [found = ""] = /^v\d+:|^.{0,12}/.exec(text) ?? [];
    throw new ValueError(
      `Invalid schedule at character 1: expected "${version}", got "${found}"`,
      /^v\d+:/.test(text)
        ? "it was written by another version of timeloom: search again"
        : 'copy the whole schedule from the report, from "v1:" on',
    );
  }
  const rest = text.slice(version.length);
  if (rest === "") return [];
  let at = version.length + 1;
  return rest.split(",").map((part) => {
    const deviation = parseDeviation(part, at);
    at += part.length + 1;
    return deviation;
  });
}

function parseDeviation(part: string, at: number): Deviation {
  const equals = part.indexOf("=");
  const left = equals === -1 ? part : part.slice(0, equals);
  if (!wakeUp.test(left)) throw invalid(at, "a wake-up such as main.0@3", left);
  if (equals === -1) throw invalid(at + left.length, `"=" after ${left}`, "");
  const right = part.slice(equals + 1);
  if (!value.test(right)) throw invalid(at + equals + 1, "a wake-up, an index, throw, cancel or expire", right);
  return { at: left, value: right };
}

function invalid(at: number, expected: string, found: string): ValueError {
  const got = found === "" ? "its end" : `"${found}"`;
  return new ValueError(
    `Invalid schedule at character ${at}: expected ${expected}, got ${got}`,
    "copy the whole schedule from the report: it may be cut off",
  );
}
