import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "puppeteer-core";
import { createTask, gather, sleep } from "#index";
import { findingPage } from "#report/page/finding-page";
import { explore, History, linearizable, RaceError } from "#testing";
import { queue, type QueueOperation } from "../../tests/histories.ts";
import { PageBrowser, textsOf } from "../../tests/page-browser.ts";

let browser: PageBrowser;
let shown: Page;
let problems: string[];

/** A queue that waits between its look and its step, so that two consumers take the same item. */
async function brokenQueue(): Promise<void> {
  const history = new History<QueueOperation, number | undefined>();
  const items: number[] = [];
  let taken = 0;
  const put = (value: number) => (): PromiseLike<unknown> =>
    history.record({ put: value }, async () => void items.push(value));
  const take = (): PromiseLike<unknown> =>
    history.record("take", async () => {
      const at = taken;
      await sleep(0);
      taken = Math.min(at + 1, items.length);
      return items[at];
    });
  await gather(createTask(put(1), { name: "producer" }), createTask(put(2), { name: "other producer" }));
  await gather(createTask(take, { name: "consumer" }), createTask(take, { name: "other consumer" }));
  linearizable(queue, history);
}

beforeAll(async () => {
  const race: unknown = await explore(brokenQueue, { level: "any-order" }).catch((error: unknown) => error);
  if (!(race instanceof RaceError)) throw new Error("the race was not found", { cause: race });
  browser = await PageBrowser.launched();
  ({ shown, problems } = await browser.open(findingPage(race, process.cwd()), "history"));
});

afterAll(() => browser.close());

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
}

const boxes = (selector: string): Promise<Box[]> =>
  shown.$$eval(selector, (all) =>
    all.map((each) => each.getBoundingClientRect()).map(({ left, right, top }) => ({ left, right, top })),
  );

describe("the page of a history that no order explains", () => {
  it("has a lane for each client, and names operations and results once", async () => {
    expect(problems).toEqual([]);
    expect(await textsOf(shown, ".client text")).toEqual(["consumer", "other consumer"]);
    expect(await textsOf(shown, ".operation text")).toEqual(["take → 1", "take → 1"]);
    expect((await textsOf(shown, "pre.failure")).join("")).toMatch(/before: \[[12], [12]\](?!.*├)/s);
  });

  it("draws a bar from each call to its return: those overlap that were going on at once", async () => {
    const [take, twin] = await boxes(".operation path:first-child");
    const isBefore = (a: Box | undefined, b: Box | undefined): boolean => (a?.right ?? Infinity) < (b?.left ?? 0);
    expect(isBefore(take, twin) || isBefore(twin, take)).toBe(false);
    expect(take?.left).toBeLessThan(twin?.left ?? 0);
    expect(new Set((await boxes(".operation")).map(({ top }) => top)).size).toBe(2);
  });

  it("marks the result that came last, and that no order gives", async () => {
    expect(await textsOf(shown, ".operation.impossible text")).toEqual(["take → 1"]);
    const colour = (selector: string): Promise<string> =>
      shown.$eval(selector, (each) => getComputedStyle(each).stroke);
    expect(await colour(".operation.impossible path")).not.toBe(await colour(".operation:not(.impossible) path"));
  });

  it.each([1_400, 700])("has no text over another, and leaves room for the lanes, at %i pixels", async (width) => {
    await shown.setViewport({ width, height: 900 });
    const texts = await boxes(".operation text");
    const rows = [...new Set(texts.map(({ top }) => Math.round(top)))];
    for (const row of rows) {
      const inRow = texts.filter(({ top }) => Math.round(top) === row).toSorted((a, b) => a.left - b.left);
      for (const [at, next] of inRow.slice(1).entries()) expect(inRow[at]?.right).toBeLessThan(next.left);
    }
    const height = await shown.$eval("section.current .scroll", (each) => each.clientHeight);
    expect(height).toBeGreaterThan(120);
    await shown.screenshot({ path: `build/history-${width}.png` });
  });
});
