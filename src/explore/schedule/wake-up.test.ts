import { expect, it } from "vitest";
import { formatWakeUp, isWakeUp, parseWakeUp } from "#explore/schedule/wake-up";

it.each([
  ["main@1", { path: "main", turn: 1 }],
  ["main.0.x12@305", { path: "main.0.x12", turn: 305 }],
])("reads %s and writes it again", (text, wakeUp) => {
  expect(parseWakeUp(text)).toEqual(wakeUp);
  expect(formatWakeUp(wakeUp.path, wakeUp.turn)).toBe(text);
});

it("tells a wake-up from an alternative and from what is done to a task", () => {
  expect(["main.0@3", "2", "throw", "cancel-woken"].map(isWakeUp)).toEqual([true, false, false, false]);
});
