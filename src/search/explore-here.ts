import type { Certificate } from "../explore/claims/certificate.ts";
import type { Explorable } from "../explore/explorable.ts";
import { explore } from "../explore/explore.ts";
import type { ExploreSettings } from "../explore/explore-settings.ts";
import type { SliceRunner } from "../explore/parallel/slice.ts";
import type { Corpus } from "../explore/strategies/coverage-guided/corpus.ts";
import { exitHere } from "../loop/deaths.ts";
import { progressLine } from "../report/progress-line.ts";
import { guardExit } from "../world/node/guard-exit.ts";
import { heapUsed } from "../world/node/heap-used.ts";
import { onInterrupt } from "../world/node/on-interrupt.ts";
import { StatusLine } from "../world/node/status-line.ts";
import { raceErrorOf } from "./race-error-of.ts";

/**
 * Explore `body` from this process, which Ctrl-C interrupts, with a line of progress.
 *
 * @throws {RaceError} If `body` fails in one of the orders.
 * @throws what `explore()` of the engine throws
 */
export async function exploreHere(
  body: Explorable,
  settings: ExploreSettings,
  runner?: SliceRunner,
  corpus?: Corpus,
): Promise<Certificate> {
  const hasEnded = guardExit("explore()", exitHere);
  try {
    const line = new StatusLine();
    const host = {
      heapUsed,
      onInterrupt,
      show: (progress: Parameters<typeof progressLine>[0]) => line.show(progress.elapsed, () => progressLine(progress)),
      shown: () => line.clear(),
    };
    const result = await explore(body, settings, host, runner, corpus);
    if (result.kind === "passed") return result.certificate;
    throw await raceErrorOf(result);
  } finally {
    hasEnded();
  }
}
