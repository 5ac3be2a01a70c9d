import type { Library } from "../library.ts";
import { http } from "./http.ts";
import { ioredis } from "./ioredis.ts";
import { pg } from "./pg.ts";
import { ws } from "./ws.ts";

export const libraries: readonly Library[] = [http, pg, ioredis, ws];
