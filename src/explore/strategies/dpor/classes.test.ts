import { expect, it } from "vitest";
import { createTask, sleep, type Wait } from "#index";
import { dpor, shared } from "#testing";
import { searched } from "../fixtures/interleaved.mjs";

it("claims no classes of a program that touches something else each time", async () => {
  let execution = 0;
  const { search } = await searched(dpor({ allDeclared: true }), function* () {
    execution += 1;
    const isOdd = execution % 2 === 1;
    const cells = shared([0, 0]);
    function* write(): Generator<Wait, void, void> {
      if (isOdd) shared({ value: 0 }).value = 1;
      yield* sleep(0);
      cells[0] = 1;
      yield* sleep(0);
      cells[1] = 1;
    }
    createTask(write);
    createTask(write);
    yield* sleep(1);
  });

  expect(search.claim()).not.toHaveProperty("classes");
});

it("begins anew with shorter executions if the default order is long, where tasks hold each other up", async () => {
  const { taken } = await searched(
    dpor({ allDeclared: true }),
    function* () {
      const cell = shared({ value: 0 });
      function* add(): Generator<Wait, void, void> {
        for (let left = 10; left > 0;) {
          const { value } = cell;
          yield* sleep(0);
          if (cell.value !== value) continue; // somebody was faster
          cell.value = value + 1;
          left -= 1;
        }
      }
      for (let at = 0; at < 5; at++) createTask(add);
      yield* sleep(1);
    },
    { most: 100 },
  );
  const [first = 0, ...others] = taken.map(({ length }) => length);

  expect(first).toBeGreaterThan(100);
  expect(Math.max(...others)).toBeLessThan(first / 2);
});

it("lets nobody wait in turns for ever where others may go on", async () => {
  const { taken } = await searched(
    dpor({ allDeclared: true }),
    function* () {
      const cell = shared({ ready: false });
      createTask(function* () {
        while (!cell.ready) yield* sleep(0);
      });
      createTask(function* () {
        for (let turn = 0; turn < 3; turn++) yield* sleep(0);
        cell.ready = true;
      });
      yield* sleep(1);
    },
    { most: 10 },
  );

  expect(Math.max(...taken.map(({ length }) => length))).toBeLessThan(100);
});
