import { fc } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { Highest } from "#explore/strategies/pools/highest";
import { Line } from "#loop/scheduler/line";
import { ListChoice } from "#loop/scheduler/points/list-choice";
import { ArrivalChoice } from "#loop/scheduler/points/arrival-choice";
import { clockActor } from "#core/contracts/actor";
import type { Entry } from "#core/contracts/loop-core";
import type { Actor, ChoicePoint } from "#testing";

const actor = (title: string): Entry => ({ kind: "task", title, runTurn: () => {} });

/** The first alternative with the highest priority, by a look at all of them. */
function searched({ options }: ChoicePoint, priorityOf: (each: Actor) => number): number {
  const priorities = options.map(priorityOf);
  return priorities.indexOf(Math.max(...priorities));
}

describe("Highest", () => {
  it("agrees with a search among all alternatives, whatever comes, goes and changes, and draws in the same order", () => {
    const anyOperation = fc.oneof(
      fc.constant("push" as const),
      fc.record({ remove: fc.nat() }),
      fc.record({ change: fc.integer({ min: -3, max: 3 }) }),
      fc.record({ choose: fc.boolean(), first: fc.boolean(), clock: fc.boolean() }),
    );
    // Few priorities, so that many are equal.
    const anyPriorities = fc.infiniteStream(fc.nat(3));
    fc.assert(
      fc.property(fc.array(anyOperation, { maxLength: 200, size: "max" }), anyPriorities, (operations, drawn) => {
        const drawing = (): { of: (each: Actor) => number; drawn: Map<Actor, number> } => {
          const priorities = new Map<Actor, number>();
          const of = (each: Actor): number => {
            if (!priorities.has(each)) priorities.set(each, numbers[priorities.size] ?? 0);
            return priorities.get(each) as number;
          };
          return { of, drawn: priorities };
        };
        const numbers = [...drawn.take(operations.length + 2)];
        const [fast, plain] = [drawing(), drawing()];
        const highest = new Highest(fast.of);
        const line = new Line();
        const first = actor("first");
        let index = 0;
        let point: ChoicePoint | undefined;
        for (const operation of operations) {
          if (operation === "push") line.push(actor("actor"));
          else if ("remove" in operation) {
            if (line.length > 0) line.remove(operation.remove % line.length);
          } else if ("change" in operation) {
            const chosen = point?.option(index);
            if (chosen === undefined) continue;
            fast.drawn.set(chosen, operation.change);
            plain.drawn.set(chosen, operation.change);
            highest.changed();
          } else {
            const clock = operation.clock ? clockActor : undefined;
            point = new ArrivalChoice(line, operation.first ? first : undefined, clock);
            if (point.count === 0) continue;
            index = highest.of(point);
            expect(index).toBe(searched(point, plain.of));
            expect([...fast.drawn]).toEqual([...plain.drawn]);
            if (operation.choose && line.at(index - point.poolFrom) !== undefined) line.remove(index - point.poolFrom);
            point = undefined;
          }
        }
      }),
    );
  });

  it("looks at all alternatives that are there for one choice only", () => {
    const options = [actor("low"), actor("high"), actor("low again")];
    const highest = new Highest(({ title }) => (title === "high" ? 1 : 0));

    expect(highest.of(new ListChoice("tie", actor("low"), options))).toBe(1);
  });
});
