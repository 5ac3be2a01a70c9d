import { readFileSync } from "node:fs";
import type { Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findingPage } from "#report/page/finding-page";
import { RaceError } from "#testing";
import { doubleCharge } from "../../tests/double-charge.ts";
import { looks } from "./fixtures/looks.ts";
import { PageBrowser, textsOf } from "../../tests/page-browser.ts";

let browser: PageBrowser;
let shown: Page;
let problems: string[];

beforeAll(async () => {
  const race: unknown = await doubleCharge();
  if (!(race instanceof RaceError)) throw new Error("the race was not found", { cause: race });
  browser = await PageBrowser.launched();
  const data = findingPage(race, process.cwd(), (file) => readFileSync(file, "utf8"));
  ({ shown, problems } = await browser.open(data, "double-charge"));
});

afterAll(() => browser.close());

const failing = "section:first-of-type";

describe("the page of a double charge over HTTP", () => {
  it("opens without a word in the console, at the fault", async () => {
    expect(problems).toEqual([]);
    expect(await textsOf(shown, `${failing} g.step.selected .label`)).toEqual(["200 OK from pay:80 is lost"]);
  });

  it("has the tasks of each host beside its network, below its name", async () => {
    expect(await textsOf(shown, `${failing} g.host text`)).toEqual(["web", "pay"]);
    expect(await textsOf(shown, `${failing} g.lane .name`)).toEqual(["network", "Task-1", "network", "pay"]);
    const edges = (selector: string): Promise<{ left: number; right: number }[]> =>
      shown.$$eval(`${failing} ${selector}`, (all) =>
        all.map((each) => each.getBoundingClientRect()).map(({ left, right }) => ({ left, right })),
      );
    const spans = await edges("g.host rect");
    const lanes = await edges("g.lane");
    expect(lanes.map(({ left }) => spans.findIndex((span) => left >= span.left && left < span.right))).toEqual([
      0, 0, 1, 1,
    ]);
  });

  it("names requests and answers, at the host that gets them", async () => {
    const labels = await textsOf(shown, `${failing} g.step.arrival .label`);
    expect(labels).toContain("POST /orders/7/charge from web");
    expect(labels).toContain("request to connect from web");
    const [lane, network] = await shown.$eval(failing, (section) => {
      const rows = [...section.querySelectorAll("g.step")];
      const row = rows.find((each) => each.textContent?.includes("POST /orders/7/charge"));
      const heads = [...section.querySelectorAll("g.lane")];
      return [row?.querySelector("circle"), heads[2]].map((each) => each?.getBoundingClientRect().left ?? 0);
    });
    expect(Math.abs((lane ?? 0) - (network ?? Infinity))).toBeLessThan(10);
  });

  it("draws an arrow from each sending to what arrives, and a broken one to what is lost", async () => {
    const arrows = await shown.$$eval(`${failing} path.arrow`, (all) =>
      all.map((each) => [
        each.classList[1] ?? "",
        Number(each.getAttribute("data-to")),
        each.getAttribute("marker-end"),
      ]),
    );
    const sent = arrows.filter(([kind]) => kind === "segment");
    expect(sent.length).toBeGreaterThan(3);
    expect(new Set(sent.map(([, , head]) => head))).toEqual(new Set(["url(#segment)"]));
    const selected = Number(await shown.$eval(`${failing} g.step.selected`, (step) => step.getAttribute("data-step")));
    expect(arrows.filter(([kind]) => kind === "lost")).toEqual([["lost", selected, null]]);
    const dashes = await shown.$eval(`${failing} path.arrow.lost`, (arrow) => getComputedStyle(arrow).strokeDasharray);
    expect(dashes).toBe("5px, 4px");
    expect(await shown.$$eval(`${failing} g.step.faulty path.lost`, (all) => all.length)).toBe(1);
  });

  it("tells what it is, where it comes from, and which step has sent it", async () => {
    expect((await textsOf(shown, "footer dl.step")).join("")).toMatch(
      /hostweb.*networksegment 1, \d+ bytes, from pay:80 to websent instep \d+, pay's network: POST \/orders\/7\/charge from web/,
    );
  });

  it("finds a request by its path", async () => {
    await shown.keyboard.press("/");
    await shown.keyboard.type("/orders/7");
    expect(await textsOf(shown, ".tools output")).toEqual(["2 of 2 found"]);
    await shown.keyboard.press("Escape");
  });

  it.each([1_400, 700])("has no overlap and no empty margin at %i pixels", async (width) => {
    await shown.setViewport({ width, height: 900 });
    const { overlaps, empty } = await looks(shown);
    expect({ overlaps, empty }).toEqual({ overlaps: 0, empty: 0 });
  });
});
