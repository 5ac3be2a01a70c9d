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
