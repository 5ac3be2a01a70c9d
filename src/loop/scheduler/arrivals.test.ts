import { describe, expect, it } from "vitest";
import type { Entry } from "#core/contracts/loop-core";
import { Arrivals } from "#loop/scheduler/arrivals";

const entry = (title: string, skipped = false): Entry => ({ kind: "callback", title, skipped, runTurn: () => {} });

function arrivalsOf(...entries: readonly Entry[]): Arrivals {
  const arrivals = new Arrivals();
  for (const each of entries) arrivals.expect(each);
  return arrivals;
}

function keys({ expected }: Arrivals): string {
  return expected.map(({ title }) => title).join("");
}

describe("Arrivals", () => {
  it("keeps what is expected in the order in which it was begun, whatever is taken", () => {
    const b = entry("b");
    const arrivals = arrivalsOf(entry("a"), b, entry("c"));

    expect(arrivals.take(b)).toBe(b);
    expect(keys(arrivals)).toBe("ac");
  });

  it("drops what nobody waits for any more", () => {
    const arrivals = arrivalsOf(entry("a", true), entry("b"), entry("c", true), entry("d", true));

    arrivals.dropSkipped();

    expect(keys(arrivals)).toBe("b");
  });
});
