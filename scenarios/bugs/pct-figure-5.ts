import assert from "node:assert/strict";
import { Event, sleep, type Wait } from "timeloom";
import { shared } from "timeloom/testing";
import type { Bug } from "./bug.ts";
import { join } from "./threads.ts";

// One thread must take all of its K steps before the other takes its second: uniform choice finds that in one of some
// 2^K / K executions, a choice by priorities in every other. FIFO order passes.

export const bugs: readonly Bug[] = [
  bug(10, pctFigure5K10, pctFigure5K10Fixed),
  bug(20, pctFigure5K20, pctFigure5K20Fixed),
];

function bug(steps: number, buggy: Bug["buggy"], fixed: Bug["fixed"]): Bug {
  return {
    id: `pct-figure-5-k${steps}`,
    title: `A resource is released after ${steps} steps of its owner, in which a user has always been quick enough`,
    source: new URL("https://doi.org/10.1145/1736020.1736040"),
    tier: "T3",
    buggy,
    fixed,
  };
}

export default function* pctFigure5K10(): Generator<Wait, void, void> {
  yield* releaseAfter(10);
}

export function* pctFigure5K10Fixed(): Generator<Wait, void, void> {
  yield* releaseAfter(10, new Event());
}

export function* pctFigure5K20(): Generator<Wait, void, void> {
  yield* releaseAfter(20);
}

export function* pctFigure5K20Fixed(): Generator<Wait, void, void> {
  yield* releaseAfter(20, new Event());
}

/** @param used - What the owner waits for before it releases the resource. Default: nothing. */
function* releaseAfter(steps: number, used?: Event): Generator<Wait, void, void> {
  const resource = shared({ released: false });
  function* owner(): Generator<Wait, void, void> {
    for (let step = 0; step < steps; step++) yield* sleep(0);
    if (used !== undefined) yield* used.wait();
    resource.released = true;
  }
  function* user(): Generator<Wait, void, void> {
    yield* sleep(0);
    assert.ok(!resource.released, "the resource is used after its release");
    used?.set();
  }
  yield* join(owner, user);
}
