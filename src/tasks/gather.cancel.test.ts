import { describe, expect, it } from "vitest";
import { type Body, CancelledError, createFuture, createTask, gather, run, sleep } from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

describe("gather(), when it is cancelled,", () => {
  it.each([false, true])("cancels every child, and ends when they have (returnExceptions: %s)", (returnExceptions) =>
    onVirtualLoop(async () => {
      const cleanUp = async (seconds: number): Promise<void> => {
        try {
          await sleep(100);
        } finally {
          await sleep(seconds);
        }
      };
      const children = [createTask(() => cleanUp(1)), createTask(() => cleanUp(2))];
      const gathering = gather(...children, { returnExceptions });
      await sleep(1);

      expect(gathering.cancel("enough")).toBe(true);
      expect(gathering.done()).toBe(false);

      await expect(gathering).rejects.toThrow(new CancelledError("enough"));
      await sleep(5);
      expect(children.map((child) => child.cancelled())).toEqual([true, true]);
    }),
  );

  it("ends with CancelledError even if every child refuses, with returnExceptions", () =>
    onVirtualLoop(async () => {
      const refuse = async (): Promise<string> => (await sleep(100).then(null, () => {}), "refused");
      const gathering = gather(refuse, refuse, { returnExceptions: true });
      await sleep(1);

      gathering.cancel();

      await expect(gathering).rejects.toBeInstanceOf(CancelledError);
    }));

  it("with returnExceptions fails with the error of its last argument, as in CPython", () =>
    onVirtualLoop(async () => {
      const own = (message: string, seconds: number) => async () => {
        await sleep(100).then(null, () => sleep(seconds));
        throw new CancelledError(message);
      };
      const gathering = gather(own("ends last", 2), own("last argument", 1), { returnExceptions: true });
      await sleep(1);

      gathering.cancel("enough");

      await expect(gathering).rejects.toThrow(new CancelledError("last argument"));
    }));

  it("cannot be cancelled once it is done, though children run on", () =>
    onVirtualLoop(async () => {
      const other = createTask(() => sleep(5, "other"));
      const gathering = gather(() => Promise.reject(new Error("broken")), other);
      await gathering.then(null, () => {});

      expect(gathering.cancel()).toBe(false);

      expect(await other).toBe("other");
    }));

  it("says that there was nothing to cancel if the children are done and it has not noticed", () =>
    onVirtualLoop(function* () {
      const child = createFuture<number>();
      const gathering = gather(child);
      child.setResult(7);

      expect(gathering.cancel()).toBe(false);

      expect(yield* gathering).toEqual([7]);
    }));

  it("is cancelled by the cancellation of the task that awaits it", () =>
    onVirtualLoop(async () => {
      const children = [createTask(() => sleep(100)), createTask(() => sleep(100))];
      const outer = createTask(() => gather(...children));
      await sleep(1);

      outer.cancel("enough");

      await expect(outer).rejects.toThrow(new CancelledError("enough"));
      await sleep(0);
      expect(children.map((child) => child.cancelled())).toEqual([true, true]);
    }));
});
