import type { Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTask, openConnection, sleep, startServer } from "#index";
import { findingPage } from "#report/page/finding-page";
import { explore, network, RaceError, simulatedWorld } from "#testing";
import { PageBrowser, textsOf } from "../../tests/page-browser.ts";

let browser: PageBrowser;
let shown: Page;
let problems: string[];

/** A client that does not survive that its server crashes. */
async function client(): Promise<void> {
  const db = network.host("db");
  await db.run(() => startServer(() => undefined, null, 5432));
  network.partition("web", "db");
  const connecting = createTask(() => openConnection("db", 5432));
  await sleep(2);
  network.heal();
  const [reader] = await connecting;
  db.crash();
  void db.restart();
  await reader.read();
}

beforeAll(async () => {
  const world = simulatedWorld({ hosts: { web: {}, db: {} }, link: { latency: [0.01] } });
  const race: unknown = await explore(client, { world, executions: 5 }).catch((error: unknown) => error);
  if (!(race instanceof RaceError)) throw new Error("the crash was survived", { cause: race });
  browser = await PageBrowser.launched();
  ({ shown, problems } = await browser.open(findingPage(race, process.cwd()), "hosts"));
});

afterAll(() => browser.close());

const failing = "section:first-of-type";
const events = `${failing} g.step.faulty`;

describe("the page of a crash", () => {
  it("has a row for each thing that is done to a host, and for what it holds up", async () => {
    expect(problems).toEqual([]);
    expect(await textsOf(shown, `${events} .label`)).toEqual([
      "web and db lose each other",
      "request to connect from web is held up",
      "all hosts reach each other again",
      "db crashes",
      "db begins again",
    ]);
  });

  it("shows it at the host, and says in which step it was done", async () => {
    const steps = await shown.$$(events);
    await steps[3]?.click();

    expect((await textsOf(shown, "footer dl.step")).join("")).toMatch(
      /hostdb.*does.*db crashes.*done instep \d+, Task-1/,
    );
  });

  it("keeps it among what matters", async () => {
    await shown.keyboard.press("m");

    expect(await textsOf(shown, `${events} .label`)).toContain("db crashes");
  });
});
