// @ts-nocheck -- the suites are JavaScript, as those of other people are
// cockatiel ships no tests: what its tests of breakers say, in our words, by hand as there.
import { install } from "@sinonjs/fake-timers";
import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  CountBreaker,
  handleAll,
  handleType,
  IsolatedCircuitError,
  IterableBackoff,
  SamplingBreaker,
  TaskCancelledError,
} from "cockatiel";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

class Down extends Error {}

let clock;
beforeEach(() => void (clock = install({ toNotFake: ["nextTick", "queueMicrotask"] }))); // vitest's workers need them
afterEach(() => clock.uninstall());

const delay = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const down = () => Promise.reject(new Down());
const { Closed, HalfOpen, Isolated, Open } = CircuitState;

describe("a circuit breaker", () => {
  let policy;
  let seen;
  beforeEach(() => {
    policy = make(1_000);
    seen = [];
    policy.onBreak(() => seen.push("break"));
    policy.onHalfOpen(() => seen.push("half open"));
    policy.onReset(() => seen.push("reset"));
  });

  function make(halfOpenAfter, settings) {
    return circuitBreaker(handleType(Down), { halfOpenAfter, breaker: new ConsecutiveBreaker(2), ...settings });
  }

  async function open(breaker = policy) {
    await expect(breaker.execute(down)).rejects.toThrow(Down);
    await expect(breaker.execute(down)).rejects.toThrow(Down);
  }

  test("lets calls through", async () => expect(await policy.execute(() => 42)).toBe(42));

  test("opens after failures", async () => {
    await expect(policy.execute(down)).rejects.toThrow(Down);
    expect([policy.state, seen]).toEqual([Closed, []]);
    await expect(policy.execute(down)).rejects.toThrow(Down);
    expect([policy.state, seen]).toEqual([Open, ["break"]]);
    await expect(policy.execute(() => 1)).rejects.toThrow(BrokenCircuitError);
    expect(policy.lastFailure.error).toBeInstanceOf(Down);
  });

  test("closes when the trial succeeds", async () => {
    await open();
    clock.tick(1_000);
    const trial = policy.execute(async () => 42);
    expect(policy.state).toBe(HalfOpen);
    expect([await trial, policy.state, seen]).toEqual([42, Closed, ["break", "half open", "reset"]]);
  });

  test("opens again when it fails", async () => {
    await open();
    clock.tick(1_000);
    await expect(policy.execute(down)).rejects.toThrow(Down);
    expect(policy.state).toBe(Open);
  });

  test("is not tried too early", async () => {
    await open();
    clock.tick(999);
    await expect(policy.execute(() => 1)).rejects.toThrow(BrokenCircuitError);
    clock.tick(1);
    expect(await policy.execute(() => 1)).toBe(1);
  });

  test("waits longer the second time, if it is told to, and begins afresh when it closes", async () => {
    const backing = make(new IterableBackoff([1_000, 2_000]));
    for (const _round of [1, 2]) {
      await open(backing);
      clock.tick(1_000);
      await expect(backing.execute(down)).rejects.toThrow(Down);
      clock.tick(1_000);
      await expect(backing.execute(() => 1)).rejects.toThrow(BrokenCircuitError);
      clock.tick(1_000);
      expect(await backing.execute(() => 1)).toBe(1);
    }
  });

  test.each([
    ["succeeds", () => "tried", ["tried", "second"]],
    ["fails", () => down(), [Down, BrokenCircuitError]],
  ])("lets others wait for a trial that %s", async (_, end, expected) => {
    await open();
    clock.tick(1_000);
    const both = Promise.allSettled([
      policy.execute(async () => {
        await delay(10);
        return end();
      }),
      policy.execute(() => "second"),
    ]);
    await clock.tickAsync(10);
    expect((await both).map(({ value, reason }) => value ?? reason.constructor)).toEqual(expected);
  });

  test("is isolated until the last one lets go", async () => {
    const [first, second] = [policy.isolate(), policy.isolate()];
    expect([policy.state, seen]).toEqual([Isolated, ["break"]]);
    await expect(policy.execute(() => 1)).rejects.toThrow(IsolatedCircuitError);
    first.dispose();
    expect(policy.state).toBe(Isolated);
    second.dispose();
    expect([policy.state, seen]).toEqual([Closed, ["break", "reset"]]);
  });

  test("links the signal of its parent", async () => {
    const parent = new AbortController();
    const linked = ({ signal }) => {
      const before = signal.aborted;
      parent.abort();
      return [before, signal.aborted];
    };
    const any = circuitBreaker(handleAll, { halfOpenAfter: 1_000, breaker: new ConsecutiveBreaker(3) });
    expect(await any.execute(linked, parent.signal)).toEqual([false, true]);
  });

  test("does not start what is cancelled while a trial runs", async () => {
    await open();
    clock.tick(1_000);
    const trial = policy.execute(async () => 42);
    await expect(policy.execute(() => 1, AbortSignal.abort())).rejects.toThrow(TaskCancelledError);
    expect([await trial, policy.state]).toEqual([42, Closed]);
  });

  test.each([
    ["closed", 0, Closed],
    ["half way", 1, Closed],
    ["open", 2, Open],
  ])("is stored and taken up again: %s", async (_, failures, state) => {
    for (let count = 0; count < failures; count += 1) await policy.execute(down).catch(() => undefined);
    const next = make(1_000, { initialState: JSON.parse(JSON.stringify(policy.toJSON())) });
    expect(next.state).toBe(state);
    await next.execute(down).catch(() => undefined);
    expect(next.state).toBe(failures === 0 ? Closed : Open);
  });
});

