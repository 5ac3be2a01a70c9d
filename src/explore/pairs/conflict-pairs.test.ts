import assert from "node:assert/strict";
import { describe, expect, it } from "vitest";
import { createTask, gather, Lock, sleep, type Task, type Wait } from "#index";
import {
  describeCertificate,
  explore,
  fifoOnly,
  random,
  RaceError,
  type SearchStrategy,
  shared,
  simulate,
  watch,
} from "#testing";

/** Closes a connection while it is still opening, in some orders. */
async function connection(): Promise<void> {
  const socket = simulate({ open: async () => "opened", close: async () => "closed", ping: async () => "pong" });
  const opening = createTask(() => socket.open(), { name: "opener" });
  const closing = createTask(() => socket.close(), { name: "closer" });
  await gather(opening, closing);
}

/** Two tasks that write one field. */
function* writers(cell: { value: number }): Generator<Wait, void, void> {
  const write = (value: number) =>
    function* (): Generator<Wait, void, void> {
      yield* sleep(0);
      cell.value = value;
    };
  yield* gather(createTask(write(1), { name: "one" }), createTask(write(2), { name: "two" }));
}

const sharedCell = (): Generator<Wait, void, void> => writers(shared({ value: 0 }));

describe("explore({ coverage })", () => {
  it("says in plain words what never came before what", async () => {
    const certificate = await explore(connection, { strategy: fifoOnly(), coverage: true });

    const text = describeCertificate(certificate).replaceAll(/:\d+\)/g, ")");
    expect(text).toContain("never     close() completes before open() completes");
    expect(text).toContain("never     open() completes before closer calls close() (conflict-pairs.test.ts)");
    expect(certificate.pairs?.untried).toBe(certificate.pairs?.never.length);
  });

  it("leaves only what the level does not allow once every order was run", async () => {
    const { claim, pairs } = await explore(connection, { coverage: true });

    expect(claim.kind).toBe("proof");
    // At `env` the calls are made in the order of their tasks, in one iteration.
    expect(pairs?.never.map(({ first }) => first.replace(/ \(\S+\)$/, ""))).toEqual([
      "open() completes",
      "closer calls close()",
    ]);
  });

  it("counts the two orders of two writes, once each", async () => {
    const one = await explore(sharedCell, { level: "any-order", strategy: fifoOnly(), coverage: true });
    const all = await explore(sharedCell, { level: "any-order", strategy: random(), executions: 50, coverage: true });

    expect(one.pairs).toMatchObject({ seen: 1, untried: 1 });
    expect(one.pairs?.never[0]?.first).toMatch(/^two writes object\.value \(\S+conflict-pairs\.test\.ts:\d+\)$/);
    expect(one.pairs?.never[0]?.before).toMatch(/^one writes object\.value /);
    expect(all.pairs).toMatchObject({ seen: 2, untried: 0 });
  });

  it("calls what is watched by its name", async () => {
    const { pairs } = await explore(() => writers(watch({ value: 0 }, "cell")), {
      level: "any-order",
      strategy: fifoOnly(),
      coverage: true,
    });

    expect(pairs?.never[0]?.first).toMatch(/^two writes cell\.value /);
  });

  it("leaves out what can come in one order only: behind a wait, or an instant later", async () => {
    function* ordered(): Generator<Wait, void, void> {
      const cell = shared({ value: 0 });
      const late = createTask(function* () {
        yield* sleep(1);
        cell.value = 1;
      });
      cell.value = 2;
      yield* late;
      cell.value = 3;
    }
    const { pairs } = await explore(ordered, { level: "any-order", coverage: true });

    expect(pairs).toEqual({ seen: 0, untried: 0, never: [] });
  });

  it("tells of a lock that is taken, not of what it guards", async () => {
    function* guarded(): Generator<Wait, void, void> {
      const lock = new Lock();
      const cell = shared({ value: 0 });
      const add = function* (): Generator<Wait, void, void> {
        yield* lock.run(function* () {
          cell.value += 1;
          yield* sleep(0);
        });
      };
      yield* gather(createTask(add, { name: "one" }), createTask(add, { name: "two" }));
    }
    const { pairs } = await explore(guarded, { level: "any-order", strategy: fifoOnly(), coverage: true });

    expect(pairs?.untried).toBeGreaterThan(0);
    const told = pairs?.never.map(({ first, before }) => `${first} ${before}`) ?? [];
    expect(told.filter((text) => !text.includes("uses Lock"))).toEqual([]);
  });

  it("leaves out what comes behind a gather() of all who could race with it", async () => {
    async function body(): Promise<void> {
      const cells = shared({ a: 0, b: 0, c: 0, last: "" });
      const add = (name: "a" | "b" | "c") => async () => {
        await sleep(0);
        cells[name] += 1;
        cells.last = name;
      };
      await gather(add("a"), add("b"), add("c"));
      assert.deepEqual({ ...cells, last: "" }, { a: 1, b: 1, c: 1, last: "" });
    }
    const { pairs } = await explore(body, { level: "any-order", strategy: random(), executions: 50, coverage: true });

    expect(pairs).toMatchObject({ seen: 6, untried: 0 }); // of the writes of the last one
  });

  it("names a step as the execution with the fewest departures does, whichever came first", async () => {
    function* program(): Generator<Wait, void, void> {
      const cell = shared({ value: 0 });
      let isFirst = true;
      const other = function* (): Generator<Wait, void, void> {
        isFirst = false;
        yield* sleep(0);
      };
      const write = function* (): Generator<Wait, void, void> {
        if (isFirst) cell.value = 1;
        else cell.value = 2;
        yield* sleep(0);
      };
      const read = function* (): Generator<Wait, void, void> {
        for (let step = 0; step < 3; step++) yield* sleep(0);
        void cell.value;
      };
      yield* gather(createTask(other), createTask(write, { name: "writer" }), createTask(read, { name: "reader" }));
    }
    const byAlternatives = async (...indices: readonly number[]): Promise<unknown> => {
      let at = -1;
      const strategy: SearchStrategy = () => ({
        name: "one alternative each",
        next: () => (++at === indices.length ? undefined : { choose: ({ count }) => (indices[at] ?? 0) % count }),
        ended: () => undefined,
        claim: () => ({ kind: "none" }),
      });
      const { pairs } = await explore(program, { level: "any-order", strategy, coverage: true });
      return pairs?.never.find(({ first, before }) => first.startsWith("reader") && before.startsWith("writer"));
    };

    const byDefault = await byAlternatives(0);
    expect(byDefault).toBeDefined();
    expect(await byAlternatives(1)).not.toEqual(byDefault);
    expect(await byAlternatives(1, 0)).toEqual(byDefault);
    expect(await byAlternatives(0, 1)).toEqual(byDefault);
  });

  it("takes the same orders as without, and is the same for the same seed", async () => {
    const settings = { level: "any-order", strategy: "random", executions: 40, seed: 5 } as const;
    const [{ pairs, ...first }, second] = [
      await explore(sharedCell, { ...settings, coverage: true }),
      await explore(sharedCell, settings),
    ];

    expect({ ...first, pairs: undefined }).toEqual({ ...second, pairs: undefined });
    expect((await explore(sharedCell, { ...settings, coverage: true })).pairs).toEqual(pairs);
    expect(second.pairs).toBeUndefined();
  });

  it("names a task that is cancelled before its turn, or after", async () => {
    function* cancelled(): Generator<Wait, void, void> {
      const worker: Task<void> = createTask(() => sleep(0), { name: "worker" });
      const killer = createTask(() => void worker.cancel(), { name: "killer" });
      yield* gather(worker, killer, { returnExceptions: true });
    }
    const { pairs } = await explore(cancelled, { level: "any-order", strategy: fifoOnly(), coverage: true });

    expect(pairs?.never.map(({ first, before }) => `${first} before ${before.replace(/ \(.*/, "")}`)).toContain(
      "worker goes on for the 2nd time before killer cancels worker",
    );
  });

  it("leaves reports of races as they are", async () => {
    const lost = async (): Promise<void> => {
      await connection();
      throw new Error("lost");
    };
    const [plain, told] = await Promise.all([
      explore(lost).catch((error: unknown) => error),
      explore(lost, { coverage: true }).catch((error: unknown) => error),
    ]);

    expect(told).toBeInstanceOf(RaceError);
    expect((told as RaceError).message).toBe((plain as RaceError).message);
  });
});
