import { describe, expect, it } from "vitest";
import type { Entry } from "#core/contracts/loop-core";
import { Arrivals } from "#loop/scheduler/arrivals";
import { JumpingClock } from "#loop/clock/jumping-clock";
import { ProbeList } from "#loop/probe-list";
import { Choices } from "#loop/scheduler/choices";
import { ReadyQueue } from "#loop/scheduler/ready-queue";

const entry = (title: string): Entry => ({ kind: "arrival", title, skipped: false, runTurn: () => {} });

function arrivalsOf(...entries: readonly Entry[]): Arrivals {
  const arrivals = new Arrivals();
  for (const each of entries) arrivals.expect(each);
  return arrivals;
}

function keys({ expected }: Arrivals): string {
  return expected
    .toArray()
    .map(({ title }) => title)
    .join("");
}

/** Lets one come after the other, as a strategy says, while nothing is ready. */
function arrived(arrivals: Arrivals, choose: (count: number) => number): string {
  const ready = new ReadyQueue();
  const choices = new Choices({ choose: ({ count }) => choose(count) }, "env");
  arrivals.deliver(ready, undefined, { choices, clock: new JumpingClock(0), probes: new ProbeList([]) });
  return ready
    .toArray()
    .map(({ title }) => title)
    .join("");
}

describe("Arrivals", () => {
  it("keeps what is expected in the order in which it was begun, whatever comes", () => {
    const arrivals = arrivalsOf(entry("a"), entry("b"), entry("c"));
    const answers = [1, 0]; // b of three; then it is ready, and goes first

    expect(arrived(arrivals, () => answers.shift() ?? 0)).toBe("b");
    expect(keys(arrivals)).toBe("ac");
  });

  it("drops what nobody waits for any more, and nothing else", () => {
    const [a, b, c] = [entry("a"), entry("b"), entry("c")];
    const arrivals = arrivalsOf(a, b, c);

    arrivals.cancelled(a);
    arrivals.cancelled(c);
    arrivals.cancelled(c);
    arrivals.cancelled(entry("elsewhere"));

    expect(keys(arrivals)).toBe("b");
    expect(arrived(arrivals, (count) => count - 1)).toBe("b");
  });

  it("lets nothing come when a strategy answers out of range", () => {
    expect(() => arrived(arrivalsOf(entry("a"), entry("b")), (count) => count)).toThrow("chose 2 of 2 alternatives");
  });
});
