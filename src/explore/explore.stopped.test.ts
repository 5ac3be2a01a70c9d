import { describe, expect, it } from "vitest";
import { createTask, gather, getRunningLoop, sleep } from "#index";
import { explore, RaceError, replay, simulate } from "#testing";

const stop = (): void => getRunningLoop().stop();

describe("a body that stops its loop", () => {
  it.each([
    ["and goes on", async () => (stop(), sleep(1))],
    ["and waits for ever", async () => (stop(), await new Promise(() => undefined))],
    [
      "in a generator",
      function* () {
        stop();
        yield* sleep(1);
      },
    ],
    ["in a task", async () => (createTask(async () => stop()), sleep(1))],
    ["in a callback", async () => (getRunningLoop().callSoon(stop), sleep(1))],
    ["in a timer", async () => (getRunningLoop().callLater(0.5, stop), sleep(1))],
  ])("fails as it does in run(): %s", async (_, body) => {
    await expect(explore(body)).rejects.toThrow(/^RuntimeError: Event loop stopped before Future completed\.\n/);
    await expect(replay(body, "v1:")).rejects.toThrow(/^RuntimeError: Event loop stopped before Future completed\.\n/);
  });

  it("is found and shown in the one order in which it does", async () => {
    const body = async (): Promise<void> => {
      const api = simulate({ a: async () => 1, b: async () => 2 });
      let first = "";
      await gather(
        () => api.a().then(() => (first ||= "a")),
        () => api.b().then(() => (first ||= "b")),
      );
      if (first === "b") stop();
      await sleep(1);
    };

    const error: unknown = await explore(body).catch((failure: unknown) => failure);

    expect(error).toBeInstanceOf(RaceError);
    expect((error as RaceError).finding.schedule).toHaveLength(1);
  });

  it("passes if it has nothing to do any more", async () => {
    await expect(explore(async () => stop())).resolves.toMatchObject({ executions: 1 });
  });
});
