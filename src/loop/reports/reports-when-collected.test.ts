import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { ExceptionContext } from "#core/event-loop";
import type { Future } from "#core/future";
import { newEventLoop } from "#index";
import { describe, expect, it } from "vitest";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

function failed(loop: ReturnType<typeof newEventLoop>, message: string): Future<void> {
  const future = loop.createFuture<void>();
  future.setException(new Error(message));
  return future;
}

describe("a loop on the host's clock", () => {
  it("reports an exception that nobody retrieved once its future is collected", async () => {
    const loop = newEventLoop();
    const heard = new Promise<ExceptionContext>((resolve) => loop.setExceptionHandler((_, report) => resolve(report)));
    (() => failed(loop, "lost"))();

    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();

    await expect(heard).resolves.toMatchObject({
      message: "Future exception was never retrieved",
      exception: { message: "lost" },
    });
    loop.close();
  });

  it("reports at its close what is neither retrieved nor collected, and nothing else", () => {
    const loop = newEventLoop();
    const reports: ExceptionContext[] = [];
    loop.setExceptionHandler((_, report) => reports.push(report));
    failed(loop, "kept");
    const seen = failed(loop, "seen");
    seen.exception();

    loop.close();

    expect(reports.map(({ message, exception }) => [message, exception])).toEqual([
      ["Future exception was never retrieved", new Error("kept")],
    ]);
  });
});
