import fsp from "node:fs/promises";
import timers from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { coroutine, createFuture, createTask, getRunningLoop, run, sleep, timeout, TimeoutError } from "#index";
import { type Strategy, virtualLoop } from "#testing";
import { operations, unseen } from "../../host/node/accounting/fixtures/operations.mjs";
import { openOutside, type Outside } from "../../host/node/accounting/fixtures/outside.mjs";

/** In virtual time; it would pass in microseconds if the operation were not waited for. */
const limit = 30;

let outside: Outside;
beforeAll(async () => {
  outside = await openOutside();
});
afterAll(() => outside.close());

/** Run `main` under a deadline of 30 virtual seconds, then sleep for one. @returns the virtual time at the end */
function clockAfter(main: () => PromiseLike<unknown>): Promise<number> {
  return run(
    async () => {
      await timeout(limit).run(main);
      await sleep(1); // passes: what has ended does not hold time
      return getRunningLoop().time();
    },
    { loopFactory: virtualLoop() },
  );
}

/** Behind a future of the loop the task does not look as if it waited for the outside. */
async function bridged(operation: (outside: Outside) => Promise<unknown>): Promise<void> {
  const over = createFuture<void>();
  operation(outside).then(
    () => over.done() || over.setResult(),
    (error: unknown) => over.done() || over.setException(error),
  );
  await over;
}

describe("virtual time waits for the outside world", () => {
  it.each(Object.entries(operations))("%s, awaited", async (_kind, operation) => {
    expect(await clockAfter(() => operation(outside))).toBe(1);
  });

  it.each(Object.entries(operations))("%s, behind a future of the loop", async (_kind, operation) => {
    expect(await clockAfter(() => bridged(operation))).toBe(1);
  });

  it.each(Object.entries(unseen))("but not for %s, which nothing shows", async (_kind, operation) => {
    await expect(clockAfter(() => bridged(operation))).rejects.toThrow(TimeoutError);
  });

  it("that a generator has begun", async () => {
    const body = coroutine(function* () {
      const over = createFuture<void>();
      setTimeout(() => over.setResult(), 20);
      yield* over;
      yield* createTask(() => fsp.readFile(outside.file));
    });

    expect(await clockAfter(body)).toBe(1);
  });

  it("in all the tasks of a loop at once", async () => {
    const program = async (): Promise<number> => {
      await Promise.all([timers.setTimeout(20), fsp.readFile(outside.file), sleep(0)]);
      return getRunningLoop().time();
    };

    expect(await run(program, { loopFactory: virtualLoop() })).toBe(0);
  });

  it("while another loop of the thread does not wait for it", async () => {
    const waiting = clockAfter(() => timers.setTimeout(30));
    const passing = run(() => sleep(3_600), { loopFactory: virtualLoop() }).then(() => "passed");
    const first = await Promise.race([waiting, passing]);

    expect(first).toBe("passed");
    expect(await waiting).toBe(1);
  });
});

it("does not ask how late the loop wakes while it waits: how often it does is the host's affair", async () => {
  let asked = 0;
  const strategy: Strategy = {
    choose({ kind, at }) {
      if (kind === "latency" && at.title === "clock") asked += 1;
      return 0;
    },
  };
  await run(
    async () => {
      const read = fsp.readFile(new URL(import.meta.url)).then(() => fsp.stat(new URL(import.meta.url)));
      await sleep(1);
      await read;
    },
    { loopFactory: virtualLoop({ level: "jitter", strategy }) },
  );
  expect(asked).toBe(1);
});
