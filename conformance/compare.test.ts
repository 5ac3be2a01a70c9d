import { describe, expect, it } from "vitest";
import { compare, render } from "./compare.ts";
import { TRACES_PATH, readJsonLines } from "./program-file.ts";
import type { TraceEvent, TraceRecord } from "./program.ts";

const [first] = readJsonLines<TraceRecord>(TRACES_PATH);
if (first === undefined) throw new Error("the corpus is empty");
const recorded: TraceRecord = first;

/** The recorded trace with another event in one place. */
function planted(at: number, event: TraceEvent): TraceRecord {
  return { ...recorded, trace: recorded.trace.with(at, event) };
}

function shown(actual: TraceRecord): string {
  const divergence = compare(recorded, actual);
  return divergence === undefined ? "no difference" : render(actual.id, divergence, 120);
}

describe("compare", () => {
  it("finds no difference in equal records", () => {
    expect(compare(recorded, structuredClone(recorded))).toBeUndefined();
  });

  it("shows the first event that differs beside the expected one, below what came before", () => {
    const at = recorded.trace.findIndex(([, , event, detail]) => event === "raise" && detail[1] === "get");
    expect(shown(planted(at, [0, "main", "end", ["9.0.0.0", "get", 7]]))).toMatchInlineSnapshot(`
      "1001-s-0 differs at event 42, in main > 9 try > 9.0 try > 9.0.0 timeout > 9.0.0.0 get
        CPython                                                   | timeloom
        0  t7    begin    0 sleep                                 | 0  t7    begin    0 sleep
        0  t5    end      0 sleep null                            | 0  t5    end      0 sleep null
        0  t5    begin    1 with                                  | 0  t5    begin    1 with
        0  t5    entered  1 null                                  | 0  t5    entered  1 null
        0  t5    begin    1.0 sleep                               | 0  t5    begin    1.0 sleep
      > 0  main  raise    9.0.0.0 get ["CancelledError",""]       | 0  main  end      9.0.0.0 get 7
        0  main  raise    9.0.0 timeout ["TimeoutError",""]       | 0  main  raise    9.0.0 timeout ["TimeoutError",""]
        0  main  caught   9.0 TimeoutError ["TimeoutError",""]    | 0  main  caught   9.0 TimeoutError ["TimeoutError",""]
        0  main  op       9.0.h0.0 log to9                        | 0  main  op       9.0.h0.0 log to9"
    `);
  });

  it("shows a trace that ends early beside the events that it lacks", () => {
    expect(shown({ ...recorded, trace: recorded.trace.slice(0, -2) })).toMatchInlineSnapshot(`
      "1001-s-0 differs at event 76, in main > 10 wait
        CPython                                                   | timeloom
        0.5   t7    end   1.0 wait_for null                       | 0.5   t7    end   1.0 wait_for null
        0.5   t7    end   1 try null                              | 0.5   t7    end   1 try null
        0.5   t7    exit  return null                             | 0.5   t7    exit  return null
        0.75  t2    end   1 sleep null                            | 0.75  t2    end   1 sleep null
        0.75  t2    exit  return null                             | 0.75  t2    exit  return null
      > 0.75  main  end   10 wait [["t1","t2"],[]]                |             task  main task finished null 0
      > 0.75  main  exit  return null                             |             task  t1 task finished null 0
      >             task  main task finished null 0               |             task  t2 task finished null 0
      >             task  t1 task finished null 0                 |             task  t3 task pending null 0"
    `);
  });

  it("shows what differs only in the state that the loop stopped in", () => {
    expect(shown({ ...recorded, iterations: recorded.iterations + 1 })).toMatchInlineSnapshot(`
      "1001-s-0 differs in what is left when the loop stops
        CPython                                                   | timeloom
            task        t9 task finished null 0                   |     task        t9 task finished null 0
            id          1001-s-0                                  |     id          1001-s-0
            outcome     ok                                        |     outcome     ok
            result      null                                      |     result      null
            time        0.75                                      |     time        0.75
      >     iterations  13                                        |     iterations  14
            ops         39                                        |     ops         39
            pending     ["t3","t5"]                               |     pending     ["t3","t5"]"
    `);
  });

  it("notices a key that CPython's record does not have", () => {
    expect(compare(recorded, Object.assign({ extra: null }, recorded))).toBeDefined();
  });
});
