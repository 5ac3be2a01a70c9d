import { describe, expect, it } from "vitest";
import type { Actor, ChoicePoint } from "#testing";
import { Traces } from "#explore/strategies/dpor/traces";

type Arrival = Actor & { readonly isTold: true; scheduled?: boolean };

const arrival = (title: string, scheduled = false): Arrival => ({ kind: "arrival", title, isTold: true, scheduled });
const task = (title: string): Actor => ({ kind: "task", title });

/** A choice of one of `options`. */
function point(kind: ChoicePoint["kind"], ...options: readonly Actor[]): ChoicePoint {
  const [at = task("")] = options;
  return {
    kind,
    at,
    options,
    count: options.length,
    pool: undefined,
    poolFrom: 0,
    option: (index) => options[index] ?? at,
  };
}

/** Where executions of one search are, each after its steps, at env. */
function placesAfter(...executions: readonly ((traces: Traces) => void)[]): string[] {
  const traces = new Traces("env", true);
  return executions.map((steps) => {
    traces.begin(0);
    steps(traces);
    return traces.before(point("arrival", task("next"), task("other")));
  });
}

/** Two tasks of which each lets something begin: `first` has its turn before the other. */
function beginning(traces: Traces, first: "a" | "b", begun: { readonly a: Actor; readonly b: Actor }): void {
  const tasks = { a: task("a"), b: task("b") };
  traces.scheduled(tasks.a);
  traces.scheduled(tasks.b);
  for (const name of first === "a" ? (["a", "b"] as const) : (["b", "a"] as const)) {
    traces.turn(tasks[name], 0);
    traces.scheduled(begun[name]);
  }
}

describe("a place", () => {
  it("is one whichever of two completions was begun first, as each may come at any time", () => {
    const places = placesAfter(
      (traces) => beginning(traces, "a", { a: arrival("x"), b: arrival("y") }),
      (traces) => beginning(traces, "b", { a: arrival("x"), b: arrival("y") }),
    );

    expect(places[0]).toBe(places[1]);
  });

  it("is another one where the completions come at a given time: then the order in which they were begun is theirs", () => {
    const places = placesAfter(
      (traces) => beginning(traces, "a", { a: arrival("x", true), b: arrival("y", true) }),
      (traces) => beginning(traces, "b", { a: arrival("x", true), b: arrival("y", true) }),
    );

    expect(places[0]).not.toBe(places[1]);
  });

  it("knows which of two timers that are due together was chosen", () => {
    const places = placesAfter(
      ...[0, 1].map((index) => (traces: Traces) => {
        const timers = [task("x"), task("y")] as const;
        for (const timer of timers) traces.scheduled(timer);
        traces.iteration(2);
        traces.chose(point("tie", ...timers), index);
      }),
    );

    expect(places[0]).not.toBe(places[1]);
  });

  it("is the same whether or not somebody asks for the places before it", () => {
    const traces = new Traces("env", true);
    const places = [true, false].map((asks) => {
      const [first, second] = [task("first"), arrival("second")];
      traces.begin(0);
      traces.scheduled(first);
      traces.turn(first, 0);
      traces.scheduled(second);
      const choice = point("arrival", task("next"), second);
      if (asks) traces.before(choice);
      traces.chose(choice, 1);
      traces.turn(second, 0);
      return traces.before(point("arrival", task("next"), task("other")));
    });

    expect(places[0]).toBe(places[1]);
  });

  it("has as many turns of the iteration left after a segment that comes at once behind another", () => {
    const places = placesAfter(
      ...[1, 2].map((turns) => (traces: Traces) => {
        const lane = arrival("lane");
        traces.scheduled(lane);
        traces.iteration(3);
        for (let turn = 0; turn < turns; turn++) {
          traces.turn(lane, 0);
          traces.scheduled(lane);
        }
      }),
    ).map((place) => place.split("|"));

    // What is left of the iteration stands before the time and the running step.
    expect(places.map((place) => place.at(-3))).toEqual(["2", "2"]);
  });
});

it("an execution that meets what is not told is known by it", () => {
  const met = (meets: (traces: Traces) => void): boolean => {
    const traces = new Traces("env", true);
    traces.begin(0);
    meets(traces);
    return traces.isWorldly;
  };

  expect(met((traces) => traces.scheduled(arrival("segment 1")))).toBe(false);
  expect(met((traces) => traces.scheduled({ kind: "arrival", title: "chunk 1" }))).toBe(true);
  expect(met((traces) => traces.unseen())).toBe(true);
});
