import { expect, it } from "vitest";
import { LifoQueue } from "#index";

it("LifoQueue gives out what was put in last", () => {
  const queue = new LifoQueue<number>();
  for (const item of [1, 2, 3]) queue.putNowait(item);

  expect(String(queue)).toBe("<LifoQueue maxsize=0 _queue=[1, 2, 3] tasks=3>");
  expect([queue.getNowait(), queue.getNowait()]).toEqual([3, 2]);
  queue.putNowait(4);
  expect([queue.getNowait(), queue.getNowait()]).toEqual([4, 1]);
});
