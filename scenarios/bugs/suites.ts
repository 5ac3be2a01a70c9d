import { bugs as outside } from "../outside/index.ts";
import type { Bug } from "./bug.ts";
import { bugs as races } from "./index.ts";

/** The suites of bugs, by the name that `--suite` takes. */
export const suites: Readonly<Record<string, readonly Bug[]>> = { races, outside };
