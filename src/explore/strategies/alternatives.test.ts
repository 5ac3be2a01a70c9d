import { describe, expect, it } from "vitest";
import type { ChoicePoint } from "#core/contracts/strategy";
import { titled } from "#loop/scheduler/choices";
import { ListChoice } from "#loop/scheduler/points/list-choice";
import { Alternatives } from "#explore/strategies/alternatives";
import { seeded } from "#explore/strategies/seeded";

const options = titled(["0", "reset", "slowed", "cut"]);
const [fault, size] = (["fault", "size"] as const).map(
  (kind): ChoicePoint => new ListChoice(kind, { kind: "arrival", title: "web → db: segment 1" }, options),
) as [ChoicePoint, ChoicePoint];

function drawn(seed = 0): Alternatives {
  return new Alternatives(seeded(seed, "random"), seed, "random");
}

/** Where the first fault falls in each execution of a program in which `places` may fail; -1 for none. It may fail once. */
function firstFaults(places: number, executions: number): number[] {
  const alternatives = drawn();
  return Array.from({ length: executions }, () => {
    alternatives.begin();
    for (let at = 0; at < places; at++) if (alternatives.choose(fault) > 0) return at;
    return -1;
  });
}

describe("the alternatives of a random strategy", () => {
  it.each([4, 16, 64, 256])("are faults that fall anywhere, of %d places", (places) => {
    const quarters = [0, 0, 0, 0];
    const executions = 1_000;
    for (const at of firstFaults(places, executions)) {
      if (at >= 0) quarters[Math.floor((4 * at) / places)] = (quarters[Math.floor((4 * at) / places)] ?? 0) + 1;
    }
    for (const count of quarters) expect(count).toBeGreaterThan(executions / 50);
  });

  it("have no fault in some executions, and in most have one", () => {
    const without = firstFaults(64, 1_000).filter((at) => at === -1).length;

    expect(without).toBeGreaterThan(50);
    expect(without).toBeLessThan(500);
  });

  it("are each as likely as the others, of faults as of all else", () => {
    const counts = { fault: [0, 0, 0, 0], size: [0, 0, 0, 0] };
    const alternatives = drawn();
    for (let i = 0; i < 8_000; i++) {
      alternatives.begin();
      for (const point of [fault, size]) {
        const of = counts[point.kind as "fault" | "size"];
        const at = alternatives.choose(point);
        of[at] = (of[at] ?? 0) + 1;
      }
    }
    for (const count of counts.size) expect(Math.abs(count - 2_000)).toBeLessThan(200);
    const [, ...faults] = counts.fault;
    const each = faults.reduce((sum, count) => sum + count) / 3;
    for (const count of faults) expect(Math.abs(count - each)).toBeLessThan(each / 5);
  });

  it("are drawn apart: faults do not change what else is drawn", () => {
    const [one, other] = [drawn(7), drawn(7)];
    const sizes = (alternatives: Alternatives, withFaults: boolean): number[] =>
      Array.from({ length: 100 }, () => {
        alternatives.begin();
        if (withFaults) alternatives.choose(fault);
        return alternatives.choose(size);
      });

    expect(sizes(one, true)).toEqual(sizes(other, false));
  });
});
