import { describe, expect, it } from "vitest";
import {
  createTask,
  ExceptionGroup,
  gather,
  run,
  RuntimeError,
  sleep,
  TaskGroup,
  timeout,
  type Wait,
  waitFor,
} from "#index";
import { virtualLoop } from "#testing";

function* answer(): Generator<Wait, number, void> {
  yield* sleep(1);
  return 42;
}

type Work = Generator<Wait, number, void>;

/** The ways to have a generator object run. */
const ways: readonly (readonly [string, (work: Work) => PromiseLike<unknown>])[] = [
  ["createTask()", (work) => createTask(work)],
  ["a function that returns it", (work) => createTask(() => work)],
  ["gather()", (work) => gather(work)],
  ["TaskGroup", (work) => new TaskGroup().run(async (group) => group.createTask(work))],
  ["waitFor()", (work) => waitFor(work, 5)],
  ["timeout()", (work) => timeout(5).run(() => work)],
  ["waitFor() of a function", (work) => waitFor(() => work, 5)],
];

const pairs = ways.flatMap(([one, first]) => ways.map(([other, second]) => [one, other, first, second] as const));

describe("a generator object that is given to somebody to run", () => {
  it.each(pairs)("is refused a second time: %s, then %s", async (_, __, first, second) => {
    const running = run(
      async () => {
        const work = answer();
        const one = Promise.resolve(first(work));
        await sleep(0.5); // it has begun
        const refusal: unknown = await Promise.resolve(second(work)).catch((error: unknown) => error);
        expect(refusal instanceof ExceptionGroup ? refusal.errors : [refusal]).toEqual([
          new RuntimeError("cannot reuse already awaited coroutine", "call the coroutine function again for a new one"),
        ]);
        return await one;
      },
      { loopFactory: virtualLoop() }, // oxfmt-ignore
    );

    await running;
  });

  it("is refused when it has ended", async () => {
    const running = run(
      async () => {
        const work = answer();
        return [await createTask(work), await createTask(work)];
      },
      { loopFactory: virtualLoop() }, // oxfmt-ignore
    );

    await expect(running).rejects.toThrow(/^cannot reuse already awaited coroutine\n/);
  });

  it("is one future for gather(), which may have it twice", async () => {
    const twice = async (): Promise<unknown> => {
      const work = answer();
      return gather(work, work);
    };

    expect(await run(twice, { loopFactory: virtualLoop() })).toEqual([42, 42]);
  });
});
