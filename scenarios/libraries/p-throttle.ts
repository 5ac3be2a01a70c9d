import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import pThrottle from "p-throttle";
import type { Library } from "./behaviour.ts";

export const pThrottleLibrary: Library = {
  name: "p-throttle 8.1.1",
  behaviours: [
    {
      title: "makes at most limit calls per interval",
      async program(time) {
        const call = pThrottle({ limit: 2, interval: 500 })(async () => time.read());
        time.were(await Promise.all([call(), call(), call(), call(), call()]), [0, 0, 0.5, 0.5, 1]);
      },
    },
    {
      title: "counts by windows, which lets three calls into half a second",
      async program(time) {
        const call = pThrottle({ limit: 2, interval: 500 })(async () => time.read());
        const first = call();
        await pause(400);
        const second = call();
        await pause(150);
        time.were(await Promise.all([first, second, call(), call()]), [0, 0.4, 0.55, 0.55]);
      },
    },
    {
      title: "lets no three calls into any half second if it is strict",
      async program(time) {
        const call = pThrottle({ limit: 2, interval: 500, strict: true })(async () => time.read());
        const first = call();
        await pause(400);
        const second = call();
        await pause(150);
        time.were(await Promise.all([first, second, call(), call()]), [0, 0.4, 0.55, 0.9]);
      },
    },
    {
      title: "rejects the calls that wait when its signal is aborted",
      async program(time) {
        const controller = new AbortController();
        const call = pThrottle({ limit: 1, interval: 500, signal: controller.signal })(async () => time.read());
        await call();
        const waiting = assert.rejects(call(), { message: "enough" });
        await pause(200);
        controller.abort(new Error("enough"));
        await waiting;
        time.is(0.2);
      },
    },
  ],
};
