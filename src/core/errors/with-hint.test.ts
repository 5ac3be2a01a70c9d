import { describe, expect, it } from "vitest";
import { errorText } from "#core/errors/with-hint";
import { typeError } from "#core/errors/type-error";
import {
  BrokenBarrierError,
  CancelledError,
  DeadlockError,
  InvalidStateError,
  OutsideWaitError,
  QueueEmpty,
  QueueFull,
  QueueShutDown,
  RuntimeError,
  StepLimitError,
  TimeoutError,
  ValueError,
} from "#index";

describe("an error with a hint", () => {
  it("prints the hint on a line of its own below the text", () => {
    expect(new RuntimeError("wrong moment", "wait").message).toBe("wrong moment\n  hint: wait");
  });

  it("gives its text back without the hint", () => {
    expect(errorText(new ValueError("wrong value", "pass another"))).toBe("wrong value");
  });

  it("has all of its message as its text if there is no hint", () => {
    expect(errorText(new InvalidStateError("invalid state"))).toBe("invalid state");
  });

  it("is JavaScript's own TypeError if it is about a type", () => {
    const error = typeError("wrong type", "pass a number");

    expect([error.constructor, error.message]).toEqual([TypeError, "wrong type\n  hint: pass a number"]);
  });
});

describe("the errors", () => {
  it.each([
    [CancelledError, "CancelledError"],
    [RuntimeError, "RuntimeError"],
    [ValueError, "ValueError"],
    [InvalidStateError, "InvalidStateError"],
    [TimeoutError, "TimeoutError"],
    [QueueFull, "QueueFull"],
    [QueueEmpty, "QueueEmpty"],
    [QueueShutDown, "QueueShutDown"],
    [BrokenBarrierError, "BrokenBarrierError"],
  ])("%o is named %s and has an empty message unless one is given", (ErrorClass, name) => {
    expect(String(new ErrorClass())).toBe(name);
    expect(String(new ErrorClass("text"))).toBe(`${name}: text`);
  });

  it("ValueError is a RangeError, and BrokenBarrierError a RuntimeError", () => {
    expect(new ValueError()).toBeInstanceOf(RangeError);
    expect(new BrokenBarrierError()).toBeInstanceOf(RuntimeError);
  });

  it("RuntimeError and TimeoutError keep their cause", () => {
    const cause = new Error("cause");

    expect([new RuntimeError("", undefined, { cause }).cause, new TimeoutError("", { cause }).cause]).toEqual([
      cause,
      cause,
    ]);
  });
});

describe("DeadlockError", () => {
  it("lists who waits for what, held by whom and where", () => {
    const blocked = [
      { task: "main", waitsFor: "worker-1" },
      { task: "worker-1", waitsFor: "Lock.acquire()", owner: "main", place: "a.ts:7" },
    ];

    const error = new DeadlockError(2, blocked);

    expect(error).toMatchInlineSnapshot(`
      [DeadlockError: Deadlock at t=2 s: 2 task(s) wait and no timer is pending
        main      waits for worker-1
        worker-1  waits for Lock.acquire(), held by main  (a.ts:7)
        hint: look for a lock taken in two orders, or an event that nobody sets]
    `);
    expect([error.time, error.blocked]).toEqual([2, blocked]);
  });
});

describe("StepLimitError", () => {
  it("names the tasks that kept the loop busy", () => {
    const error = new StepLimitError("5 iterations", 3, ["a", "b"]);

    expect(error).toMatchInlineSnapshot(`
      [StepLimitError: The loop did not finish within 5 iterations (stopped at t=3 s)
        spinning: a, b
        hint: look for a loop that never ends, or raise maxIterations / maxTime of virtualLoop()]
    `);
    expect([error.time, error.spinning]).toEqual([3, ["a", "b"]]);
  });

  it("says so if there were callbacks only", () => {
    expect(new StepLimitError("5 iterations", 3, []).message).toContain("\n  spinning: callbacks only\n");
  });
});

describe("OutsideWaitError", () => {
  it.each(["TCPCONNECTWRAP", "PIPECONNECTWRAP", "GETADDRINFOREQWRAP", "UDPSENDWRAP"])(
    "names the two ways out of a real socket: %s",
    (waitsFor) => {
      const { message } = new OutsideWaitError(1, [{ task: "main", waitsFor }]);
      expect(message).toMatch(
        /hint: .*openConnection\(\).* simulated network, or put the client behind simulate\(client\)/,
      );
    },
  );

  it("names the tasks that wait outside, and what to do about it", () => {
    const error = new OutsideWaitError(1, [{ task: "main", waitsFor: "a native promise" }]);

    expect(error).toMatchInlineSnapshot(`
      [OutsideWaitError: Cannot go on at t=1 s: a task waits outside the loop
        main  waits for a native promise
        hint: put timers on loop time with fakeGlobals(), and fakes of the rest behind simulate(fake); outside of explore(): external(promise), or virtualLoop({ io: "wait" })]
    `);
    expect(error.blocked).toHaveLength(1);
  });
});
