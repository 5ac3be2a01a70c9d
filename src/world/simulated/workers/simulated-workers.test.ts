import { describe, expect, it } from "vitest";
import { createTask, exported, gather, getRunningLoop, run, sleep, ThreadPoolExecutor, toThread } from "#index";
import { explore, RaceError, simulatedWorld, virtualLoop, type WorkerSettings } from "#testing";

const at = import.meta.url;
const same = exported(at, function same(text: string): string {
  return text;
});
const waiting = exported(at, async function waiting(): Promise<never> {
  return await new Promise<never>(() => undefined);
});

/** Run calls with the texts `a`, `b` … at the same time. @returns each with the time at which it was done */
async function timesOf(count: number, workers: WorkerSettings): Promise<string[]> {
  const done: string[] = [];
  await run(
    async () => {
      const loop = getRunningLoop();
      const call = async (text: string): Promise<void> => {
        await toThread(same, text);
        done.push(`${text} at ${loop.time()}`);
      };
      await gather(...["a", "b", "c", "d", "e", "f"].slice(0, count).map((text) => () => call(text)));
    },
    { loopFactory: virtualLoop({ io: "forbid", world: simulatedWorld({ workers }) }) },
  );
  return done;
}

/** A page that shows the answer which came last: it should be the answer to the last question. */
async function staleAnswer(): Promise<void> {
  let shown = "";
  const ask = async (question: string): Promise<void> => {
    shown = await toThread(same, question);
  };
  const first = createTask(() => ask("old"));
  await sleep(0);
  await gather(first, () => ask("new"));
  if (shown !== "new") throw new Error(`it shows ${shown}`);
}

/** The same, but an answer to an old question is dropped. */
async function lastQuestion(): Promise<void> {
  let shown = "";
  let asked = "";
  const ask = async (question: string): Promise<void> => {
    asked = question;
    const answer = await toThread(same, question);
    if (question === asked) shown = answer;
  };
  const first = createTask(() => ask("old"));
  await sleep(0);
  await gather(first, () => ask("new"));
  if (shown !== "new") throw new Error(`it shows ${shown}`);
}

describe("simulated workers", () => {
  it("take the duration that the settings say", async () => {
    expect(await timesOf(3, { duration: 2 })).toEqual(["a at 2", "b at 2", "c at 2"]);
    expect(await timesOf(2, { duration: [3, 1] })).toEqual(["a at 3", "b at 3"]);
  });

  it("take no time without a duration", async () => {
    expect(await timesOf(2, {})).toEqual(["a at 0", "b at 0"]);
  });

  it("take a duration of their own for each call", async () => {
    const seconds: Record<string, number> = { a: 1, b: 3, c: 2 };
    const duration = ({ args }: { readonly args: readonly unknown[] }): number => seconds[String(args[0])] ?? 0;

    expect(await timesOf(3, { duration })).toEqual(["a at 1", "c at 2", "b at 3"]);
  });

  it("are as many as the settings say, and take calls in the order of arrival", async () => {
    expect(await timesOf(5, { duration: 2, size: 2 })).toEqual(["a at 2", "b at 2", "c at 4", "d at 4", "e at 6"]);
  });

  it("end in any order: explore() finds the race of two calls", async () => {
    const error = await explore(staleAnswer).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );

    expect(error).toBeInstanceOf(RaceError);
    expect((error as RaceError).finding).toMatchObject({ level: "env", failure: { message: "it shows old" } });
    expect((error as RaceError).message).toMatch(/end of same\(\) for \S+ arrives/);
  });

  it("let explore() prove that there is none", async () => {
    expect((await explore(lastQuestion)).claim.kind).toBe("proof");
  });

  it("end in order where all that varies is the latency, and fewer workers than calls", async () => {
    const settings = { world: simulatedWorld({ workers: { size: 1 } }) };

    expect((await explore(staleAnswer, settings)).claim.kind).toBe("proof");
  });

  it("tell of a call that waits for ever, instead of hanging", async () => {
    const loopFactory = virtualLoop({ io: "forbid", world: simulatedWorld() });

    await expect(run(() => toThread(waiting), { loopFactory })).rejects.toThrow(
      /^Cannot go on at t=0 s: a task waits outside the loop\n/,
    );
  });

  it("refuse wrong settings", () => {
    expect(() => simulatedWorld({ workers: { size: 0 } })).toThrow(/^Invalid size: 0\n/);
    expect(() => simulatedWorld({ workers: { duration: [] } })).toThrow(/^Invalid duration: an empty list\n/);
    expect(() => simulatedWorld({ workers: { duration: Infinity } })).toThrow(/^Invalid duration: Infinity\n/);
    expect(() => simulatedWorld({ workers: { count: 1 } as never })).toThrow(
      /^Unknown option of the workers of simulatedWorld\(\): count\n/,
    );
  });

  it("run a call of a pool that is shut down", async () => {
    const value = await run(
      async () => {
        const executor = new ThreadPoolExecutor({ maxWorkers: 1 });
        const future = executor.submit(same, "a");
        await executor.shutdown();
        return await future;
      },
      { loopFactory: virtualLoop({ world: simulatedWorld({ workers: { duration: 1 } }) }) },
    );

    expect(value).toBe("a");
  });
});
