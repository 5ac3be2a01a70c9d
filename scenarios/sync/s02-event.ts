import { createTask, ensureFuture, Event, getRunningLoop, sleep, wait, type Wait } from "timeloom";
import type { Scenario } from "../scenario.ts";

export const s02: Scenario = {
  id: "S02",
  title: "An event wakes all of its waiters when it is set",
  source: [new URL("https://docs.python.org/3/library/asyncio-sync.html#event")],
  articles: ["e3bee89e64d4930e", "90623da5c64d9a8a"],
  programs: [
    {
      name: "set after two seconds",
      async main(print) {
        const event = new Event();
        const waiter = createTask(async () => {
          print("waiting for the event ...");
          await event.wait();
          print("the event is set!");
        });
        await sleep(2);
        print("set the event");
        event.set();
        await waiter;
      },
      expect: {
        output: ["waiting for the event ...", "set the event", "the event is set!"],
        duration: 2,
        verdict: "passes",
      },
    },
    {
      name: "four waiters on two events, driven by three responses",
      async main(print) {
        const big = new Event();
        const small = new Event();
        async function waitFor(event: Event, name: string): Promise<void> {
          await event.wait();
          print(`${getRunningLoop().time()} s: ${name} waiter got its event`);
        }
        async function request(latency: number, value: number): Promise<void> {
          await sleep(latency);
          print(`response ${value}`);
          (value > 0.5 ? big : small).set();
        }

        for (let i = 0; i < 2; i += 1) ensureFuture(() => waitFor(small, "small"));
        for (let i = 0; i < 2; i += 1) ensureFuture(() => waitFor(big, "big"));
        await wait([
          ensureFuture(() => request(1, 0.75)),
          ensureFuture(() => request(1.25, 0.25)),
          ensureFuture(() => request(1.5, 0.375)),
        ]);
        big.set();
        small.set();
        await sleep(0); // lets the waiters run that are ready
      },
      expect: {
        output: [
          "response 0.75",
          "1 s: big waiter got its event",
          "1 s: big waiter got its event",
          "response 0.25",
          "1.25 s: small waiter got its event",
          "1.25 s: small waiter got its event",
          "response 0.375",
        ],
        duration: 1.5,
        verdict: "passes",
      },
    },
    {
      name: "an event that is set lets pass, a cleared one does not",
      *main(print): Generator<Wait, void, void> {
        const event = new Event();
        const loop = getRunningLoop();
        event.set();
        yield* event.wait();
        print(`passed at ${loop.time()} s, set: ${event.isSet()}`);
        event.clear();
        loop.callLater(3, () => event.set());
        yield* event.wait();
        print(`passed at ${loop.time()} s, set: ${event.isSet()}`);
      },
      expect: {
        output: ["passed at 0 s, set: true", "passed at 3 s, set: true"],
        duration: 3,
        verdict: "passes",
      },
    },
    {
      name: "an event nobody sets",
      async main() {
        await new Event().wait();
      },
      expect: {
        output: [],
        duration: 0,
        verdict: "deadlocks",
        error: "DeadlockError: Deadlock at t=0 s: 1 task(s) wait and no timer is pending",
      },
    },
  ],
};
