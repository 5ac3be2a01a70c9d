import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { env } from "node:process";
import { pathToFileURL } from "node:url";
import { type Browser, launch, type Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gather, Lock, sleep } from "#index";
import { findingPage } from "#report/page/finding-page";
import { page } from "#report/page/page";
import { type PageData, pageRun } from "#report/page/page-data";
import { explore, RaceError, simulate } from "#testing";

const viewer = {
  script: readFileSync("dist/timeline/viewer.js", "utf8"),
  style: readFileSync("dist/timeline/style.css", "utf8"),
};

mkdirSync("build", { recursive: true });
const folder = mkdtempSync(join("build", "pages-"));
let browser: Browser;

beforeAll(async () => {
  browser = await launch({
    executablePath: env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** A cache that keeps what was overwritten, if the answers come in the wrong order. */
async function staleCache(): Promise<void> {
  const table = new Map([["key", "old"]]);
  const store = simulate({
    get: async (key: string) => table.get(key),
    set: async (key: string, value: string) => void table.set(key, value),
  });
  let cached: string | undefined;
  await gather(
    async () => (cached = await store.get("key")),
    async () => {
      await store.set("key", "new");
      cached = undefined;
    },
  );
  if (cached === "old") throw new Error("</script> the cache holds a value that was overwritten");
}

async function raceOf(body: () => Promise<void>): Promise<RaceError> {
  const error: unknown = await explore(body).catch((thrown: unknown) => thrown);
  if (error instanceof RaceError) return error;
  throw new Error("the race was not found", { cause: error });
}

/** Opens the page of `data`; a problem that the console shows fails the test. */
async function open(data: PageData, name: string): Promise<{ readonly shown: Page; readonly problems: string[] }> {
  const file = join(folder, `${name}.html`);
  writeFileSync(file, page(data, viewer));
  const shown = await browser.newPage();
  const problems: string[] = [];
  shown.on("console", (message) => problems.push(`${message.type()}: ${message.text()}`));
  shown.on("pageerror", (error) => problems.push(String(error)));
  shown.on("requestfailed", (request) => problems.push(`request: ${request.url()}`));
  await shown.setViewport({ width: 1_400, height: 900 });
  await shown.goto(pathToFileURL(resolve(file)).href);
  await shown.waitForSelector("html[data-ready=true]");
  return { shown, problems };
}

const textsOf = (shown: Page, selector: string): Promise<string[]> =>
  shown.$$eval(selector, (all) => all.map(({ textContent }) => textContent ?? ""));

describe("the page of a race", () => {
  let race: RaceError;
  let shown: Page;
  let problems: string[];

  beforeAll(async () => {
    race = await raceOf(staleCache);
    ({ shown, problems } = await open(findingPage(race, process.cwd()), "race"));
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
        body: "",
      },
      (place) => place,
    );
    const data: PageData = { title: "long", failure: [], facts: [], runs: [run] };
    expect(run.steps.length).toBeGreaterThan(10_000);
    expect(page(data, viewer).length).toBeLessThan(400_000);

    const { shown, problems } = await open(data, "long");
    await shown.keyboard.press("End");

    expect(problems).toEqual([]);
    expect(await textsOf(shown, "g.step.selected .number")).toEqual([String(run.steps.length)]);
    expect(await shown.$$eval("g.step", (steps) => steps.length)).toBeLessThan(200);
  });
});
