import { describe, expect, it } from "vitest";
import { compare, deathLabel, render } from "./compare.ts";

const rejected = deathLabel("unhandledRejection");
const thrown = deathLabel("uncaughtException");

describe("compare()", () => {
  it("finds where two logs part, also where one of them ends", () => {
    expect(compare(["a", "b"], ["a", "b"])).toBeUndefined();
    expect(compare(["a", "b", "c"], ["a", "c", "b"])?.at).toBe(1);
    expect(compare(["a", "b"], ["a"])?.at).toBe(1);
    expect(compare(["a"], ["a", "b"])?.at).toBe(1);
  });

  it("wants the same death at the same place", () => {
    expect(compare(["a", rejected], ["a", rejected])).toBeUndefined();
    expect(compare(["a", rejected], ["a", "b", rejected])?.at).toBe(1);
    expect(compare(["a", rejected], ["a"])?.at).toBe(1);
    expect(compare(["a"], ["a", thrown])?.at).toBe(1);
    expect(compare(["a", rejected], ["a", thrown])?.at).toBe(1);
  });

  it("lets Node's own queues run on after an exception", () => {
    expect(compare(["a", thrown], ["a", "in a queue", thrown])).toBeUndefined();
    expect(compare(["a", "b", thrown], ["a", thrown])?.at).toBe(1);
  });
});

it("render() shows a few labels around the difference", () => {
  const log = Array.from({ length: 12 }, (_, i) => `t${i}`);

  expect(render("wide 7", { at: 8, node: log, timeloom: log.slice(0, 8) })).toBe(
    [
      "wide 7 differs after 8 labels",
      "  both      … t2 t3 t4 t5 t6 t7",
      "  Node      t8 t9 t10 t11 (the end)",
      "  timeloom  (the end)",
    ].join("\n"),
  );
});
