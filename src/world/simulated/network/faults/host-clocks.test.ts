import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getRunningLoop, run, sleep } from "#index";
import {
  exhaustive,
  explore,
  type FakeGlobals,
  fakeGlobals,
  network,
  RaceError,
  replay,
  simulatedWorld,
  virtualLoop,
  type World,
} from "#testing";

const start = Date.UTC(2026, 0, 1);
let globals: FakeGlobals;

beforeAll(() => {
  globals = fakeGlobals({ now: start });
});
afterAll(() => globals.restore());

function worldWith(clock?: readonly number[]): World {
  return simulatedWorld({ hosts: { web: {}, db: clock === undefined ? {} : { clock } } });
}

/** What the clocks of a host show, in seconds since the start of the run. */
async function clocksOf(host: string): Promise<readonly number[]> {
  return await network.host(host).run(async () => {
    const date = new Date().getTime();
    assert.equal(Date.now(), date);
    assert.equal(Math.floor(performance.timeOrigin + performance.now()), date);
    return [(date - start) / 1_000, getRunningLoop().time(), performance.now() / 1_000 - 1];
  });
}

describe("the wall clock of a host", () => {
  it("is ahead or behind, as the world says, and measures time as every clock does", () =>
    run(
      async () => {
        expect([await clocksOf("web"), await clocksOf("db")]).toEqual([
          [0, 0, 0],
          [-1.5, 0, 0],
        ]);
        await sleep(10);
        expect([await clocksOf("web"), await clocksOf("db")]).toEqual([
          [10, 10, 10],
          [8.5, 10, 10],
        ]);
      },
      { loopFactory: virtualLoop({ world: worldWith([-1.5, 7]) }) },
    ));

  it("is one of the list for a whole run, as the search chooses", async () => {
    const seen = new Set<string>();
    const body = async (): Promise<void> => {
      const [[before = 0], , [after = 0]] = [await clocksOf("db"), await sleep(1), await clocksOf("db")];
      seen.add(`${before} ${after} ${(await clocksOf("web"))[0]}`);
    };
    const certificate = await explore(body, { world: worldWith([0, 0.25, -2]), strategy: exhaustive() });

    expect([...seen].toSorted()).toEqual(["-2 -1 1", "0 1 1", "0.25 1.25 1"]);
    expect(certificate.claim.kind).toBe("proof");
    expect(Object.keys(certificate.faults ?? {})).toEqual(["ahead-0.25", "behind-2"]);
  });

  it("is named by the report, and replays", async () => {
    const world = worldWith([0, 0.25]);
    const body = async (): Promise<void> => {
      assert.equal((await clocksOf("db"))[0], (await clocksOf("web"))[0]);
    };
    const error = await explore(body, { world }).catch((failure: unknown) => failure);

    assert.ok(error instanceof RaceError);
    expect(error.finding.schedule.map(({ value }) => value)).toEqual(["ahead-0.25"]);
    expect(error.message).toContain("▶1  db: the wall clock is 0.25 s ahead\n");
    await expect(replay(body, String(error.message.match(/v1:\S+ahead-0.25/)?.[0]), { world })).rejects.toThrow(
      RaceError,
    );
  });

  it("is right unless the world says otherwise", () =>
    run(async () => expect(await clocksOf("db")).toEqual([0, 0, 0]), {
      loopFactory: virtualLoop({ world: worldWith() }),
    }));
});
