import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { gather, getRunningLoop, run, sleep } from "timeloom";
import { explore, fakeGlobals, simulate, virtualLoop } from "timeloom/testing";

let globals; // other people's timers and dates, on loop time: once per file
beforeAll(() => {
  globals = fakeGlobals();
});
afterAll(() => globals.restore());

const onLoop = (body) => () => run(body, { loopFactory: virtualLoop() });

test(
  "waits for an hour",
  onLoop(async () => {
    await sleep(1_800);
    await new Promise((resolve) => setTimeout(resolve, 1_800_000));
    expect(getRunningLoop().time()).toBe(3_600);
  }),
);

test("keeps every deposit", async () => {
  await explore(async () => {
    let stored = 0;
    const store = simulate({ read: async () => stored, write: async (value) => void (stored = value) });
    const deposit = async () => store.write((await store.read()) + 1);
    const later = async () => {
      await sleep(60);
      await deposit();
    };
    await gather(deposit, later);
    expect(stored).toBe(2);
  });
});
