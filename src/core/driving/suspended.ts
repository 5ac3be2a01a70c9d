import { current } from "../context/current.ts";
import type { Wait, WaitSource } from "../contracts/loop-core.ts";

/** The result of a step that suspends. */
export function suspended(source: WaitSource): IteratorYieldResult<Wait> {
  current.loop?.places?.note(source);
  return { done: false, value: source as unknown as Wait };
}
