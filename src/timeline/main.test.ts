import { readFileSync } from "node:fs";
import type { Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTask, gather, Lock, sleep } from "#index";
import { findingPage } from "#report/page/finding-page";
import { page } from "#report/page/page";
import { type PageData, pageRun } from "#report/page/page-data";
import { PageBrowser, textsOf, viewer } from "../../tests/page-browser.ts";
import { looks } from "./fixtures/looks.ts";
import { explore, RaceError, simulate, watch } from "#testing";

let browser: PageBrowser;

beforeAll(async () => {
  browser = await PageBrowser.launched();
});

afterAll(() => browser.close());

/** A cache that keeps what was overwritten, if the answers come in the wrong order. */
async function staleCache(): Promise<void> {
  const table = new Map([["key", "old"]]);
  const store = simulate({
    get: async (key: string) => table.get(key),
    set: async (key: string, value: string) => void table.set(key, value),
  });
  const cache = watch<{ value: string | undefined }>({ value: undefined }, "cache");
  await gather(
    async () => (cache.value = await store.get("key")),
    async () => {
      await store.set("key", "new");
      cache.value = undefined;
    },
  );
  if (cache.value === "old") throw new Error("</script> the cache holds a value that was overwritten");
}

async function raceOf(body: () => Promise<void>): Promise<RaceError> {
  const error: unknown = await explore(body).catch((thrown: unknown) => thrown);
  if (error instanceof RaceError) return error;
  throw new Error("the race was not found", { cause: error });
}

