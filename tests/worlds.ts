import type { Spawnable } from "#core/spawnable";
import { run } from "#index";
import { simulatedWorld, virtualLoop, type WorldSettings } from "#testing";

/** The worlds in which a test of streams, transports, processes or workers runs: on Node in real time, and simulated in virtual time. */
export const worlds: readonly TestWorld[] = [
  { name: "real", isReal: true, run: (main) => run(main) },
  {
    name: "simulated",
    isReal: false,
    run: (main, settings) => run(main, { loopFactory: virtualLoop({ io: "forbid", world: simulatedWorld(settings) }) }),
  },
];

/** A world of a test. */
export interface TestWorld {
  readonly name: string;
  readonly isReal: boolean;
  /** Run `main` in a fresh world. @param settings - Of the simulated world. */
  readonly run: <T>(main: Spawnable<T>, settings?: WorldSettings) => Promise<T>;
}
