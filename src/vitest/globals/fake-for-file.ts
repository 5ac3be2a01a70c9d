import { afterAll } from "vitest";
import { StandingGlobals } from "../../globals/fake-globals.ts";
import { thisHost } from "../../host/this-host.ts";

/**
 * Fake the globals from now to the end of the test file: what is loaded from now on takes the fakes, which are the host's own
 * timers and clocks outside of virtual loops. Does nothing if somebody else fakes them already.
 */
export function fakeForFile(): void {
  // From now on, what vitest is asked is counted: a test may wait for an answer to a question from before.
  thisHost.watchForeignWork?.();
  if (StandingGlobals.install() === undefined) return;
  afterAll(() => StandingGlobals.inForce()?.restore());
}