describe("the page of a race", () => {
  let race: RaceError;
  let shown: Page;
  let problems: string[];

  beforeAll(async () => {
    race = await raceOf(staleCache);
    ({ shown, problems } = await browser.open(
      findingPage(race, process.cwd(), (file) => readFileSync(file, "utf8")),
      "race",
    ));
  });

  it("opens without a word in the console", () => {
    expect(problems).toEqual([]);
  });

  it("shows what failed, the level and the schedule", async () => {
    expect(await textsOf(shown, "h1")).toEqual(["Error: </script> the cache holds a value that was overwritten"]);
    const facts = await textsOf(shown, ".facts dd");
    expect(facts.slice(0, 2)).toEqual(["env", "v1:main.0.x0@1=main.1.x0@1"]);
  });

  it("has a lane for each task, in the run that fails and in the nearest that passes", async () => {
    expect(await textsOf(shown, "section h2")).toEqual(["fails", "passes: the nearest run that does"]);
    expect(await textsOf(shown, "section:first-of-type g.lane .path")).toEqual(["main", "main.0", "main.1"]);
  });

  it("marks the deviation, and shows who woke whom and what each task waits for", async () => {
    expect(await textsOf(shown, "section:first-of-type g.step.deviation .label")).toEqual(["set() arrives"]);
    expect(await textsOf(shown, "section:last-of-type g.step.deviation .label")).toEqual([]);
    expect(await textsOf(shown, "section:first-of-type g.waits title")).toContain("waits for get()");
    expect(await shown.$$eval("section:first-of-type g.arrows path", (arrows) => arrows.length)).toBeGreaterThan(1);
  });

  it("steps by key, jumps to the deviation, and tells all of the step, with its line", async () => {
    const details = async (): Promise<string> => (await textsOf(shown, "footer dl")).join("");
    await shown.keyboard.press("Home");
    await shown.keyboard.press("ArrowDown");
    expect(await details()).toMatch(/^step2 of \d+.*does→ get\(\)atsrc\/timeline\/main\.test\.ts:\d+woken bystep 1/);

    await shown.keyboard.press("d");
    expect(await details()).toContain("departsmain.0.x0@1=main.1.x0@1");

    await shown.keyboard.press("ArrowRight");
    await shown.keyboard.press("End");
    expect(await textsOf(shown, "section.current h2")).toEqual(["passes: the nearest run that does"]);
  });

  it("keeps the step in its address, and follows a link to one", async () => {
    await shown.keyboard.press("ArrowLeft");
    await shown.keyboard.press("Home");
    await shown.keyboard.press("j");
    expect(new URL(shown.url()).hash).toBe("#step=2");

    await shown.evaluate(() => void (location.hash = "#step=1&run=2"));
    await shown.waitForFunction(() => document.querySelector("section.current h2")?.textContent?.startsWith("passes"));
    expect((await textsOf(shown, "footer dl.step")).join("")).toMatch(/^step1 of/);
    await shown.evaluate(() => void (location.hash = "#step=1"));
    await shown.waitForFunction(() => document.querySelector("section.current h2")?.textContent === "fails");
  });

  it("finds tasks and operations, says how many, and goes from one to the next", async () => {
    await shown.keyboard.press("/");
    await shown.keyboard.type("set()");
    const hits = await shown.$$eval("section.current g.step.hit", (all) => all.length);
    expect(await textsOf(shown, ".tools output")).toEqual([`1 of ${hits} found`]);

    await shown.keyboard.press("Enter");
    expect(await textsOf(shown, ".tools output")).toEqual([`2 of ${hits} found`]);
    expect(await textsOf(shown, "section.current g.step.selected .label")).toEqual(["set() arrives"]);

    await shown.keyboard.press("Escape");
    expect(await shown.$$eval("g.step.hit", (all) => all.length)).toBe(0);
  });

  it("shows the lines around a step, and the values of what is watched", async () => {
    await shown.keyboard.press("Home");
    await shown.keyboard.press("j");
    expect((await textsOf(shown, ".source .marked")).join("")).toContain("store.get(");

    await shown.keyboard.press("End");
    expect(await textsOf(shown, ".values dt")).toEqual(["cache.value"]);
    expect(await textsOf(shown, ".values dd")).toEqual(['"old"']);
  });

  it("hides what does not matter, and shows it again", async () => {
    const count = (): Promise<number> => shown.$$eval("section.current g.step", (all) => all.length);
    const all = await count();
    await shown.keyboard.press("m");
    const few = await count();
    expect(few).toBeLessThan(all);
    expect(await textsOf(shown, "section.current g.step.fails .label")).toEqual(["✗ Error"]);
    expect(await shown.$eval("button.filter", (button) => button.getAttribute("aria-pressed"))).toBe("true");

    await shown.keyboard.press("m");
    expect(await count()).toBe(all);
  });

  it("saves a picture that needs no style sheet", async () => {
    const saved = await shown.evaluate(async () => {
      const blobs: Blob[] = [];
      const names: string[] = [];
      URL.createObjectURL = (blob) => `data:,${blobs.push(blob as Blob)}`;
      HTMLAnchorElement.prototype.click = function () {
        names.push(this.download);
      };
      document.querySelector<HTMLButtonElement>("button.save")?.click();
      return { name: names[0], text: await blobs[0]?.text() };
    });

    expect(saved.name).toMatch(/^timeloom-step-\d+\.svg$/);
    expect(saved.text).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(saved.text).toMatch(/<text[^>]*class="label"[^>]*fill="rgb/);
    expect(saved.text).not.toContain("var(--");
  });

  it.each([1_400, 700])("has no overlap and no empty margin at %i pixels", async (width) => {
    await shown.setViewport({ width, height: 900 });
    expect(await looks(shown)).toEqual({
      overlaps: 0,
      widestGap: expect.toSatisfy((gap: number) => gap < 40),
      empty: 0,
    });
    await shown.setViewport({ width: 1_400, height: 900 });
  });

  it("is light or dark, as the reader likes", async () => {
    const back = (): Promise<string> => shown.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const before = await back();

    await shown.keyboard.press("t");

    expect(await back()).not.toBe(before);
  });

  it("makes a picture for people to look at", async () => {
    const picture = await shown.screenshot({ path: "build/timeline.png" });

    expect(picture.length).toBeGreaterThan(10_000);
  });
});

describe("the page of a deadlock of twenty tasks", () => {
  it("has a lane for each, as wide as its texts, and begins with who waits", async () => {
    const race = await raceOf(async () => {
      const locks = Array.from({ length: 20 }, () => new Lock());
      const philosopher = (i: number) => async (): Promise<void> => {
        await locks[i]?.run(async () => {
          await sleep(0.1);
          await locks[(i + 1) % 20]?.run(() => sleep(1));
        });
      };
      await gather(...locks.map((_, i) => createTask(philosopher(i), { name: `philosopher-${i + 1}` })));
    });
    const { shown, problems } = await browser.open(findingPage(race, process.cwd()), "deadlock");

    expect(problems).toEqual([]);
    expect(await textsOf(shown, "g.lane .name")).toHaveLength(21);
    const waits = await textsOf(shown, "footer dl.step dt");
    expect(waits.filter((text) => text.endsWith("waits for"))).toHaveLength(21);
    const { overlaps, empty } = await looks(shown);
    expect({ overlaps, empty }).toEqual({ overlaps: 0, empty: 0 });

    const edges = await shown.evaluate(() =>
      ["g.step.selected .number", "g.step.selected .label", "g.head .axis .step", "section.current .scroll"].map(
        (name) => document.querySelector(name)?.getBoundingClientRect().left ?? Number.NaN,
      ),
    );
    const [number = 0, label = 0, head, box = 0] = edges;
    expect(await shown.$eval("section.current .scroll", (each) => each.scrollLeft)).toBeGreaterThan(500);
    expect([number, head]).toEqual([box + 18, box + 18]);
    expect(label).toBeGreaterThan(number + 100);
  });
});

describe("the page of a long run", () => {
  it("shows ten thousand steps in less than 400 kB, and draws only those in view", async () => {
    const race = await raceOf(async () => {
      const lock = new Lock();
      const worker = async (): Promise<void> => {
        for (let i = 0; i < 850; i++) await lock.run(() => sleep(0.001));
      };
      await gather(worker, worker, worker);
      throw new Error("long");
    });
    const { failing } = race.runs;
    const run = pageRun(
      "long",
      failing ?? {
        steps: [],
        accesses: [],
        places: new Map(),
        names: new Map(),
        calls: [],
        latencies: new Map(),
        crossings: new Map(),
        body: "",
      },
      (place) => place,
    );
    const data: PageData = { title: "long", failure: [], facts: [], runs: [run] };
    expect(run.steps.length).toBeGreaterThan(10_000);
    expect(page(data, viewer).length).toBeLessThan(400_000);

    const { shown, problems } = await browser.open(data, "long");
    await shown.keyboard.press("End");

    expect(problems).toEqual([]);
    expect(await textsOf(shown, "g.step.selected .number")).toEqual([String(run.steps.length)]);
    expect(await shown.$$eval("g.step", (steps) => steps.length)).toBeLessThan(200);

    await shown.setViewport({ width: 700, height: 900 });
    await shown.reload();
    await shown.waitForSelector("html[data-ready=true]");
    expect(await textsOf(shown, "g.step.selected .number")).toEqual([String(run.steps.length)]);

    await shown.keyboard.press("/");
    await shown.keyboard.type("lock");
    const [found = ""] = await textsOf(shown, ".tools output");
    expect(Number(found.replace(/^.* of | found|,/g, ""))).toBeGreaterThan(2_000);
    expect(await shown.$$eval("g.step", (steps) => steps.length)).toBeLessThan(200);
  });
});
