import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { env } from "node:process";
import { pathToFileURL } from "node:url";
import { type Browser, launch, type Page } from "puppeteer-core";
import { page } from "#report/page/page";
import type { PageData } from "#report/page/page-data";

/** A browser that shows pages; close it when the tests are over. */
export class PageBrowser {
  readonly #browser: Browser;
  readonly #folder: string;

  constructor(browser: Browser) {
    this.#browser = browser;
    mkdirSync("build", { recursive: true });
    this.#folder = mkdtempSync(join("build", "pages-"));
  }

  static async launched(): Promise<PageBrowser> {
    const executablePath = env["CHROMIUM"] ?? "/usr/bin/chromium";
    return new PageBrowser(await launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] }));
  }

  /** Opens the page of `data`; a problem that the console shows fails the test. */
  async open(data: PageData, name: string): Promise<{ readonly shown: Page; readonly problems: string[] }> {
    const file = join(this.#folder, `${name}.html`);
    writeFileSync(file, page(data, viewer));
    const shown = await this.#browser.newPage();
    const problems: string[] = [];
    shown.on("console", (message) => problems.push(`${message.type()}: ${message.text()}`));
    shown.on("pageerror", (error) => problems.push(String(error)));
    shown.on("requestfailed", (request) => problems.push(`request: ${request.url()}`));
    await shown.setViewport({ width: 1_400, height: 900 });
    await shown.goto(pathToFileURL(resolve(file)).href);
    await shown.waitForSelector("html[data-ready=true]");
    return { shown, problems };
  }

  async close(): Promise<void> {
    await this.#browser.close();
    rmSync(this.#folder, { recursive: true });
  }
}

/** The program and the style sheet of pages, as they are shipped. */
export const viewer = {
  script: readFileSync("dist/timeline/viewer.js", "utf8"),
  style: readFileSync("dist/timeline/style.css", "utf8"),
};

export function textsOf(shown: Page, selector: string): Promise<string[]> {
  return shown.$$eval(selector, (all) => all.map(({ textContent }) => textContent ?? ""));
}
