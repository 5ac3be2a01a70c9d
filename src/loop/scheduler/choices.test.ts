import { describe, expect, it } from "vitest";
import type { Entry, TimerEntry } from "#core/contracts/loop-core";
import { Choices } from "#loop/scheduler/choices";
import { Line } from "#loop/scheduler/line";
import { ReadyList } from "#loop/scheduler/ready-list";
import type { ChoicePoint, Level } from "#testing";

const entry = (title: string): Entry => ({ kind: "callback", title, skipped: false, runTurn: () => {} });
const timer = (title: string, deadline: number, skipped = false): TimerEntry => ({
  ...entry(title),
  skipped,
  deadline,
  scheduled: false,
});

/** Takes the last alternative each time, and notes what it is asked. */
class Last {
  readonly asked: string[] = [];

  choose({ kind, at, options }: ChoicePoint): number {
    this.asked.push(`${kind} ${at.title}: ${options.map(({ title }) => title).join(" ")}`);
    return options.length - 1;
  }
}

function choicesAt(level: Level): { readonly choices: Choices; readonly last: Last } {
  const last = new Last();
  return { choices: new Choices(last, level), last };
}

/** The order in which `choices` takes everything out of a queue. */
function drained(choices: Choices, entries: readonly Entry[]): string {
  const ready = new ReadyList();
  for (const each of entries) ready.push(each);
  return entries.map(() => choices.next(ready).title).join("");
}

describe("Choices.next()", () => {
  it("asks at any-order, and takes what was chosen out of its place", () => {
    const { choices, last } = choicesAt("any-order");

    expect(drained(choices, [entry("a"), entry("b"), entry("c")])).toBe("cba");
    expect(last.asked).toEqual(["ready a: a b c", "ready a: a b"]);
  });

  it("refuses a strategy that gives the number of none", () => {
    const choices = new Choices({ choose: () => 3 }, "any-order");

    expect(() => drained(choices, [entry("a"), entry("b"), entry("c")])).toThrow(/ chose 3 of 3 alternatives\n/);
  });

  it("offers of timers only those that are due first", () => {
    const { choices, last } = choicesAt("any-order");

    expect(drained(choices, [timer("x", 1), entry("a"), timer("y", 1), timer("z", 2)])).toBe("yaxz");
    expect(last.asked).toEqual(["ready x: x a y", "ready x: x a"]);
  });

  it("does not ask between two runs", () => {
    const { choices, last } = choicesAt("any-order");
    choices.active = false;

    expect(drained(choices, [entry("a"), entry("b")])).toBe("ab");
    expect(last.asked).toEqual([]);
  });
});

describe("Choices.due()", () => {
  /** The order of due timers after the choices; each with its deadline and the instant at which it was set. */
  function orderOf(choices: Choices, ...timers: readonly (readonly [TimerEntry, number])[]): string {
    for (const [each, setAt] of timers) choices.timerSet(each, setAt);
    const due = timers.map(([each]) => each);
    choices.due(due);
    return due.map(({ title }) => title).join("");
  }

  it("asks for the order of one deadline that was set at different instants", () => {
    const { choices, last } = choicesAt("env");

    expect(orderOf(choices, [timer("a", 5), 0], [timer("b", 5), 1], [timer("c", 5), 2])).toBe("cba");
    expect(last.asked).toEqual(["tie a: a b c", "tie a: a b"]);
  });

  it("offers of each instant only what was set first", () => {
    const { choices, last } = choicesAt("jitter");

    expect(orderOf(choices, [timer("a", 5), 0], [timer("b", 5), 0], [timer("c", 5), 1], [timer("d", 5), 1])).toBe(
      "cdab",
    );
    expect(last.asked).toEqual(["tie a: a c", "tie a: a d"]);
  });

  it("keeps different deadlines apart", () => {
    const { choices, last } = choicesAt("env");

    expect(orderOf(choices, [timer("a", 4), 0], [timer("b", 5), 1], [timer("c", 5.1), 2])).toBe("abc");
    expect(last.asked).toEqual([]);
  });

  it("does not offer what was cancelled", () => {
    const { choices, last } = choicesAt("env");

    orderOf(choices, [timer("a", 5), 0], [timer("cancelled", 5, true), 1], [timer("c", 5), 2]);

    expect(last.asked).toEqual(["tie a: a c"]);
  });

  it("does not ask at any-order, where each of them may run next anyhow", () => {
    const { choices, last } = choicesAt("any-order");

    expect(orderOf(choices, [timer("a", 5), 0], [timer("b", 5), 1])).toBe("ab");
    expect(last.asked).toEqual([]);
  });
});

describe("Choices.arrival()", () => {
  const [first, clock] = [entry("first"), entry("clock")];
  const arrivals = new Line();
  for (const title of ["a", "b"]) arrivals.push(entry(title));
  const takes = (chosen: number): Choices => new Choices({ choose: () => chosen }, "env");

  it("is the index of what comes before the default, or of none", () => {
    expect([0, 1, 2].map((chosen) => takes(chosen).arrival(first, arrivals))).toEqual([-1, 0, 1]);
  });

  it("is the number of all if time passes instead", () => {
    expect([0, 1, 2].map((chosen) => takes(chosen).arrival(undefined, arrivals, clock))).toEqual([0, 1, 2]);
  });

  it("offers the default, what may come, and the clock, in this order", () => {
    const { choices, last } = choicesAt("env");

    choices.arrival(first, arrivals, clock);

    expect(last.asked).toEqual(["arrival first: first a b clock"]);
  });

  it("lets one come without asking when there is nothing else", () => {
    const { choices, last } = choicesAt("env");
    const only = new Line();
    only.push(entry("only"));

    expect(choices.arrival(undefined, only)).toBe(0);
    expect(last.asked).toEqual([]);
  });
});