describe("CountBreaker", () => {
  test.each([
    { threshold: -1 },
    { threshold: 0 },
    { threshold: 1 },
    { size: 0 },
    { size: 0.5 },
    { minimumNumberOfCalls: 101 },
  ])("refuses %j", (wrong) =>
    expect(() => new CountBreaker({ threshold: 0.5, size: 100, ...wrong })).toThrow(RangeError),
  );

  test("opens above its threshold, once there are enough calls", () => {
    const breaker = new CountBreaker({ threshold: 0.5, size: 100, minimumNumberOfCalls: 50 });
    for (let call = 0; call < 24; call += 1) breaker.success(Closed);
    for (let call = 0; call < 25; call += 1) expect(breaker.failure(Closed)).toBe(false);
    expect(breaker.failure(Closed)).toBe(true);
  });

  test("forgets when it closes", () => {
    const breaker = new CountBreaker({ threshold: 0.5, size: 4, minimumNumberOfCalls: 2 });
    for (let call = 0; call < 4; call += 1) breaker.failure(Closed);
    breaker.success(HalfOpen);
    expect(breaker.failure(Closed)).toBe(false);
  });
});

describe("SamplingBreaker", () => {
  const make = () => new SamplingBreaker({ threshold: 0.5, duration: 5_000, minimumRps: 3 });

  test.each([-1, 0, 1, 10])("refuses the threshold %d", (threshold) =>
    expect(() => new SamplingBreaker({ threshold, duration: 10 })).toThrow(RangeError),
  );

  test("does not open for few calls a second", () => {
    const breaker = make();
    for (let call = 0; call < 10; call += 1) {
      expect(breaker.failure(Closed)).toBe(false);
      clock.tick(500);
    }
  });

  test("opens for many", () => {
    const breaker = make();
    for (let call = 0; call < 15; call += 1) {
      clock.tick(334);
      expect(breaker.failure(Closed)).toBe(false);
    }
    breaker.failure(Closed);
    expect(breaker.failure(Closed)).toBe(true);
  });

  test("counts over time, also when it is stored and taken up again", () => {
    let breaker = make();
    for (let call = 0; call < 19; call += 1) {
      breaker.success(Closed);
      expect(breaker.failure(Closed)).toBe(false);
      clock.tick(250);
      const { state } = breaker;
      breaker = make();
      breaker.state = state;
    }
    expect(breaker.failure(Closed)).toBe(true);
  });
});
