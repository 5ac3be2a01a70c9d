import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "puppeteer-core";
import { createTask, gather } from "#index";
import { certificatePage } from "#report/page/certificate-page";
import { findingPage } from "#report/page/finding-page";
import { explore, fifoOnly, type RaceError, simulate } from "#testing";
import { PageBrowser, textsOf } from "../../tests/page-browser.ts";

let browser: PageBrowser;

/** A connection that is closed while it is opened; fails if `isStrict` and the close comes first. */
const connection = (isStrict: boolean) => async (): Promise<void> => {
  const done: string[] = [];
  const socket = simulate({ open: async () => "open", close: async () => "close" });
  const opener = createTask(async () => void done.push(await socket.open()), { name: "opener" });
  const closer = createTask(async () => void done.push(await socket.close()), { name: "closer" });
  await gather(opener, closer);
  if (isStrict && done[0] === "close") throw new Error("closed before it was open");
};

beforeAll(async () => {
  browser = await PageBrowser.launched();
});

afterAll(() => browser.close());

const widthOf = (shown: Page): Promise<number> => shown.$eval("html", (each) => each.scrollWidth);

describe("the page of a search that took note of what it covered", () => {
  it.each([
    [1_400, "light"],
    [700, "dark"],
  ] as const)("says what was never tried though nothing failed, at %i pixels, %s", async (width, theme) => {
    const certificate = await explore(connection(false), { strategy: fifoOnly(), coverage: true });
    const { shown, problems } = await browser.open(certificatePage(certificate, process.cwd()), `never-${width}`);
    await shown.setViewport({ width, height: 900 });
    await shown.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);

    expect(problems).toEqual([]);
    expect(await textsOf(shown, "h1")).toEqual(["passed: 1 execution of up to 5 choices; nothing was left to try"]);
    const rows = await textsOf(shown, ".never li");
    expect(rows).toContain("never close() completes before open() completes");
    expect(rows.join("\n")).toMatch(/closer calls close\(\) \(src\/timeline\/main\.never\.test\.ts:\d+\)/);
    expect(await shown.$eval("main", (each) => each.clientHeight)).toBe(0); // there is no run
    expect(await widthOf(shown)).toBeLessThanOrEqual(width);
    await shown.screenshot({ path: `build/never-${width}.png` });
  });

  it("says it beside the run that failed", async () => {
    const race: unknown = await explore(connection(true), { coverage: true }).catch((error: unknown) => error);
    const { shown, problems } = await browser.open(findingPage(race as RaceError, process.cwd()), "never-failed");

    expect(problems).toEqual([]);
    expect((await textsOf(shown, ".never p"))[0]).toMatch(/^\d+ orders were seen, and \d+ never$/);
    expect((await textsOf(shown, ".never li")).length).toBeGreaterThan(0);
    expect(await shown.$eval("section.current .scroll", (each) => each.clientHeight)).toBeGreaterThan(120);
    await shown.screenshot({ path: "build/never-failed.png" });
  });
});
