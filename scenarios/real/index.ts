import { races as asyncMutex } from "./async-mutex.ts";
import { races as keyv } from "./keyv.ts";
import { races as pWaitFor } from "./p-wait-for.ts";
import type { Race } from "./race.ts";

/** Every race in a published package. */
export const races: readonly Race[] = [...pWaitFor, ...keyv, ...asyncMutex];
