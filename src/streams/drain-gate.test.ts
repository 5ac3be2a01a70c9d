import { describe, expect, it } from "vitest";
import { type Body, createTask, run, sleep, type Task, timeout, type Wait } from "#index";
import { DrainGate } from "#streams/drain-gate";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

/** Tasks that wait for `gate`. */
function* waiting(gate: DrainGate, count: number): Generator<Wait, Task<void>[], void> {
  const tasks = Array.from({ length: count }, () => createTask(() => gate.drain(gate)));
  yield* sleep(0);
  return tasks;
}

describe("DrainGate", () => {
  it("lets everybody through while nothing is paused, without a turn", () =>
    onVirtualLoop(function* () {
      let otherRan = false;
      createTask(function* () {
        otherRan = true;
      });

      yield* new DrainGate().drain({});

      expect(otherRan).toBe(false);
    }));

  it("wakes all that wait when there is room again (gh-74116)", () =>
    onVirtualLoop(function* () {
      const gate = new DrainGate();
      gate.pause();
      const tasks = yield* waiting(gate, 3);

      gate.resume();
      yield* sleep(0);

      expect(tasks.map((task) => task.done())).toEqual([true, true, true]);
    }));

  it("gives all that wait the error that ends the connection", () =>
    onVirtualLoop(function* () {
      const gate = new DrainGate();
      gate.pause();
      const tasks = yield* waiting(gate, 2);

      gate.lost(new RangeError("reset"));
      yield* sleep(0);

      expect(tasks.map((task) => task.exception())).toEqual([new RangeError("reset"), new RangeError("reset")]);
    }));

  it("lets who waits go when the connection ends without an error, and refuses who comes later", () =>
    onVirtualLoop(function* () {
      const gate = new DrainGate();
      gate.pause();
      const [task] = yield* waiting(gate, 1);

      gate.lost(null);
      yield* sleep(0);

      expect(task?.exception()).toBe(null);
      const late = createTask(() => gate.drain(gate));
      yield* sleep(0);
      expect(late.exception()).toMatchObject({
        message: expect.stringMatching(/^Connection lost\n/),
        code: "ECONNRESET",
      });
    }));

  it("forgets who gave up", () =>
    onVirtualLoop(function* () {
      const gate = new DrainGate();
      gate.pause();
      const [first, second] = yield* waiting(gate, 2);

      first?.cancel();
      gate.resume();
      yield* sleep(0);

      expect([first?.cancelled(), second?.cancelled(), second?.done()]).toEqual([true, false, true]);
      yield* timeout(1).run(() => gate.drain(gate));
    }));

  it("is told of pauses and resumptions in turn", () => {
    const gate = new DrainGate();

    expect(() => gate.resume()).toThrow("resumeWriting() was called twice");
    gate.pause();
    expect(() => gate.pause()).toThrow("pauseWriting() was called twice");
  });
});
