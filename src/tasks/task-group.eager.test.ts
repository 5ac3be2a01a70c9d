import { describe, expect, it } from "vitest";
import { coroutine, ExceptionGroup, run, sleep, TaskGroup } from "#index";
import type { Wait } from "#index";
import { virtualLoop } from "#testing";

const loopFactory = virtualLoop();

describe("an eager child", () => {
  it("is cancelled after the children that its first step made", async () => {
    const cancelled: string[] = [];
    const child = coroutine(function* (name: string): Generator<Wait, void, void> {
      try {
        yield* sleep(1);
      } catch (error) {
        cancelled.push(name);
        throw error;
      }
    });
    const main = coroutine(function* (): Generator<Wait, void, void> {
      yield* new TaskGroup().run(function* (group): Generator<Wait, void, void> {
        const first = function* (): Generator<Wait, void, void> {
          group.createTask(child("made in the first step"));
          yield* child("eager");
        };
        group.createTask(first, { eagerStart: true });
        group.createTask(child("made later"));
        yield* sleep(0);
        throw new Error("stop");
      });
    });

    await expect(run(main, { loopFactory })).rejects.toThrow(ExceptionGroup);

    expect(cancelled).toEqual(["made in the first step", "eager", "made later"]);
  });

  it("is so as an async function, too, if its creator awaits that it has started", async () => {
    const cancelled: string[] = [];
    const child = async (name: string): Promise<void> => {
      try {
        await sleep(1);
      } catch (error) {
        cancelled.push(name);
        throw error;
      }
    };
    const main = async (): Promise<void> => {
      await new TaskGroup().run(async (group) => {
        const first = async (): Promise<void> => {
          await Promise.resolve();
          group.createTask(() => child("made in the first step"));
          await child("eager");
        };
        await group.createTask(first, { eagerStart: true }).started;
        group.createTask(() => child("made later"));
        await sleep(0);
        throw new Error("stop");
      });
    };

    await expect(run(main, { loopFactory })).rejects.toThrow(ExceptionGroup);

    expect(cancelled).toEqual(["made in the first step", "eager", "made later"]);
  });

  it("leaves the group as others do if it ends in its first step", async () => {
    const main = async (): Promise<string> => {
      const group = new TaskGroup();
      await group.run(async () => {
        const ended = group.createTask(async () => "done", { eagerStart: true });
        await ended.started;
        const waits = group.createTask(
          async () => {
            await sleep(0);
            return "later";
          },
          { eagerStart: true },
        );
        await waits.started;
      });
      return group.toString();
    };

    await expect(run(main, { loopFactory })).resolves.toBe("<TaskGroup entered>");
  });
});
