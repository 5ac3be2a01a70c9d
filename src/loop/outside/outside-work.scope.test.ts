import { AsyncLocalStorage } from "node:async_hooks";
import { readFile, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { createFuture, getRunningLoop, run, sleep, timeout, wrapFuture } from "#index";
import { virtualLoop } from "#testing";
import { describe, expect, it } from "vitest";

const inVirtualTime = { loopFactory: virtualLoop() };
const thisFile = fileURLToPath(import.meta.url);

describe("native code outside of native tasks", () => {
  it("is waited for to its last await if a generator calls it", async () => {
    const time = await run(function* () {
      return yield* timeout(30).run(function* () {
        const bytes = yield* wrapFuture(readFile(thisFile));
        yield* wrapFuture(promisify(gzip)(bytes));
        return getRunningLoop().time();
      });
    }, inVirtualTime);

    expect(time).toBe(0);
  });

  it("is waited for to its last await if a callback calls it", async () => {
    const time = await run(async () => {
      const done = createFuture<number>();
      getRunningLoop().callSoon(async () => {
        await readFile(thisFile);
        await stat(thisFile);
        done.setResult(getRunningLoop().time());
      });
      return await timeout(30).run(async () => done);
    }, inVirtualTime);

    expect(time).toBe(0);
  });

  it("sees the AsyncLocalStorage of whoever called run(), in generators and callbacks too", async () => {
    const request = new AsyncLocalStorage<string>();

    const seen = await request.run("caller", () =>
      run(function* () {
        yield* sleep(1);
        const inCallback = createFuture<string | undefined>();
        getRunningLoop().callSoon(() => inCallback.setResult(request.getStore()));
        return [request.getStore(), yield* inCallback];
      }, inVirtualTime),
    );

    expect(seen).toEqual(["caller", "caller"]);
  });
});
