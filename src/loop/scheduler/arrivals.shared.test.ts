import { describe, expect, it } from "vitest";
import { ensureFuture, gather, run, type Wait } from "#index";
import { type ExploreSettings, exhaustive, explore, replay, simulate, virtualLoop } from "#testing";

type Program = (reply: Promise<string>, log: string[]) => PromiseLike<unknown>;

/** To await it takes one microtask, and is no wait for something that nobody controls. */
const microtask = undefined as Promise<void> | undefined;

/** Waits, and goes on three times. */
async function strand(name: string, waited: PromiseLike<unknown> | undefined, log: string[]): Promise<void> {
  await waited;
  for (const step of [1, 2, 3]) {
    log.push(`${name}${step}`);
    await microtask;
  }
}

/** What `program` does with one call that all of its code waits for. */
async function simulated(program: Program, level: ExploreSettings["level"] = "env"): Promise<string[]> {
  const seen = new Set<string>();
  const body = async (): Promise<void> => {
    const log: string[] = [];
    const api = simulate({ load: async () => "loaded" });
    await program(api.load(), log);
    seen.add(log.join(" "));
  };
  const { claim } = await explore(body, { level, strategy: exhaustive(), executions: 20_000 });
  expect(claim.kind).toMatch(/proof|none/);
  return [...seen].toSorted();
}

async function onNode(program: Program): Promise<string[]> {
  const log: string[] = [];
  await program(new Promise((resolve) => setImmediate(resolve, "loaded")), log);
  return [log.join(" ")];
}

/** Ways in which code waits for a call. */
const waits: Record<string, (reply: Promise<string>) => Promise<unknown>> = {
  await: async (reply) => await reply,
  then: (reply) => reply.then((name) => name),
  "then, then": (reply) => reply.then((name) => name).then((name) => name),
  catch: (reply) => reply.catch(() => ""),
  finally: (reply) => reply.finally(() => undefined),
  all: (reply) => Promise.all([reply, Promise.resolve()]),
  "all of the same": (reply) => Promise.all([reply, reply]),
  race: (reply) => Promise.race([reply, new Promise(() => undefined)]),
  any: (reply) => Promise.any([reply, Promise.reject(new Error("no"))]),
  allSettled: (reply) => Promise.allSettled([reply]),
  resolve: (reply) => Promise.resolve(reply),
};
const names = Object.keys(waits);
const pairs = names.flatMap((one) => names.map((other) => [one, other] as const));

describe("native code that waits for one simulated call", () => {
  it.each(pairs)("goes on in lock-step, as on Node: %s beside %s", async (one, other) => {
    const program: Program = (reply, log) =>
      Promise.all([
        strand("a", waits[one]?.(reply), log),
        strand("b", waits[other]?.(reply), log),
        strand("c", reply, log),
      ]);

    expect(await simulated(program)).toEqual(await onNode(program));
  });

  it("goes on in lock-step if the call fails", async () => {
    const program: Program = (reply, log) => {
      const failed = reply.then(() => Promise.reject(new Error("no")));
      const late = (name: string): Promise<void> => strand(name, failed, log).catch(() => strand(name, undefined, log));
      return Promise.all([late("a"), strand("b", reply, log), late("c"), strand("d", reply, log)]);
    };

    expect(await simulated(program)).toEqual(await onNode(program));
  });

  it("goes on in lock-step if a signal ends the call", async () => {
    const log: string[] = [];
    const main = async (): Promise<void> => {
      const controller = new AbortController();
      const api = simulate({ load: async (signal: AbortSignal) => (signal.aborted ? "aborted" : "loaded") });
      const reply = api.load(controller.signal);
      const ended = Promise.all(
        ["a", "b"].map((name) =>
          strand(
            name,
            reply.catch(() => ""),
            log,
          ),
        ),
      );
      controller.abort();
      await ended;
    };

    await run(main, { loopFactory: virtualLoop() });

    expect(log.join(" ")).toBe("a1 b1 a2 b2 a3 b3");
  });

  it("goes on in lock-step in tasks of its own, and where nothing is chosen", async () => {
    const log: string[] = [];
    const main = async (): Promise<void> => {
      const reply = simulate({ load: async () => "loaded" }).load();
      await gather(
        () => strand("a", reply, log),
        () => strand("b", reply, log),
        () => strand("c", reply, log),
      );
    };

    await run(main, { loopFactory: virtualLoop() });

    expect(log.join(" ")).toBe("a1 b1 c1 a2 b2 c2 a3 b3 c3");
  });

  it("comes before generators, each of which has its turn in the order in which they came", async () => {
    const program: Program = (reply, log) => {
      const generator = function* (name: string): Generator<Wait, void, void> {
        yield* ensureFuture(reply);
        log.push(name);
      };
      return gather(
        generator("one"),
        () => strand("a", reply, log),
        generator("two"),
        () => strand("b", reply, log),
      );
    };
    const real: string[] = [];
    await run(async () => await program(new Promise<string>((resolve) => setTimeout(resolve, 1, "loaded")), real));

    expect(await simulated(program)).toEqual(["a1 b1 a2 b2 a3 b3 one two"]);
    expect(real.join(" ")).toBe("a1 b1 a2 b2 a3 b3 one two");
  });
});

describe("at any-order, native code that waits for one simulated call", () => {
  const two: Program = (reply, log) => Promise.all([strand("a", reply, log), strand("b", reply, log)]);
  const inOrder = "a1 a2 a3 b1 b2 b3";
  const inLockStep = "a1 b1 a2 b2 a3 b3";

  it("goes on in lock-step, or in turns of its own in any order", async () => {
    expect(await simulated(two, "any-order")).toEqual([inOrder, inLockStep, "b1 b2 b3 a1 a2 a3"]);
    expect(await simulated(two)).toEqual([inLockStep]);
  });

  it("is apart by one deviation, which the report names and a replay repeats", async () => {
    const body = async (): Promise<void> => {
      const log: string[] = [];
      await two(simulate({ load: async () => "loaded" }).load(), log);
      if (log.join(" ") === inOrder) throw new Error("apart");
    };
    const found = explore(body, { level: "any-order" });

    await expect(found).rejects.toThrow(/Task-1 and all else that waits for the same go on in turns of their own/);
    await expect(replay(body, "v1:main@2=apart", { level: "any-order" })).rejects.toThrow("apart");
  });
});
