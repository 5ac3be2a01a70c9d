import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { closeDatabase, openDatabase } from "./database.ts";

beforeEach(() => closeDatabase());
afterEach(() => void vi.restoreAllMocks());

it("closes a database with its timer, which holds the process until then", { timeout: 60_000 }, async () => {
  const set = vi.spyOn(globalThis, "setTimeout");
  const cleared = vi.spyOn(globalThis, "clearTimeout");
  const held = (): unknown[] =>
    set.mock.results
      .filter((_, call) => set.mock.calls[call]?.[1] === 10_000)
      .filter(({ value }) => cleared.mock.calls.every(([timer]) => timer !== value));
  const database = await openDatabase();
  await database.exec("create table things (name text); insert into things values ('one')");
  expect(held()).toHaveLength(1);

  await closeDatabase();

  expect(held()).toHaveLength(0);
});

it("closes no database that was not opened, and opens another one afterwards", { timeout: 60_000 }, async () => {
  await closeDatabase();

  const { rows } = await (await openDatabase()).query("select 1 as one");
  await closeDatabase();

  expect(rows).toEqual([{ one: 1 }]);
});
