import { afterEach, describe, expect, it } from "vitest";
import {
  DefaultEventLoopPolicy,
  type EventLoop,
  type EventLoopPolicy,
  getEventLoop,
  getEventLoopPolicy,
  getRunningLoop,
  newEventLoop,
  run,
  RuntimeError,
  setEventLoop,
  setEventLoopPolicy,
  sleep,
} from "#index";
import { virtualLoop } from "#testing";

afterEach(() => setEventLoopPolicy(null));

describe("getEventLoop()", () => {
  it("fails if no loop runs and none was set", () => {
    expect(() => getEventLoop()).toThrowErrorMatchingInlineSnapshot(`
      [RuntimeError: There is no current event loop in thread 'MainThread'.
        hint: call it inside run(), or setEventLoop(newEventLoop()) first]
    `);
    expect(() => getEventLoop()).toThrow(RuntimeError);
  });

  it("is the loop that was set", () => {
    const loop = virtualLoop()();

    setEventLoop(loop);

    expect(getEventLoop()).toBe(loop);
  });

  it("is the running loop, whatever was set", () => {
    setEventLoop(virtualLoop()());

    return run(async () => expect(getEventLoop()).toBe(getRunningLoop()), { loopFactory: virtualLoop() });
  });

  it("fails again after setEventLoop(null)", () => {
    setEventLoop(virtualLoop()());

    setEventLoop(null);

    expect(() => getEventLoop()).toThrow(RuntimeError);
  });
});

describe("newEventLoop()", () => {
  it("makes another loop every time, and does not set it", () => {
    expect(newEventLoop()).not.toBe(newEventLoop());
    expect(() => getEventLoop()).toThrow(RuntimeError);
  });
});

describe("the policy", () => {
  it("is a DefaultEventLoopPolicy, the same one until another is set", () => {
    expect(getEventLoopPolicy()).toBeInstanceOf(DefaultEventLoopPolicy);
    expect(getEventLoopPolicy()).toBe(getEventLoopPolicy());
  });

  it("decides what the functions do, and which loop run() uses", async () => {
    const loop = virtualLoop()();
    const asked: string[] = [];
    const policy: EventLoopPolicy = {
      getEventLoop: () => {
        asked.push("getEventLoop");
        return loop;
      },
      setEventLoop: (next: EventLoop | null) => asked.push(`setEventLoop ${String(next === loop)}`),
      newEventLoop: () => {
        asked.push("newEventLoop");
        return loop;
      },
    };
    setEventLoopPolicy(policy);
    expect(getEventLoopPolicy()).toBe(policy);

    setEventLoop(loop);
    expect(getEventLoop()).toBe(loop);
    await run(() => sleep(5));

    expect([asked, loop.time()]).toEqual([["setEventLoop true", "getEventLoop", "newEventLoop"], 5]);
  });

  it("is a new default one after setEventLoopPolicy(null)", () => {
    setEventLoop(virtualLoop()());

    setEventLoopPolicy(null);

    expect(() => getEventLoop()).toThrow(RuntimeError);
  });
});
