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

describe("ReadyList", () => {
  it("is empty at first", () => {
    const list = new ReadyList();

    expect([list.length, list.first, list.shift(), list.toArray(), list.alternatives()]).toEqual([
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

  it("takes out any alternative and keeps the order of the others", () => {
    // Few kinds, so that the same entry is there more than once.
    const kinds = [entry("a"), entry("b"), entry("skipped", true)];
    const anyEntries = fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(anyEntries, fc.nat(), (entries, number) => {
        const list = listOf(entries);
        const alternatives = [...list.alternatives()];
        fc.pre(alternatives.length > 0);
        const chosen = alternatives[number % alternatives.length];

        expect(list.take(list.alternatives(), number % alternatives.length)).toBe(chosen);

        const left = [...entries];
        left.splice(
          left.findIndex((each) => each === chosen),
          1,
        );
        expect(keysOf(list.toArray())).toEqual(keysOf(left));
      }),
    );
  });

  it("takes nothing when there is no alternative of that number", () => {
    const list = listOf([entry("a"), entry("b")]);

    expect([2, -1, Number.NaN].map((number) => list.take(list.alternatives(), number))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(list.length).toBe(2);
  });

  it("offers only entries that would do something", () => {
    const list = listOf([entry("cancelled", true), entry("a"), entry("b")]);

    expect(keysOf(list.alternatives())).toEqual(["a", "b"]);
    expect(list.length).toBe(3);
  });

  it("offers of timers only those with the earliest deadline, and every entry before it", () => {
    const timer = (title: string, deadline: number): Entry & { deadline: number } => ({ ...entry(title), deadline });
    const list = listOf([timer("2", 2), entry("a"), timer("1", 1), timer("1 again", 1), timer("1.5", 1.5)]);

    // The timer of 2 was on its way when those of 1 were set.
    expect(keysOf(list.alternatives())).toEqual(["2", "a", "1", "1 again"]);
  });

  it("can be cleared and used again", () => {
    const list = listOf([entry("a"), entry("b")]);

    list.clear();
    expect(list.length).toBe(0);
    list.push(entry("next"));

    expect(list.shift()?.title).toBe("next");
  });
});
