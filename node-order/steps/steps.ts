import type { Kind } from "../programs/kinds.ts";
import { contexts } from "./contexts.ts";
import { deaths } from "./deaths.ts";
import { events } from "./events.ts";
import { instants } from "./instants.ts";
import { promises } from "./promises.ts";
import { queues } from "./queues.ts";
import { signals } from "./signals.ts";
import type { Step } from "./step.ts";
import { streams } from "./streams.ts";
import { timers } from "./timers.ts";

/** How each kind of operation is done. */
export const steps: Readonly<Record<Kind, Step>> = {
  ...timers,
  ...instants,
  ...queues,
  ...promises,
  ...signals,
  ...events,
  ...streams,
  ...contexts,
  ...deaths,
};
