import { describe, expect, it } from "vitest";
import { type Future, gather, run, type Wait } from "#index";
import {
  type ExploreSettings,
  exhaustive,
  explore,
  replay,
  simulate,
  type Strategy,
  virtualLoop,
  watch,
} from "#testing";

type Api = Record<"a" | "b" | "c", () => Promise<string>>;
type Program = (api: Api, log: string[]) => PromiseLike<unknown>;

const fake = (): Api => simulate({ a: async () => "a", b: async () => "b", c: async () => "c" });

/** To await it takes one microtask, and is no wait for something that nobody controls. */
const microtask = undefined as Promise<void> | undefined;

/** Waits for a reply, and twice goes on. */
async function strand(reply: PromiseLike<string>, log: string[]): Promise<void> {
  const name = await reply;
  log.push(`${name}1`);
  await microtask;
  log.push(`${name}2`);
}

const two: Program = (api, log) => Promise.all([strand(api.a(), log), strand(api.b(), log)]);
const three: Program = (api, log) => Promise.all([strand(api.a(), log), strand(api.b(), log), strand(api.c(), log)]);
const chains: Program = (api, log) => {
  const chain = (reply: Promise<string>): Promise<unknown> => {
    const first = reply.then((name) => log.push(`${name}1`) && name);
    return first.then((name) => log.push(`${name}2`));
  };
  return Promise.all([chain(api.a()), chain(api.b()), chain(api.c())]);
};
const tasks: Program = (api, log) =>
  gather(
    () => strand(api.a(), log),
    () => strand(api.b(), log),
  );

/** Every outcome, and how many executions showed that there is no other. */
async function outcomesOf(program: Program, level: ExploreSettings["level"]): Promise<[string[], number]> {
  const seen = new Set<string>();
  const body = async (): Promise<void> => {
    const log: string[] = [];
    await program(fake(), log);
    seen.add(log.join(" "));
  };
  const { claim, executions } = await explore(body, { level, strategy: exhaustive(), executions: 20_000 });
  expect(claim.kind).toBe("proof");
  return [[...seen].toSorted(), executions];
}

/** What `program` does on Node if its calls are settled in these macrotasks, `ab c`. */
async function onNode(program: Program, packets: string): Promise<string> {
  const log: string[] = [];
  const settle = new Map<string, () => void>();
  const call = (name: string) => () => new Promise<string>((resolve) => settle.set(name, () => resolve(name)));
  const end = program({ a: call("a"), b: call("b"), c: call("c") }, log) as Promise<unknown>;
  for (const packet of packets.split(" ")) {
    await new Promise<void>((resolve) => {
      setImmediate(() => {
        for (const name of packet) settle.get(name)?.();
        setImmediate(resolve);
      });
    });
  }
  await end;
  return log.join(" ");
}

/** Every way in which completions of these names can come, in packets: `ab c`, `a b c`, `b ac` … */
function packetsOf(names: string): string[] {
  if (names.length === 1) return [names];
  return Array.from(names).flatMap((first) => {
    const rest = packetsOf(names.replace(first, ""));
    return rest.flatMap((packets) => [`${first} ${packets}`, `${first}${packets}`]);
  });
}

async function allOnNode(program: Program, names: string): Promise<string[]> {
  const orders = new Set<string>();
  for (const packets of packetsOf(names)) orders.add(await onNode(program, packets));
  return [...orders].toSorted();
}

