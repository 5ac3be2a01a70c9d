import { describe, expect, it } from "vitest";
import { type Body, createTask, run, sleep } from "#index";
import { Once } from "#streams/once";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

describe("Once", () => {
  it("wakes all that wait, and does not hold who comes later", () =>
    onVirtualLoop(function* () {
      const once = new Once<number>();
      const tasks = [1, 2].map(() => createTask(() => once.wait(once, "wait()")));
      yield* sleep(0);

      once.happened(7);
      yield* sleep(0);

      expect(tasks.map((task) => task.result())).toEqual([7, 7]);
      expect(yield* once.wait(once, "wait()")).toBe(7);
    }));

  it("lets one give up without the others", () =>
    onVirtualLoop(function* () {
      const once = new Once<void>();
      const [first, second] = [1, 2].map(() => createTask(() => once.wait(once, "wait()")));
      yield* sleep(0);

      first?.cancel();
      yield* sleep(0);
      once.happened();
      yield* sleep(0);

      expect([first?.cancelled(), second?.cancelled(), second?.done()]).toEqual([true, false, true]);
    }));

  it("gives everybody the error, and is no failure that somebody has to hear of", () =>
    onVirtualLoop(function* () {
      const once = new Once<void>();
      once.failed(new RangeError("reset"));
      once.happened();

      const task = createTask(() => once.wait(once, "wait()"));
      yield* sleep(0);

      expect(task.exception()).toEqual(new RangeError("reset"));
    }));
});
