import type { Wait, WaitSource } from "../../core/contracts/loop-core.ts";
import { suspended } from "../../core/driving/suspended.ts";
import { BareYield } from "../../tasks/bare-yield.ts";

/** The turn that an `await` of a promise of the host waits for, where any order counts. */
export class AwaitTurn extends BareYield {
  override next(): IteratorResult<Wait, unknown> {
    const step = super.next();
    return step.done === true ? step : suspended({ ...(step.value as unknown as WaitSource), describeWait });
  }
}

function describeWait(): string {
  return "await";
}
