import { describe, expect, it } from "vitest";
import { createTask, getRunningLoop, sleep, type Wait } from "#index";
import { describeCertificate, exhaustive, explore, replay, simulate } from "#testing";

const api = simulate({ load: async () => 1 });

/** A call, beside a timer of a library that comes again and again. */
async function besideTicker(): Promise<void> {
  const ticker = createTask(function* (): Generator<Wait, void, void> {
    for (;;) yield* sleep(1);
  });
  await api.load();
  ticker.cancel();
}

/** A session ends five seconds after it has begun, or too early if a timer is not cleared. */
async function sessions(): Promise<void> {
  const loop = getRunningLoop();
  let current = 0;
  let since = 0;
  for (const id of [1, 2]) {
    current = id;
    since = loop.time();
    loop.callLater(5, () => {
      if (current === 2 && loop.time() - since < 5) current = -1;
    });
    await api.load();
    if (current === -1) throw new Error("ended too early");
  }
}

describe("a call that is outstanding", () => {
  it("is passed by time a few times and no more, so that a timer that repeats ends the search", async () => {
    const certificate = await explore(besideTicker, { strategy: exhaustive() });

    expect(certificate).toMatchObject({ claim: { kind: "proof" }, passes: 5, inconclusive: 0 });
    expect(certificate.executions).toBeLessThan(30);
    expect(describeCertificate(certificate)).toContain("\ntime      passed an outstanding call at most 5 times");
  });

  it("is not said to be bounded where the bound was not met", async () => {
    const certificate = await explore(
      async () => {
        createTask(() => sleep(1));
        await api.load();
      },
      { strategy: exhaustive() },
    );

    expect([certificate.claim.kind, certificate.passes]).toEqual(["proof", undefined]);
  });

  it("may arrive between two deadlines, which one deviation says", async () => {
    await expect(explore(sessions)).rejects.toThrow(
      /ended too early[^]*load\(\) of \S+ arrives midway to the next deadline/,
    );
    await expect(replay(sessions, "v1:main.x0@1=midway,main.x1@1=clock@2")).rejects.toThrow("ended too early");
  });
});
