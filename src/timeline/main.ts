import { select } from "d3-selection";
import type { PageData } from "../report/page/page-data.ts";
import { address, setAddress } from "./address.ts";
import { drawHistory } from "./draw-history.ts";
import { drawNever } from "./draw-never.ts";
import { Lanes } from "./lanes.ts";
import { download, picture } from "./picture.ts";
import { Run } from "./run.ts";
import { showDetails } from "./show-details.ts";
import { Toolbar } from "./toolbar.ts";

const help =
  "↑ ↓ or k j: step · d D: next, previous deviation · Home End · ← →: the other run · /: search, n N: next, previous · m: only what matters · s: save SVG · t: light or dark";

start(JSON.parse(document.querySelector("#data")?.textContent ?? "{}") as PageData);

/** Build the page and follow the keys. */
function start({ title, failure, facts, history, never, runs: given }: PageData): void {
  const body = select(document.body).classed("empty", given.length === 0);
  const header = body.append("header");
  header.append("h1").text(title);
  const failed = failure.length === 0 ? [] : [failure];
  const pre = header.selectAll("pre").data(failed).join("pre").attr("class", "failure");
  pre.selectAll("span").data(failure).join("span").text(String);
  const list = header.append("dl").attr("class", "facts").selectAll("div").data(facts).join("div");
  list.append("dt").text(([name]) => name);
  list.append("dd").text(([, value]) => value);
  const tools = new Toolbar(header.node() as HTMLElement, {
    search,
    next: (by) => goToHit(by),
    filter,
    save,
    theme: switchTheme,
  });
  if (history !== undefined) drawHistory(document.body, history);
  if (never !== undefined) drawNever(document.body, never);
  const main = body.append("main");
  const shownRuns = main.append("div").attr("class", "runs").node() as HTMLElement;
  const footer = main.append("footer");
  const details = footer.append("div").attr("aria-live", "polite").attr("class", "details").node() as HTMLElement;
  footer.append("p").attr("class", "help").text(help);

  const runs = given.map((run) => new Run(run));
  let current = 0;
  let isFiltered = false;
  let hits: readonly (readonly number[])[] = [];
  const panes = runs.map(
    (run, i) =>
      new Lanes(shownRuns, run, (step) => {
        current = i;
        show(step);
      }),
  );

  function show(step: number): void {
    const [run, pane] = [runs[current], panes[current]];
    if (run === undefined || pane === undefined) return;
    pane.select(step);
    select(shownRuns)
      .selectAll("section")
      .classed("current", (_, i) => i === current);
    showDetails(details, run, pane.selected);
    // The details may have taken room from the lanes.
    pane.select(pane.selected);
    setAddress(current, pane.selected);
    tellHits();
  }

  function search(text: string): void {
    hits = text === "" ? [] : runs.map((run) => run.search(text));
    panes.forEach((pane, i) => pane.mark(new Set(hits[i])));
    const found = hits[current] ?? [];
    const first = found.find((step) => step >= (panes[current]?.selected ?? 0)) ?? found[0];
    if (first === undefined) tellHits();
    else goTo(first);
  }

  function goToHit(by: 1 | -1): void {
    const at = panes[current]?.selected ?? 0;
    const found = hits[current] ?? [];
    const next = by === 1 ? found.find((step) => step > at) : found.findLast((step) => step < at);
    const step = next ?? found.at(by === 1 ? 0 : -1);
    if (step !== undefined) goTo(step);
  }

  /** Show a step, also if it was hidden. */
  function goTo(step: number): void {
    show(step);
    if (panes[current]?.selected === step || !isFiltered) return;
    filter();
    show(step);
  }

  function tellHits(): void {
    const found = hits[current];
    const position = found?.indexOf(panes[current]?.selected ?? -1) ?? -1;
    const which = position === -1 ? "" : `${(position + 1).toLocaleString("en-US")} of `;
    tools.tell(found === undefined ? "" : `${which}${found.length.toLocaleString("en-US")} found`);
  }

  function filter(): void {
    isFiltered = !isFiltered;
    header.select("button.filter").attr("aria-pressed", String(isFiltered));
    for (const pane of panes) pane.show(isFiltered);
    show(panes[current]?.selected ?? 0);
  }

  function save(): void {
    const [run, pane] = [runs[current], panes[current]];
    if (run === undefined || pane === undefined) return;
    const { svg, ...part } = pane.drawn(rowsInPicture);
    download(picture(svg, { ...part, title: `${title}: ${run.title}` }), `timeloom-step-${pane.selected + 1}.svg`);
    pane.redraw();
  }

  document.addEventListener("keydown", (event) => {
    const [run, pane] = [runs[current], panes[current]];
    const at = pane?.selected ?? 0;
    const isTyping = event.target instanceof HTMLInputElement;
    if (run === undefined || pane === undefined || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const by = (rows: number) => (): void => show(pane.neighbour(rows));
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: by(1),
      j: by(1),
      ArrowUp: by(-1),
      k: by(-1),
      PageDown: by(20),
      PageUp: by(-20),
      Home: () => show(0),
      End: () => show(run.length - 1),
      d: () => show(run.markedSteps.find((step) => step > at) ?? at),
      D: () => show(run.markedSteps.findLast((step) => step < at) ?? at),
      ArrowLeft: () => change(-1),
      ArrowRight: () => change(1),
      "/": () => tools.focus(),
      n: () => goToHit(1),
      N: () => goToHit(-1),
      m: filter,
      s: save,
      t: switchTheme,
    };
    const action = keys[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  });

  function change(by: 1 | -1): void {
    current = Math.max(0, Math.min(runs.length - 1, current + by));
    show(panes[current]?.selected ?? 0);
  }

  /** @returns whether the address names a step that there is */
  function followAddress(): boolean {
    const asked = address();
    if (asked === undefined || runs[asked.run] === undefined) return false;
    current = asked.run;
    goTo(asked.step);
    return true;
  }

  window.addEventListener("hashchange", followAddress);
  window.addEventListener("resize", () => panes.forEach((pane) => pane.select(pane.selected)));
  for (const pane of panes) pane.select(0);
  if (!followAddress()) show(runs[0]?.markedSteps[0] ?? runs[0]?.end() ?? 0);
  document.documentElement.dataset["ready"] = "true";
}

/** A picture with more rows is too long for a bug report. */
const rowsInPicture = 200;

function switchTheme(): void {
  const { dataset } = document.documentElement;
  const dark = dataset["theme"] ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  dataset["theme"] = dark === "dark" ? "light" : "dark";
}
