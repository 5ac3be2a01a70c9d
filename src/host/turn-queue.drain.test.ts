import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createFuture, createTask, getRunningLoop, run, sleep } from "#index";
import { explore, virtualLoop } from "#testing";

/** Defers `callback` behind ticks and microtasks, to some depth. */
const ways: readonly (readonly [string, (callback: () => void) => void])[] = [
  ["a tick", (callback) => process.nextTick(callback)],
  ["a tick of a promise", (callback) => void Promise.resolve().then(() => process.nextTick(callback))],
  [
    "a tick of a promise of a tick",
    (callback) => process.nextTick(() => void Promise.resolve().then(() => process.nextTick(callback))),
  ],
  ["fifty ticks and microtasks", (callback) => deferred(50, callback)],
];

function deferred(depth: number, callback: () => void): void {
  if (depth === 0) callback();
  else if (depth % 2 === 0) queueMicrotask(() => deferred(depth - 1, callback));
  else process.nextTick(() => deferred(depth - 1, callback));
}

describe("a turn on a virtual loop", () => {
  it.each(ways)("ends when %s has run", async (_, defer) => {
    const main = async (): Promise<string[]> => {
      const log: string[] = [];
      getRunningLoop().callSoon(() => log.push("the next turn"));
      defer(() => log.push("deferred"));
      await sleep(1);
      return log;
    };

    await expect(run(main, { loopFactory: virtualLoop() })).resolves.toEqual(["deferred", "the next turn"]);
    await expect(run(main, { loopFactory: virtualLoop({ io: "forbid" }) })).resolves.toEqual([
      "deferred",
      "the next turn",
    ]);
  });

  it.each(ways)("lets a body of explore() wait for %s", async (_, defer) => {
    await expect(explore(() => new Promise<void>((resolve) => defer(resolve)))).resolves.toMatchObject({
      executions: 1,
    });
  });

  it("does not nest one turn in another, however many runs wait for each other", async () => {
    const nested = async (depth: number): Promise<number> =>
      depth === 0
        ? (new Error().stack?.split("\n").length ?? 0)
        : run(() => sleep(0), { loopFactory: virtualLoop() }).then(() => nested(depth - 1));

    expect(await nested(2_000)).toBe(await nested(1));
  });

  it("wakes a task within the turn in which a tick resolves what it awaits", async () => {
    const main = async (): Promise<number> => {
      const bell = createFuture<void>();
      const task = createTask(async () => {
        await bell;
        return getRunningLoop().time();
      });
      await sleep(1);
      deferred(7, () => bell.setResult());
      await sleep(1);
      return await task;
    };

    await expect(run(main, { loopFactory: virtualLoop() })).resolves.toBe(1);
  });
});

describe("a host that cannot drain its queues", () => {
  it("runs the same tests, with a macrotask for each turn", () => {
    const program = fileURLToPath(new URL("fixtures/without-drain.mjs", import.meta.url));
    const { stdout, status } = spawnSync(process.execPath, [program], { encoding: "utf8" });

    expect([stdout.trim(), status]).toEqual(["deferred, the next turn; none after 1 execution", 0]);
  });
});
