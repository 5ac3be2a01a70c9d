import { model as cache } from "./cache.ts";
import { model as chat } from "./chat.ts";
import { model as jobQueue } from "./job-queue.ts";
import { model as leaseLock } from "./lease-lock.ts";
import type { Model } from "./model.ts";
import { model as payments } from "./payments.ts";
import { model as replicatedLog } from "./replicated-log.ts";

/** Systems of several hosts, each with its invariants, and mistakes that a search with faults finds. */
export const models: readonly Model[] = [replicatedLog, leaseLock, jobQueue, payments, cache, chat];
