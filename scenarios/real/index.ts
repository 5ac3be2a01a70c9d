import { races as asyncMutex } from "./async-mutex.ts";
import { races as cacheManager } from "./cache-manager.ts";
import { races as extendedEventsource } from "./extended-eventsource.ts";
import { races as graphqlWs } from "./graphql-ws.ts";
import { races as ioredis } from "./ioredis.ts";
import { races as keyv } from "./keyv.ts";
import { races as ky } from "./ky.ts";
import { races as lruCache } from "./lru-cache.ts";
import { races as opossum } from "./opossum.ts";
import { races as pWaitFor } from "./p-wait-for.ts";
import type { Race } from "./race.ts";
import { races as sockette } from "./sockette.ts";
import { races as tarn } from "./tarn.ts";

/** Every race in a published package: behind simulated calls first, then on the simulated network. */
export const races: readonly Race[] = [
  ...pWaitFor,
  ...keyv,
  ...asyncMutex,
  ...tarn,
  ...opossum,
  ...lruCache,
  ...cacheManager,
  ...ky,
  ...ioredis,
  ...sockette,
  ...extendedEventsource,
  ...graphqlWs,
];
