import { afterAll } from "vitest";
import { StandingGlobals } from "../../globals/fake-globals.ts";

/**
 * Fake the globals from now to the end of the test file: what is loaded from now on takes the fakes, which are the host's own
 * timers and clocks outside of virtual loops. Does nothing if somebody else fakes them already.
 */
export function fakeForFile(): void {
  if (StandingGlobals.install() === undefined) return;
  afterAll(() => StandingGlobals.inForce()?.restore());
}
