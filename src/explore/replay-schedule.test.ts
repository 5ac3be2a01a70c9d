import { describe, expect, it } from "vitest";
import { coroutine, gather, run, sleep, type Wait } from "#index";
import { type Explorable, explore, InconclusiveError, RaceError, replay, simulate } from "#testing";

const answer = coroutine(function* () {
  return 42;
});

/** Fails if the second call completes first. */
async function overtakes(): Promise<void> {
  const ask = simulate(answer);
  let first = "";
  const call = (name: string) =>
    function* (): Generator<Wait, void, void> {
      yield* ask();
      first ||= name;
    };
  await gather(call("a"), call("b"));
  if (first === "b") throw new Error("b overtook a");
}

async function failureOf(body: Explorable): Promise<RaceError> {
  try {
    await explore(body);
  } catch (error) {
    if (error instanceof RaceError) return error;
  }
  throw new Error("no race was found");
}

describe("replay()", () => {
  it("fails by the schedule of a finding as the exploration did, and passes by another", async () => {
    const { finding } = await failureOf(overtakes);

    const replaySchedule = replay(overtakes, finding.schedule);

    await expect(replaySchedule).rejects.toBeInstanceOf(RaceError);
    await expect(replaySchedule).rejects.toMatchObject({
      finding: { failure: { message: finding.failure.message }, schedule: finding.schedule, level: "env" },
    });
    await expect(replay(overtakes, "v1:")).resolves.toEqual({ schedule: [], skipped: [] });
  });

  it("takes the text of a report", async () => {
    const { message } = await failureOf(overtakes);
    const [text = ""] = /v1:[^"\s]+/.exec(message) ?? [];

    await expect(replay(overtakes, text)).rejects.toThrow("b overtook a");
  });

  it("tells what has never become possible", async () => {
    await expect(replay(overtakes, "v1:main.7@1=main.8@1")).resolves.toEqual({
      schedule: [],
      skipped: [{ at: "main.7@1", value: "main.8@1" }],
    });
  });

  it("does at fifo what no order has to do with, and nothing else", async () => {
    const { finding } = await failureOf(overtakes);

    const { skipped } = await replay(overtakes, finding.schedule, { level: "fifo" });

    expect(skipped).toEqual(finding.schedule);
    await expect(replay(() => sleep(1), "v1:main@2=cancel", { level: "fifo" })).resolves.toMatchObject({ skipped: [] });
  });

  it("is stopped by a limit, and is no pass then", async () => {
    const endless = async (): Promise<never> => {
      for (;;) await sleep(1);
    };

    await expect(replay(endless, "v1:", { maxTime: 10 })).rejects.toBeInstanceOf(InconclusiveError);
  });

  it("refuses what is wrong", async () => {
    await expect(replay(overtakes, "v1:", { executions: 3 } as object)).rejects.toThrow(
      "Unknown option of replay(): executions\n  hint: the options are level, seed, maxIterations, maxTime, checks and world",
    );
    await expect(replay(overtakes, "v1:", { level: "all" as "env" })).rejects.toThrow(/^Invalid level: all\n/);
    await expect(replay(overtakes, "v1:", { checks: ["leaks"] as never })).rejects.toThrow(/^Invalid check: leaks\n/);
    await expect(replay(overtakes, "v1:", { seed: 0.5 })).rejects.toThrow(/^Invalid seed: 0\.5\n/);
    await expect(replay(overtakes, 7 as never)).rejects.toThrow(/^a schedule was expected, got 7\n/);
    await expect(replay(answer() as never, "v1:")).rejects.toThrow(/^replay\(\) needs a function, got /);
    await expect(run(() => replay(overtakes, "v1:"))).rejects.toThrow(
      /^replay\(\) cannot be called from a running event loop\n/,
    );
  });
});
