import { describe, expect, it } from "vitest";
import { coreOf } from "#core/event-loop";
import { CancelledError, DeadlockError, run, sleep } from "#index";
import type { Engine } from "#loop/engine";
import { virtualLoop } from "#testing";

function virtual(): Engine {
  return coreOf(virtualLoop()()) as Engine;
}

describe("runEagerly()", () => {
  it("has run a program of generators when it returns", () => {
    const loop = virtual();
    const results: unknown[] = [];

    loop.runEagerly(
      function* () {
        yield* sleep(3_600);
        return "done";
      },
      (error, future) => results.push(error, future.result()),
    );

    expect(results).toEqual([undefined, "done"]);
    expect(loop.isRunning()).toBe(false);
  });

  it("returns first, and runs on in turns of its own, if the program is native", async () => {
    const loop = virtual();
    let returned = false;

    const ended = new Promise<boolean>((resolve) => {
      loop.runEagerly(
        async () => sleep(1),
        () => resolve(returned),
      );
    });
    returned = true;

    expect(await ended).toBe(true);
  });

  it("waits for its turn inside a turn of another loop", async () => {
    const order: string[] = [];
    await run(
      function* () {
        virtual().runEagerly(
          function* () {
            yield* [];
            order.push("inner");
          },
          () => order.push("inner ended"),
        );
        order.push("outer");
        yield* sleep(1);
      },
      { loopFactory: virtualLoop() },
    );
    await new Promise((resolve) => setImmediate(resolve));

    expect(order.slice(0, 1)).toEqual(["outer"]);
    expect(order).toEqual(expect.arrayContaining(["inner", "inner ended"]));
  });

  it("says why the loop stopped, or leaves the outcome to the future", () => {
    const ends: unknown[] = [];
    const forever = virtual();
    forever.runEagerly(
      function* () {
        yield* forever.face.createFuture();
      },
      (error, future) => ends.push(error instanceof DeadlockError, future.done()),
    );
    virtual().runEagerly(
      function* () {
        yield* [];
        throw new CancelledError();
      },
      (error, future) => ends.push(error, future.cancelled()),
    );

    expect(ends).toEqual([true, false, undefined, true]);
  });

  it("does not stop a loop again by a future that it does not wait for any more", () => {
    const loop = virtual();
    const shared = loop.face.createFuture<void>();
    loop.runEagerly(shared, () => {}); // a deadlock
    const seen: string[] = [];

    loop.runEagerly(
      function* () {
        shared.setResult();
        yield* sleep(1);
        seen.push("ran on");
      },
      () => seen.push("ended"),
    );

    expect(seen).toEqual(["ran on", "ended"]);
  });
});