describe("two completions in one macrotask", () => {
  it.each([
    ["env", 8],
    ["any-order", 22],
  ] as const)("go on in turns, as two promises of Node do, at %s", async (level, count) => {
    const [outcomes, executions] = await outcomesOf(two, level);

    expect(outcomes).toEqual(["a1 a2 b1 b2", "a1 b1 a2 b2", "b1 a1 b2 a2", "b1 b2 a1 a2"]);
    expect(outcomes).toEqual(await allOnNode(two, "ab"));
    expect(executions).toBe(count);
  });

  it("may wake two tasks", async () => {
    const [outcomes] = await outcomesOf(tasks, "env");

    expect(outcomes).toEqual(await allOnNode(two, "ab"));
  });

  it("stay one by one by default", async () => {
    const log: string[] = [];
    const main = async (): Promise<void> => void (await two(fake(), log));

    await run(main, { loopFactory: virtualLoop() });

    expect(log.join(" ")).toBe("a1 a2 b1 b2");
  });

  it("are no choice where a generator waits, which gets a turn of its own on a real loop", async () => {
    const generators: Program = (api, log) => {
      const reply = function* (call: unknown): Generator<Wait, void, void> {
        log.push(yield* call as Future<string>);
      };
      return gather(reply(api.a()), reply(api.b()));
    };

    const alternatives = new Set<string>();
    const strategy: Strategy = {
      choose: ({ options }) => {
        for (const { title } of options) alternatives.add(title);
        return 0;
      },
    };
    const loopFactory = virtualLoop({ level: "env", strategy });

    await run(() => generators(fake(), []) as Promise<unknown>, { loopFactory });

    expect(alternatives).toContain("b()");
    expect(alternatives).not.toContain("joined");
  });
});

describe("three completions in one macrotask", () => {
  it.each([
    ["awaits", three],
    ["chains of promises", chains],
  ])("come in every packet that a real loop can get: %s", async (_, program) => {
    const [outcomes, executions] = await outcomesOf(program, "env");

    expect(outcomes).toEqual(await allOnNode(program, "abc"));
    expect(executions).toBe(96);
  });
});

/** Ways in which code waits for a call. Each goes on twice more. */
const waits: Record<string, (reply: Promise<string>) => Promise<unknown>> = {
  await: async (reply) => await reply,
  then: (reply) => reply.then((name) => name),
  catch: (reply) => reply.catch(() => ""),
  finally: (reply) => reply.finally(() => undefined),
  all: (reply) => Promise.all([reply, Promise.resolve()]),
  race: (reply) => Promise.race([reply, new Promise(() => undefined)]),
  resolve: (reply) => Promise.resolve(reply),
};

const pairs = Object.keys(waits).flatMap((one, at) =>
  Object.keys(waits)
    .slice(at)
    .map((other) => [one, other]),
);

describe("code that waits in one way, beside code that waits in another,", () => {
  it.each(pairs)("goes on as on Node: %s beside %s", async (one = "", other = "") => {
    const mixed: Program = (api, log) => {
      const goOn = async (name: string, waited: Promise<unknown> | undefined): Promise<void> => {
        await waited;
        for (const step of [1, 2, 3]) {
          log.push(`${name}${step}`);
          await microtask;
        }
      };
      return Promise.all([goOn("a", waits[one]?.(api.a())), goOn("b", waits[other]?.(api.b()))]);
    };

    expect((await outcomesOf(mixed, "env"))[0]).toEqual(await allOnNode(mixed, "ab"));
  });
});

/** Loses an update if both replies come in one macrotask. */
async function counting(): Promise<void> {
  const api = fake();
  const state = watch({ count: 0 }, "state");
  const add = async (reply: PromiseLike<string>): Promise<void> => {
    await reply;
    const { count } = state;
    await microtask;
    state.count = count + 1;
  };
  await gather(
    () => add(api.a()),
    () => add(api.b()),
  );
  if (state.count !== 2) throw new Error("lost update");
}

describe("a finding that needs two completions in one macrotask", () => {
  it("is one deviation, which the report shows at both and a replay repeats", async () => {
    const found = explore(counting);

    await expect(found).rejects.toThrow(/level {5}env \(can happen on a real loop\)/);
    await expect(found).rejects.toThrow(/▶1 +a\(\) arrives\n▶1 +b\(\) arrives\n/);
    await expect(found).rejects.toThrow("  ▶1  a() of Task-2 and what arrives next come in one macrotask\n");
    await expect(found).rejects.toThrow('await replay(body, "v1:main.0.x0@1=joined")');
    await expect(replay(counting, "v1:main.0.x0@1=joined")).rejects.toThrow("lost update");
  });

  it("names who read what, although both tasks move in one turn", async () => {
    await expect(explore(counting)).rejects.toThrow(
      /Task-3 reads it [^]*Task-2 writes it: what was read is stale now [^]*Task-3 writes what it made of the stale value /,
    );
  });
});
