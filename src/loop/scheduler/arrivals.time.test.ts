import { describe, expect, it } from "vitest";
import { createTask, Event, getRunningLoop, sleep, type Wait, waitFor } from "#index";
import { describeCertificate, exhaustive, explore, random, replay, simulate } from "#testing";

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

  it("arrives though a task sleeps for ever, also where time passes it as often as it can", async () => {
    const forever = async (): Promise<void> => {
      createTask(() => sleep(Infinity));
      createTask(() => sleep(1));
      await api.load();
    };

    const certificate = await explore(forever, { strategy: exhaustive() });

    expect(certificate).toMatchObject({ claim: { kind: "proof" } });
    await expect(replay(forever, "v1:main.x0@1=late.2")).resolves.toBeDefined();
  });

  it("may arrive between two deadlines, which one deviation says", async () => {
    await expect(explore(sessions)).rejects.toThrow(
      /ended too early[^]*load\(\) of \S+ arrives midway to the next deadline/,
    );
    await expect(replay(sessions, "v1:main.x0@1=midway,main.x1@1=clock@2")).rejects.toThrow("ended too early");
  });
});

describe("a call that arrives just before a deadline, where steps take time", () => {
  /** What comes first: that the answer is there, or that whoever waits for it has it or gives up. */
  async function answered(): Promise<string> {
    const gate = new Event();
    const events: string[] = [];
    createTask(async () => {
      await api.load();
      events.push("answer");
      gate.set();
    });
    const wait = waitFor(gate.wait(), 2).then(
      () => "in time",
      () => "too late",
    );
    events.push(await wait);
    await sleep(1);
    return events.join(", ");
  }

  it("has come, and the deadline passes before anybody has seen it", async () => {
    const lost = async (): Promise<void> => {
      if ((await answered()) === "answer, too late") throw new Error("lost");
    };

    await expect(explore(lost, { strategy: exhaustive(), level: "jitter" })).rejects.toThrow(
      /lost[^]*load\(\) of \S+ arrives 0.001 s before the next deadline[^]*the loop takes 0.001 s over what load\(\)/,
    );
    await expect(replay(lost, "v1:main.0.x0@1=close,main.0.x0@1=slow", { level: "jitter" })).rejects.toThrow("lost");
  });

  it("is in time, or not, at env", async () => {
    const seen = new Set<string>();
    await explore(async () => void seen.add(await answered()), { strategy: exhaustive() });

    expect([...seen].toSorted()).toEqual(["answer, in time", "too late", "too late, answer"]);
  });
});

describe("a call that comes only after several deadlines", () => {
  /** A report goes out after three seconds, though the answer is not there. */
  async function report(): Promise<void> {
    let answer: number | undefined = undefined;
    const asking = createTask(async () => (answer = await api.load()));
    for (let second = 0; second < 3; second++) await sleep(1);
    if (answer === undefined) throw new Error("no answer");
    await asking;
  }

  it("is one deviation, however many deadlines time passes", async () => {
    const error: unknown = await explore(report, { strategy: random(), executions: 2_000 }).catch(
      (thrown: unknown) => thrown,
    );

    expect(error).toMatchObject({ finding: { schedule: [{ at: "main.0.x0@1", value: "late.3" }], minimal: true } });
    expect(String(error)).toContain("▶1  time passes 3 times before load() of Task-2 arrives");
  });

  it("replays, also as earlier versions wrote it, and says what could not be", async () => {
    const single = "v1:main.0.x0@1=clock@1,main.0.x0@1=clock@2,main.0.x0@1=clock@3";
    for (const schedule of ["v1:main.0.x0@1=late.3", single, "v1:main.0.x0@1=late.4"]) {
      await expect(replay(report, schedule)).rejects.toThrow("no answer");
    }
    expect(await replay(report, "v1:main.0.x0@1=clock@1,main.0.x0@1=clock@2")).toMatchObject({ skipped: [] });
    expect(await replay(besideTicker, "v1:main.x0@1=late.6")).toMatchObject({
      schedule: [{ at: "main.x0@1", value: "late.5" }],
      skipped: [{ at: "main.x0@1", value: "late.1" }],
    });
  });
});
