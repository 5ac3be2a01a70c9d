import assert from "node:assert/strict";
import pRetry from "p-retry";
import type { Library, Stopwatch } from "./behaviour.ts";

export const pRetryLibrary: Library = {
  name: "p-retry 7.1.1",
  behaviours: [
    {
      title: "waits 1, 2 and 4 s between the attempts by default",
      async program(time) {
        const { attempts, attempt } = failing(time);
        await assert.rejects(pRetry(attempt, { retries: 3 }), { message: "down" });
        time.were(attempts, [0, 1, 3, 7]);
      },
    },
    {
      title: "waits no longer than maxTimeout",
      async program(time) {
        const { attempts, attempt } = failing(time);
        await assert.rejects(pRetry(attempt, { retries: 3, minTimeout: 200, maxTimeout: 300 }), { message: "down" });
        time.were(attempts, [0, 0.2, 0.5, 0.8]);
      },
    },
    {
      title: "shortens the last wait to what is left of maxRetryTime",
      async program(time) {
        const { attempts, attempt } = failing(time);
        await assert.rejects(pRetry(attempt, { maxRetryTime: 1_500 }), { message: "down" });
        time.were(attempts, [0, 1, 1.5]);
      },
    },
    {
      title: "gives up in the middle of a wait when its signal is aborted",
      async program(time) {
        const { attempts, attempt } = failing(time);
        await assert.rejects(pRetry(attempt, { signal: AbortSignal.timeout(1_400) }), { name: "TimeoutError" });
        time.is(1.4);
        time.were(attempts, [0, 1]);
      },
    },
  ],
};

/** An attempt that fails, and when it was made. */
function failing(time: Stopwatch): { readonly attempts: readonly number[]; readonly attempt: () => never } {
  const attempts: number[] = [];
  return {
    attempts,
    attempt: () => {
      attempts.push(time.read());
      throw new Error("down");
    },
  };
}
