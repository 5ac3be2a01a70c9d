import { fc } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { Entry } from "#core/contracts/loop-core";
import { ReadyList } from "#loop/scheduler/ready-list";

const entry = (title: string, skipped = false): Entry => ({ kind: "callback", title, skipped, runTurn: () => {} });

function listOf(entries: Iterable<Entry>): ReadyList {
  const list = new ReadyList();
  for (const each of entries) list.push(each);
  return list;
}

const keysOf = (entries: readonly Entry[]): string[] => entries.map(({ title }) => title);
const alternativesOf = (list: ReadyList): string[] => keysOf(list.alternatives.toArray());

/** An entry that can be cancelled; a timer, if it has a deadline. */
class Cancellable implements Entry {
  readonly kind = "timer";
  readonly title: string;
  readonly deadline: number | undefined;
  skipped = false;

  constructor(title: string, deadline?: number) {
    this.title = title;
    this.deadline = deadline;
  }

  runTurn(): void {}
}

/** What may run next, by a look at all entries. */
function alternativesAmong(entries: readonly Entry[]): Entry[] {
  let earliest = Infinity;
  return entries.filter((each) => {
    const deadline = each instanceof Cancellable ? each.deadline : undefined;
    if (each.skipped === true || (deadline ?? 0) > earliest) return false;
    earliest = deadline ?? earliest;
    return true;
  });
}

describe("ReadyList", () => {
  it("is empty at first", () => {
    const list = new ReadyList();

    expect([list.length, list.first, list.shift(), list.toArray(), alternativesOf(list)]).toEqual([
      0,
      undefined,
      undefined,
      [],
      [],
    ]);
  });

  it("gives what is next in line", () => {
    const list = listOf([entry("a"), entry("b")]);

    expect([list.first?.title, list.shift()?.title, list.shift()?.title, list.shift()]).toEqual([
      "a",
      "a",
      "b",
      undefined,
    ]);
  });

  it("agrees with a list that is searched each time, whatever comes, goes and is cancelled", () => {
    const anyOperation = fc.oneof(
      fc.record({ push: fc.constantFrom("task", "callback", "cancelled") }),
      fc.record({ timer: fc.nat(3) }), // few deadlines, so that many are equal or wait for each other
      fc.record({ take: fc.nat() }),
      fc.record({ cancel: fc.nat() }),
      fc.record({ shift: fc.constant(1) }),
    );
    fc.assert(
      fc.property(fc.array(anyOperation, { maxLength: 200, size: "max" }), (operations) => {
        const list = new ReadyList();
        const model: Entry[] = [];
        const push = (each: Entry): void => {
          list.push(each);
          model.push(each);
        };
        for (const operation of operations) {
          const open = alternativesAmong(model);
          if ("timer" in operation) push(new Cancellable("timer", operation.timer));
          else if ("push" in operation) {
            if (operation.push === "task") push({ kind: "task", title: "task", runTurn: () => {} });
            else {
              const each = new Cancellable(operation.push);
              each.skipped = operation.push === "cancelled";
              push(each);
            }
          } else if ("take" in operation) {
            const at = operation.take % (open.length + 1);
            expect(list.take(at)).toBe(open[at]);
            if (open[at] !== undefined) model.splice(model.indexOf(open[at]), 1);
          } else if ("cancel" in operation) {
            const some = model.filter((each) => each instanceof Cancellable && !each.skipped) as Cancellable[];
            const each = some[operation.cancel % some.length];
            if (each === undefined) continue;
            each.skipped = true;
            list.cancelled(each);
          } else expect(list.shift()).toBe(model.shift());

          expect(list.alternatives.toArray()).toEqual(alternativesAmong(model));
          expect(list.toArray()).toEqual(model);
          expect([list.length, list.first]).toEqual([model.length, model[0]]);
        }
      }),
    );
  });

  it("takes nothing when there is no alternative of that number", () => {
    const list = listOf([entry("a"), entry("b")]);

    expect([2, -1, Number.NaN].map((number) => list.take(number))).toEqual([undefined, undefined, undefined]);
    expect(list.length).toBe(2);
  });

  it("offers only entries that would do something", () => {
    const list = listOf([entry("cancelled", true), entry("a"), entry("b")]);

    expect(alternativesOf(list)).toEqual(["a", "b"]);
    expect(list.length).toBe(3);
  });

  it("does not mind the cancellation of what is not in it", () => {
    const list = listOf([entry("a")]);

    list.cancelled(entry("elsewhere"));

    expect(alternativesOf(list)).toEqual(["a"]);
  });

  it("offers of timers only those with the earliest deadline, and every entry before it", () => {
    const list = listOf([
      new Cancellable("2", 2),
      entry("a"),
      new Cancellable("1", 1),
      new Cancellable("1 again", 1),
      new Cancellable("1.5", 1.5),
    ]);

    // The timer of 2 was on its way when those of 1 were set.
    expect(alternativesOf(list)).toEqual(["2", "a", "1", "1 again"]);
  });

  it("can be cleared and used again", () => {
    const list = listOf([entry("a"), entry("cancelled", true), new Cancellable("b", 1)]);

    list.clear();
    expect([list.length, list.first]).toEqual([0, undefined]);
    list.push(entry("next"));

    expect(list.shift()?.title).toBe("next");
  });
});
