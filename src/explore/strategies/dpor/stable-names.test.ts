import { describe, expect, it } from "vitest";
import { StableNames } from "#explore/strategies/dpor/stable-names";

describe("StableNames", () => {
  it.each([{ kept: 0 }, { kept: 1 }, { kept: 3 }, { kept: 6 }])(
    "gives the same numbers again to an execution that shares $kept questions with the last one",
    ({ kept }) => {
      const names = new StableNames();
      const ask = (shared: number): number[] => {
        const [task, lock, cell, key, late] = [{}, {}, {}, {}, {}];
        names.begin(shared);
        return [
          names.made(task, 0),
          names.of(cell),
          names.made(lock, names.known(task) ?? 0),
          names.of(task),
          names.ofPart(key),
          names.of(lock),
          names.made(late, names.known(task) ?? 0),
          names.of(cell),
          names.met,
        ];
      };
      const first = ask(0);

      expect(ask(kept)).toEqual(first);
    },
  );

  it("looks up what an execution asks for differently from the last one", () => {
    const names = new StableNames();
    const [one, other] = [{}, {}];
    names.begin(0);
    const first = [names.of(one), names.of(other)];
    names.begin(1);

    expect([names.of(other), names.of(other), names.of(one)]).toEqual([first[0], first[0], first[1]]);
  });
});
