import { run } from "timeloom";
import { fakeGlobals, virtualLoop } from "timeloom/testing";
import { type Behaviour, type Library, Stopwatch } from "./behaviour.ts";

/** Seconds that a busy machine may be late. */
const lateness = 0.25;

/** Run a program in virtual time, on which the timers of its library are as well. */
export async function inVirtualTime({ ownTime = 0 }: Library, { program }: Behaviour): Promise<void> {
  const globals = fakeGlobals();
  try {
    await run(() => program(new Stopwatch(ownTime)), { loopFactory: virtualLoop() });
  } finally {
    globals.restore();
  }
}

/** Run the same program without timeloom. */
export async function inRealTime({ ownTime = 0 }: Library, { program }: Behaviour): Promise<void> {
  await program(new Stopwatch(ownTime + lateness));
}
