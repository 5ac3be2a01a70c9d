import {
  type EventLoop,
  type EventLoopPolicy,
  getEventLoop,
  getEventLoopPolicy,
  newEventLoop,
  run,
  setEventLoop,
  setEventLoopPolicy,
  sleep,
  type Wait,
} from "timeloom";
import type { Print, Scenario } from "../scenario.ts";

export const t24: Scenario = {
  id: "T24",
  title: "An event loop run by hand, and a policy that makes the loops",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-eventloop.html#obtaining-the-event-loop"),
    new URL("https://docs.python.org/3/library/asyncio-eventloop.html#running-and-stopping-the-loop"),
    new URL("https://docs.python.org/3/library/asyncio-eventloop.html#scheduling-callbacks"),
    new URL("https://docs.python.org/3/library/asyncio-policy.html"),
  ],
  articles: ["c2721f6d3da34c98", "e3bee89e64d4930e", "45ed4b33170b9458"],
  programs: [
    {
      name: "run until complete, and the same by run",
      async script(print, newLoop) {
        const loop = newLoop();
        try {
          await loop.runUntilComplete(hello(print));
        } finally {
          loop.close();
        }
        await run(hello(print), { loopFactory: newLoop });
      },
      expect: { output: ["hello world", "hello world"], duration: 2, verdict: "passes" },
    },
    {
      name: "the current loop is the one that was set",
      async script(print, newLoop) {
        const loop = newLoop();
        setEventLoop(loop);
        try {
          print(`set: ${getEventLoop() === loop}`);
          const running = await getEventLoop().runUntilComplete(async () => getEventLoop());
          print(`running: ${running === loop}`);
        } finally {
          setEventLoop(null);
          loop.close();
        }
      },
      expect: { output: ["set: true", "running: true"], duration: 0, verdict: "passes" },
    },
    {
      name: "run forever, until a callback stops the loop",
      async script(print, newLoop) {
        const loop = newLoop();
        loop.callSoon(() => {
          print("Hello World");
          loop.stop();
        });
        await loop.runForever();
        print(`running: ${loop.isRunning()}, closed: ${loop.isClosed()}`);
        loop.close();
        print(`closed: ${loop.isClosed()}`);
      },
      expect: {
        output: ["Hello World", "running: false, closed: false", "closed: true"],
        duration: 0,
        verdict: "passes",
      },
    },
    {
      name: "the time, shown by callbacks that set the next one",
      async script(print, newLoop) {
        const loop = newLoop();
        displayTime(loop, loop.time() + 5, print);
        await loop.runForever();
        loop.close();
      },
      expect: { output: ["0 s", "1 s", "2 s", "3 s", "4 s"], duration: 4, verdict: "passes" },
    },
    {
      name: "callbacks soon, later and at a time",
      async script(print, newLoop) {
        const loop = newLoop();
        const show = (text: string) => (): void => print(`${text} at ${loop.time()} s`);
        loop.callAt(loop.time() + 1, show("callAt(1)"));
        loop.callLater(0.5, show("callLater(0.5)"));
        loop.callLater(1, show("callLater(1)"));
        loop.callLater(0.75, show("cancelled")).cancel();
        loop.callSoon(show("callSoon"));
        loop.callLater(2, () => loop.stop());
        await loop.runForever();
        loop.close();
      },
      expect: {
        output: ["callSoon at 0 s", "callLater(0.5) at 0.5 s", "callAt(1) at 1 s", "callLater(1) at 1 s"],
        duration: 2,
        verdict: "passes",
      },
    },
    {
      name: "a closed loop runs nothing",
      async script(print, newLoop) {
        const loop = newLoop();
        loop.close();
        loop.callSoon(() => print("never printed"));
      },
      expect: { output: [], duration: 0, verdict: "fails", error: "RuntimeError: Event loop is closed" },
    },
    {
      name: "a policy makes the loops of run and newEventLoop",
      async script(print, newLoop) {
        const before = getEventLoopPolicy();
        setEventLoopPolicy(policyOf(newLoop, print));
        try {
          await run(hello(print));
          newEventLoop().close();
        } finally {
          setEventLoopPolicy(before);
        }
      },
      expect: { output: ["a fast loop", "hello world", "a fast loop"], duration: 1, verdict: "passes" },
    },
  ],
};

function* hello(print: Print): Generator<Wait, void, void> {
  yield* sleep(1);
  print("hello world");
}

function displayTime(loop: EventLoop, end: number, print: Print): void {
  print(`${loop.time()} s`);
  if (loop.time() + 1 < end) loop.callLater(1, () => displayTime(loop, end, print));
  else loop.stop();
}

/** Stands for the policy of a loop from elsewhere, as uvloop's. */
function policyOf(newLoop: () => EventLoop, print: Print): EventLoopPolicy {
  let current: EventLoop | null = null;
  return {
    getEventLoop() {
      return (current ??= this.newEventLoop());
    },
    setEventLoop(loop) {
      current = loop;
    },
    newEventLoop() {
      print("a fast loop");
      return newLoop();
    },
  };
}
