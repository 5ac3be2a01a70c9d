import { describe, expect, it } from "vitest";
import {
  allTasks,
  Barrier,
  createTask,
  Event,
  getRunningLoop,
  type Handle,
  Lock,
  sleep,
  TaskGroup,
  timeout,
  type Wait,
} from "#index";
import { describeCertificate, dpor, explore, RaceError, shared, simulate, watch } from "#testing";
import { interleaved, searched } from "../fixtures/interleaved.mjs";

const declared = dpor({ allDeclared: true });

/** Time passes when all are done: to await them would be steps that have an order among theirs. */
function* together(...bodies: (() => Generator<Wait, void, void>)[]): Generator<Wait, void, void> {
  for (const body of bodies) createTask(body);
  yield* sleep(1);
}

describe("dpor()", () => {
  it.each([
    { writers: 2, classes: 2 },
    { writers: 3, classes: 6 },
    { writers: 4, classes: 24 },
  ])("runs each of the $classes orders of $writers writes once", async ({ writers, classes }) => {
    const orders = new Set<string>();
    const { taken, search } = await searched(declared, function* () {
      const cell = shared({ order: "" });
      const write = (name: number) =>
        function* (): Generator<Wait, void, void> {
          yield* sleep(0); // alone, these would have as many orders again
          cell.order += name;
        };
      yield* together(...Array.from({ length: writers }, (_, name) => write(name)));
      orders.add(cell.order);
    });

    expect({ orders: orders.size, executions: taken.length }).toEqual({ orders: classes, executions: classes });
    expect(search.claim()).toEqual({ kind: "proof", classes });
  });

  it("takes what is watched as declared", async () => {
    const { taken } = await searched(declared, function* () {
      const cell = watch({ value: 0 });
      const add = function* (): Generator<Wait, void, void> {
        cell.value += 1;
      };
      yield* together(add, add);
    });

    expect(taken).toHaveLength(2);
  });

  it.each([{ declare: shared }, { declare: watch }])(
    "is told by $declare.name() what tasks share",
    async ({ declare }) => {
      const lost = explore(
        function* () {
          const count = declare({ value: 0 });
          const add = (turns: number) =>
            function* (): Generator<Wait, void, void> {
              for (let turn = 0; turn < turns; turn++) yield* sleep(0);
              const { value } = count;
              yield* sleep(0);
              count.value = value + 1;
            };
          yield* together(add(0), add(3));
          if (count.value !== 2) throw new Error("an update is lost");
        },
        { level: "any-order", strategy: declared },
      );

      await expect(lost).rejects.toThrow(RaceError);
    },
  );

  it("runs tasks that only read, or write different properties, in one order", async () => {
    const { taken } = await searched(declared, function* () {
      const cells = shared({ both: 1, own: [0, 0], one: 0, other: 0 });
      yield* together(
        function* () {
          cells.one = cells.both;
          yield* sleep(0);
          cells.one += cells.both;
        },
        function* () {
          cells.other = cells.both;
          yield* sleep(0);
          cells.other += cells.both;
        },
      );
    });

    expect(taken).toHaveLength(1);
  });

  it.each([
    { makes: "a timeout", block: () => timeout(10).run(() => sleep(0)) },
    { makes: "a barrier", block: () => new Barrier(1).wait() },
    { makes: "a lock", block: () => new Lock().run(() => sleep(0)) },
    { makes: "a group", block: () => new TaskGroup().run(() => sleep(0)) },
  ])("runs each order of a read and a write once where each task makes $makes of its own", async ({ block }) => {
    const { taken } = await searched(declared, function* () {
      const cell = shared({ value: 0 });
      yield* together(
        function* () {
          expect(cell.value).toBeLessThan(2);
          yield* block();
        },
        function* () {
          yield* block();
          yield* sleep(0);
          cell.value = 1;
        },
      );
    });

    expect(taken).toHaveLength(2);
  });

  it("runs every order of steps of which nothing is known", async () => {
    const { taken, search } = await searched(dpor(), interleaved([3, 2]));

    expect(taken).toHaveLength(10 + 1); // one more to learn that nothing is
    expect(search.claim()).toEqual({ kind: "proof" });
  });

  it("lets a step that may touch more than it tells conflict with all others", async () => {
    const orders = new Set<string>();
    await searched(declared, function* () {
      let order = "";
      const act = (name: string) =>
        function* (): Generator<Wait, void, void> {
          order += name;
          allTasks();
        };
      yield* together(act("a"), act("b"));
      orders.add(order);
    });

    expect([...orders].toSorted()).toEqual(["ab", "ba"]);
  });

  it("runs every order where calls are simulated", async () => {
    const orders = new Set<string>();
    const { search } = await searched(declared, function* () {
      const api = simulate({ get: async (name: string) => name });
      const cell = shared({ order: "" });
      for (const name of ["a", "b"]) {
        createTask(async () => {
          const got = await api.get(name);
          cell.order += got;
        });
      }
      yield* sleep(1);
      orders.add(cell.order);
    });

    expect([...orders].toSorted()).toEqual(["", "a", "ab", "b", "ba"]);
    expect(search.claim()).toEqual({ kind: "proof" });
  });

  it("tries the turn of a timer that a step cancels, before the step", async () => {
    const ends = new Set<boolean>();
    await searched(declared, function* () {
      const event = new Event();
      createTask(function* () {
        yield* sleep(1);
        event.set();
      });
      const block = timeout(1);
      try {
        yield* block.run(() => event.wait());
      } catch {
        // its time was up
      }
      ends.add(block.expired());
    });

    expect(ends).toEqual(new Set([true, false]));
  });

  it("tries the turn of a callback that a step cancels, before the step", async () => {
    const ends = new Set<boolean>();
    await searched(declared, function* () {
      let hasRun = false;
      let handle: Handle | undefined;
      const setter = createTask(function* () {
        handle = getRunningLoop().callSoon(() => (hasRun = true));
      });
      const canceller = createTask(function* () {
        handle?.cancel();
      });
      yield* setter;
      yield* canceller;
      yield* sleep(0);
      ends.add(hasRun);
    });

    expect(ends).toEqual(new Set([true, false]));
  });

  it("says how many classes of orders there are", async () => {
    const certificate = await explore(
      function* () {
        const cell = shared({ value: 0 });
        const add = function* (): Generator<Wait, void, void> {
          cell.value += 1;
        };
        yield* together(add, add, add);
      },
      { level: "any-order", strategy: declared },
    );

    expect(describeCertificate(certificate)).toContain("proof: 6 classes of equivalent orders in 6 executions");
  });

  it("finds the order that fails", async () => {
    await expect(
      explore(
        function* () {
          const cell = shared({ value: 0 });
          const add = function* (): Generator<Wait, void, void> {
            const before = cell.value;
            yield* sleep(0);
            cell.value = before + 1;
          };
          yield* together(add, add);
          if (cell.value !== 2) throw new Error("lost");
        },
        { level: "any-order", strategy: declared },
      ),
    ).rejects.toThrow("lost");
  });

  it("takes no option that it does not know", () => {
    expect(() => dpor({ declared: true } as never)).toThrow("declared");
  });
});
