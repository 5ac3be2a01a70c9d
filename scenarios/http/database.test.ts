import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { closeDatabase, openDatabase } from "./database.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

it("closes a database with its timer, which holds the process until then", { timeout: 60_000 }, async () => {
  const database = await openDatabase();
  await database.exec("create table things (name text); insert into things values ('one')");
  expect(vi.getTimerCount()).toBe(1);

  await closeDatabase();

  expect(vi.getTimerCount()).toBe(0);
});

it("closes no database that was not opened, and opens another one afterwards", { timeout: 60_000 }, async () => {
  await closeDatabase();

  const { rows } = await (await openDatabase()).query("select 1 as one");
  await closeDatabase();

  expect(rows).toEqual([{ one: 1 }]);
});
