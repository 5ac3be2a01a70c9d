import { afterEach, beforeEach, expect, it } from "vitest";
import { run, sleep } from "#index";
import { type FakeGlobals, fakeGlobals, virtualLoop } from "#testing";
import type { Strategy } from "#core/contracts/strategy";

let globals: FakeGlobals;

beforeEach(() => {
  globals = fakeGlobals();
});

afterEach(() => globals.restore());

/** What `body` logs in the `ms` milliseconds after it, on a virtual loop. */
async function logged(body: (note: (label: string) => void) => void, ms = 1_000): Promise<string[]> {
  const log: string[] = [];
  const main = async (): Promise<void> => {
    body((label) => log.push(label));
    await sleep(ms / 1_000);
  };
  await run(main, { loopFactory: virtualLoop({ io: "forbid" }) });
  return log;
}

it("sets an interval again behind the timers that its callback has set", async () => {
  const log = await logged((note) => {
    let ticks = 0;
    const interval = setInterval(() => {
      note(`tick ${ticks}`);
      setTimeout(() => note(`after tick ${ticks - 1}`), 20);
      ticks += 1;
      if (ticks === 2) clearInterval(interval);
    }, 20);
  });

  expect(log).toEqual(["tick 0", "after tick 0", "tick 1", "after tick 1"]);
});

it("fires again when it is refreshed after it has fired, but not once it is cleared", async () => {
  const log = await logged((note) => {
    const timer = setTimeout(() => note(`fired at ${Math.round(performance.now())}`), 20);
    setTimeout(() => timer.refresh(), 50);
    setTimeout(() => {
      clearTimeout(timer);
      timer.refresh();
    }, 100);
  });

  expect(log.map((line) => line.split(" ")[0])).toEqual(["fired", "fired"]);
});

it("fires timers of one instant in the order in which they were set, however their delays add up", async () => {
  const log = await logged((note) => {
    // As sums of doubles, 0.1 + 0.2 comes after 0.3, and 0.1 + 0.7 before 0.8.
    for (const [long, short] of [
      [300, 100],
      [800, 100],
    ] as const) {
      setTimeout(() => {
        note(`${long}`);
        setTimeout(() => note("later"), 0);
        process.nextTick(note, "tick");
      }, long);
      setTimeout(() => setTimeout(() => note(`${long - short} after ${short}`), long - short), short);
    }
  });

  expect(log).toEqual(["300", "tick", "200 after 100", "later", "800", "tick", "700 after 100", "later"]);
});

it("stays as late as it was when an interval comes late", async () => {
  const times: number[] = [];
  const late: Strategy = { choose: ({ kind }) => (kind === "latency" && times.length === 1 ? 2 : 0) };
  const main = async (): Promise<void> => {
    setInterval(() => times.push(performance.now()), 100);
    await sleep(0.45);
  };
  await run(main, { loopFactory: virtualLoop({ io: "forbid", strategy: late, level: "jitter" }) });

  const [first = 0, ...rest] = times;
  expect(rest.map((time) => Math.round(time - first))).toEqual([110, 210, 310]);
});

it("gives a number to one timer only", async () => {
  const log = await logged((note) => {
    const numberOf = (name: string): number => {
      const timer: unknown = setTimeout(note, 100, name);
      return Number(timer);
    };
    const [first, second] = [numberOf("first"), numberOf("second")];
    clearTimeout(first);
    const third = numberOf("third");
    expect(third).not.toBe(second);
    clearTimeout(third);
  });

  expect(log).toEqual(["second"]);
});

it("is a timer of the loop or of the host that refreshes it, once its own loop has ended", async () => {
  let heard: () => void = () => undefined;
  const timer = await run(async () => setTimeout(() => heard(), 2), { loopFactory: virtualLoop() });

  const log = await logged((note) => {
    heard = () => note("on another loop");
    timer.refresh();
  });
  const onHost = new Promise<void>((resolve) => (heard = resolve));
  timer.refresh();
  await onHost;
  heard = () => log.push("though it was cleared");
  timer.refresh();
  clearTimeout(timer);
  await new Promise((resolve) => setTimeout(resolve, 4)); // due behind it

  expect(log).toEqual(["on another loop"]);
});
