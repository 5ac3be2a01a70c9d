import { describe, expect, it } from "vitest";
import {
  type Body,
  CancelledError,
  createFuture,
  createTask,
  type ExceptionContext,
  getRunningLoop,
  run,
  shield,
  sleep,
  type Task,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

const failure = new Error("broken");

/** A task that awaits `inner` behind a shield, written both ways. */
const guards: [name: string, guard: (inner: Task<string>) => Body<[], string>][] = [
  [
    "generator",
    (inner) =>
      function* () {
        return yield* shield(inner);
      },
  ],
  ["async", (inner) => async () => await shield(inner)],
];

describe.each(guards)("shield() (%s)", (_, guard) => {
  it("gives the value of what it shields", () =>
    onVirtualLoop(async () => {
      const outer = createTask(guard(createTask(() => sleep(1, "value"))));

      expect(await outer).toBe("value");
    }));

  it("fails with the error of what it shields", () =>
    onVirtualLoop(async () => {
      const outer = createTask(guard(createTask(() => Promise.reject(failure))));

      await expect(outer).rejects.toBe(failure);
    }));

  it("keeps the cancellation of the waiting task from what it shields", () =>
    onVirtualLoop(async () => {
      const inner = createTask(() => sleep(5, "value"));
      const outer = createTask(guard(inner));
      await sleep(1);

      outer.cancel("enough");

      await expect(outer).rejects.toThrow(new CancelledError("enough"));
      expect([inner.done(), inner.cancelling()]).toEqual([false, 0]);
      expect(await inner).toBe("value");
    }));

  it("is cancelled with what it shields", () =>
    onVirtualLoop(async () => {
      const inner = createTask(() => sleep(5, "value"));
      const outer = createTask(guard(inner));
      await sleep(1);

      inner.cancel();

      await expect(outer).rejects.toBeInstanceOf(CancelledError);
      expect(outer.cancelled()).toBe(true);
    }));
});

describe("shield()", () => {
  it("of a future that is done is that future", () =>
    onVirtualLoop(async () => {
      const future = createFuture<number>();
      future.setResult(7);

      expect(shield(future) === future).toBe(true);
    }));

  it("makes a task of a coroutine or function", () =>
    onVirtualLoop(async () => {
      expect(await shield(sleep(1, "coroutine"))).toBe("coroutine");
      expect(await shield(async () => "function")).toBe("function");
    }));

  it("shields the same task for several waiters", () =>
    onVirtualLoop(async () => {
      const inner = createTask(() => sleep(2, "value"));
      const [cancelled, patient] = [shield(inner), shield(inner)];

      cancelled.cancel();

      expect([cancelled.cancelled(), await patient]).toEqual([true, "value"]);
    }));

  it.each([undefined, null])("fails if what it shields throws %s", (thrown) =>
    onVirtualLoop(async () => {
      const outcome = shield(() => Promise.reject(thrown)).then(null, (error: unknown) => ["failed", error]);

      expect(await outcome).toEqual(["failed", thrown]);
    }),
  );

  it("reports an error of what it shields if nobody waits for that any more", () =>
    onVirtualLoop(async () => {
      const reports: ExceptionContext[] = [];
      getRunningLoop().setExceptionHandler((_, context) => reports.push(context));
      const inner = createTask(async () => {
        await sleep(2);
        throw failure;
      });
      const outer = shield(inner);
      await sleep(1);

      outer.cancel();
      await sleep(5);

      expect(reports.map(({ message, exception }) => [message, exception])).toEqual([
        ["Error exception in shielded future", failure],
      ]);
      expect(reports[0]?.future === inner).toBe(true);
    }));

  it("names the type of what was thrown if that is no Error", () =>
    onVirtualLoop(async () => {
      const messages: string[] = [];
      getRunningLoop().setExceptionHandler((_, { message }) => messages.push(message));
      const outer = shield(async () => {
        await sleep(2);
        // oxlint-disable-next-line typescript/only-throw-error -- it is about those who do
        throw "text";
      });
      await sleep(1);

      outer.cancel();
      await sleep(5);

      expect(messages).toEqual(["string exception in shielded future"]);
    }));

  it("reports nothing if what it shields succeeds or is cancelled after nobody waits any more", () =>
    onVirtualLoop(async () => {
      const messages: string[] = [];
      getRunningLoop().setExceptionHandler((_, { message }) => messages.push(message));
      const cancelled = createTask(() => sleep(2));
      for (const inner of [createTask(() => sleep(2)), cancelled]) shield(inner).cancel();
      await sleep(1);

      cancelled.cancel();
      await sleep(5);

      expect(messages).toEqual([]);
    }));

  it("may be cancelled at the moment at which what it shields ends", () =>
    onVirtualLoop(async () => {
      const inner = createFuture<string>();
      const outer = shield(inner);

      inner.setResult("value");
      outer.cancel();
      await sleep(1);

      expect([outer.cancelled(), inner.result()]).toEqual([true, "value"]);
    }));

  it("reports the error of what it shields once, however many shields were cancelled", async () => {
    const messages: string[] = [];
    await onVirtualLoop(async () => {
      getRunningLoop().setExceptionHandler((_, { message }: ExceptionContext) => messages.push(message));
      const inner = createFuture<string>();
      for (const outer of [shield(inner), shield(inner), shield(inner)]) outer.cancel();
      await sleep(1);
      inner.setException(failure);
      await sleep(1);
    });

    expect(messages).toEqual(["Error exception in shielded future"]);
  });
});
