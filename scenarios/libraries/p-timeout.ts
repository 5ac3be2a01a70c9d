import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import pTimeout from "p-timeout";
import type { Library } from "./behaviour.ts";

export const pTimeoutLibrary: Library = {
  name: "p-timeout 7.0.2",
  behaviours: [
    {
      title: "rejects when the time has passed",
      async program(time) {
        const text = "Promise timed out after 1000 milliseconds";
        await assert.rejects(pTimeout(pause(1_200), { milliseconds: 1_000 }), { name: "TimeoutError", message: text });
        time.is(1);
      },
    },
    {
      title: "gives what the promise gives in time, and not before",
      async program(time) {
        assert.equal(await pTimeout(pause(400, "done"), { milliseconds: 1_000 }), "done");
        time.is(0.4);
      },
    },
    {
      title: "calls the fallback instead of rejecting",
      async program(time) {
        const fallback = (): Promise<string> => pause(200, "from the fallback");
        assert.equal(await pTimeout(pause(600, "late"), { milliseconds: 300, fallback }), "from the fallback");
        time.is(0.5);
      },
    },
    {
      title: "rejects at once when its signal is aborted",
      async program(time) {
        const waiting = pTimeout(pause(500), { milliseconds: 1_000, signal: AbortSignal.timeout(200) });
        await assert.rejects(waiting, { name: "TimeoutError", message: "The operation was aborted due to timeout" });
        time.is(0.2);
      },
    },
    {
      title: "waits for as long as it takes once it is cleared",
      async program(time) {
        const waiting = pTimeout(pause(500, "done"), { milliseconds: 300 });
        await pause(200);
        waiting.clear();
        assert.equal(await waiting, "done");
        time.is(0.5);
      },
    },
  ],
};
