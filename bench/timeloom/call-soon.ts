import { getRunningLoop, type Wait } from "#index";
import { now, type Program } from "../program.ts";
import { inVirtualTime } from "./virtual.ts";

/** A chain of `n` callbacks, each of which schedules the next. */
export const callSoon: Program = (n) =>
  inVirtualTime(function* (): Generator<Wait, number, void> {
    const loop = getRunningLoop();
    const done = loop.createFuture<void>();
    let left = n;
    const step = (): void => {
      left -= 1;
      if (left === 0) done.setResult();
      else loop.callSoon(step);
    };
    const start = now();
    loop.callSoon(step);
    yield* done;
    return now() - start;
  });
