import { afterEach, describe, expect, it } from "vitest";
import { run } from "#index";
import { explore, replay, virtualLoop } from "#testing";
import { guardExit } from "#world/node/guard-exit";

const exitNow = (): unknown => Reflect.get(process, "exit");
const host = exitNow();

describe("guardExit()", () => {
  const before = process.listenerCount("exit");

  afterEach(() => {
    expect(exitNow()).toBe(host);
    expect(process.listenerCount("exit")).toBe(before);
  });

  it("throws what the watch refuses with, until all have ended", () => {
    const refusal = new Error("refused");
    const calls: string[] = [];
    const refuse = (call: string): Error => (calls.push(call), refusal);
    const ends = [guardExit("one", refuse), guardExit("other", refuse)];

    expect(() => process.exit(3)).toThrow(refusal);
    ends[0]?.();
    expect(() => process.exit()).toThrow(refusal);
    ends[1]?.();

    expect(calls).toEqual(["process.exit(3)", "process.exit()"]);
  });

  it("leaves a replacement alone that came later", () => {
    const end = guardExit("one", () => undefined);
    const later = (): never => {
      throw new Error("later");
    };
    process.exit = later;
    end();

    expect(exitNow()).toBe(later);
    process.exit = host as typeof later;
  });

  it("is there for a search and a replay, and for no other loop", async () => {
    const exit = async (): Promise<void> => process.exit(0);

    await expect(explore(exit)).rejects.toThrow(/^RuntimeError: The body called process\.exit\(0\)\n/);
    await expect(replay(exit, "v1:")).rejects.toThrow(/^RuntimeError: The body called process\.exit\(0\)\n/);
    expect(await run(async () => exitNow(), { loopFactory: virtualLoop() })).toBe(host);
  });
});
