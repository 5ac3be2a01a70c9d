import { sleep, type Wait } from "#index";
import { now, type Program } from "../program.ts";
import { inVirtualTime } from "./virtual.ts";

/** One task that yields `n` times. */
export const gen: Program = (n) =>
  inVirtualTime(function* (): Generator<Wait, number, void> {
    const start = now();
    for (let i = 0; i < n; i += 1) yield* sleep(0);
    return now() - start;
  });

/** {@inheritDoc gen} */
export const native: Program = (n) =>
  inVirtualTime(async () => {
    const start = now();
    for (let i = 0; i < n; i += 1) await sleep(0);
    return now() - start;
  });
