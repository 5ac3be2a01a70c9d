import { describe, expect, it } from "vitest";
import { CancelledError, ExceptionGroup, ValueError } from "#index";
import { ProgramError } from "./exceptions.ts";
import { describe as describeException, sanitise, show } from "./values.ts";

const nobody = (): undefined => undefined;

describe("sanitise", () => {
  it.each([
    ["no group", "no group"],
    ["TaskGroup <TaskGroup tasks=2 entered> is finished", "TaskGroup <TaskGroup> is finished"],
    ["<Task pending coro=<f() at x.py:1> cb=[<g>]> and <Future>", "<Task> and <Future>"],
    ["1 > 0", "1 > 0"],
    ["1 < 2", "1 < 2"],
    ["<>", "<>"],
  ])("makes %j %j", (text, clean) => {
    expect(sanitise(text)).toBe(clean);
  });
});

describe("an exception", () => {
  it("shows CPython's text without our hint", () => {
    expect(describeException(new ValueError("delay is NaN", "pass a number"))).toEqual(["ValueError", "delay is NaN"]);
  });

  it("has the class that the program gave it", () => {
    expect(describeException(new ProgramError("e1"))).toEqual(["Error", "e1"]);
  });

  it("shows what a group holds, in order", () => {
    const group = new ExceptionGroup("two", [new ProgramError("e1"), new CancelledError("m1")]);
    expect(describeException(group)).toEqual([
      "ExceptionGroup",
      "two",
      [
        ["Error", "e1"],
        ["CancelledError", "m1"],
      ],
    ]);
  });
});

describe("a value", () => {
  it("shows a task or future by its name, an exception as such, and anything else by its class", () => {
    const future = {};
    const nameOf = (object: object): string | undefined => (object === future ? "F0" : undefined);
    const value = [null, undefined, 0.5, "x", future, new ProgramError("e1"), new Map()];
    expect(show(value, nameOf)).toEqual([null, null, 0.5, "x", { ref: "F0" }, { exc: ["Error", "e1"] }, "<Map>"]);
    expect(show(future, nobody)).toBe("<Object>");
  });
});
