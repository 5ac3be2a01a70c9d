import assert from "node:assert/strict";
import { describe, expect, it } from "vitest";
import { createTask, gather, sleep, type Wait } from "#index";
import { explore } from "#explore/explore";
import type { GuidedSlice } from "#explore/parallel/slice";
import { type Certificate, shared } from "#testing";
import { host, LastFirst } from "../fixtures/last-first.mjs";

/** One order is seldom, the owner before the user; and one looks possible and is not, the reader before the writer. */
function* program(): Generator<Wait, void, void> {
  const [owned, written] = [shared({ value: 0 }), shared({ value: 0 })];
  let isOpen = true;
  const owner = function* (): Generator<Wait, void, void> {
    for (let step = 0; step < 20; step++) yield* sleep(0);
    owned.value = 1;
  };
  const user = function* (): Generator<Wait, void, void> {
    yield* sleep(0);
    void owned.value;
  };
  const writer = function* (): Generator<Wait, void, void> {
    yield* sleep(0);
    if (isOpen) written.value = 1;
  };
  const reader = function* (): Generator<Wait, void, void> {
    yield* sleep(0);
    isOpen = false;
    yield* sleep(0);
    void written.value;
  };
  yield* gather(...[owner, user, writer, reader].map((body) => createTask(body)));
}

async function divided(room: number, executions: number): Promise<[Certificate, readonly GuidedSlice[]]> {
  const settings = { level: "any-order", strategy: "guided", executions } as const;
  const runner = new LastFirst(room, program, settings);
  const result = await explore(program, settings, host, runner);
  assert(result.kind === "passed");
  return [result.certificate, runner.slices.filter((slice) => slice.kind === "guided")];
}

describe("a search by `guided` in slices", () => {
  it("has the same certificate by 1, 2, 3 and 9 workers, beyond one generation", async () => {
    const [one, slices] = await divided(1, 700);

    expect(slices.map(({ executions }) => executions)).toEqual([200, 200, 200, 100]);
    expect([one.executions, one.strategy]).toEqual([700, "guided"]);
    for (const room of [2, 3, 9]) expect((await divided(room, 700))[0]).toEqual(one);
  });

  it("begins each generation with what all slices of those before have reached", async () => {
    const [, slices] = await divided(9, 1_500);

    const starts = slices.map(({ known, reached }) => JSON.stringify([known, reached]));
    expect(starts.map((start) => starts.indexOf(start))).toEqual([0, 0, 2, 2, 2, 2, 6, 6]);
    const known = [0, 2, 6].map((at) => slices[at]?.known);
    expect(known[0]?.shown[0]?.length).toBeGreaterThan(0); // what the default order shows
    expect(known[1]?.shown[0]?.length).toBeGreaterThan(known[0]?.shown[0]?.length ?? 0);
    const tries = known.map((part) => Math.max(...(part?.untried ?? []).map(([, , times]) => times)));
    expect(tries[0]).toBe(0);
    expect(tries[2]).toBeGreaterThan(tries[1] ?? 0); // of what is not possible
    expect(slices[0]?.reached).toEqual([]);
    expect(slices[2]?.reached.length).toBeGreaterThan(0);
  });

  it("reaches in one slice what slices that draw do not reach in five", async () => {
    const settings = { level: "any-order", strategy: "random", coverage: true, executions: 500 } as const;
    const drawn = await explore(program, settings, host, new LastFirst(2, program, settings));
    const [{ pairs }] = await divided(2, 200);

    assert(drawn.kind === "passed");
    expect([pairs?.untried, drawn.certificate.pairs?.untried]).toEqual([1, 2]);
  });

  it("draws in every other execution what slices of `random` draw, and claims what those claim", async () => {
    const settings = { level: "any-order", strategy: "random", executions: 300 } as const;
    const runner = new LastFirst(1, program, settings);
    await explore(program, settings, host, runner);
    const [{ claim }, slices] = await divided(1, 600);

    expect(slices.map(({ seed }) => seed)).toEqual(
      runner.slices.flatMap((slice) => (slice.kind === "draws" ? slice.seed : [])),
    );
    expect(claim).toEqual({ kind: "sample", failureProbability: 3 / 300 });
  });
});
