import { select } from "d3-selection";
import type { PageData } from "../report/page/page-data.ts";
import { showDetails } from "./show-details.ts";
import { Lanes } from "./lanes.ts";
import { Run } from "./run.ts";

const help = "↑ ↓ or k j: step · d D: next, previous deviation · Home End · ← →: the other run · t: light or dark";

start(JSON.parse(document.querySelector("#data")?.textContent ?? "{}") as PageData);

/** Build the page and follow the keys. */
function start({ title, failure, facts, runs: given }: PageData): void {
  const body = select(document.body);
  const header = body.append("header");
  header.append("h1").text(title);
  header.append("button").attr("type", "button").attr("title", "light or dark (t)").text("◐").on("click", switchTheme);
  if (failure.length > 0) header.append("pre").attr("class", "failure").text(failure.join("\n"));
  const list = header.append("dl").attr("class", "facts").selectAll("div").data(facts).join("div");
  list.append("dt").text(([name]) => name);
  list.append("dd").text(([, value]) => value);
  const main = body.append("main").node() as HTMLElement;
  const footer = body.append("footer").attr("aria-live", "polite");
  const details = footer.append("div").node() as HTMLElement;
  footer.append("p").attr("class", "help").text(help);

  const runs = given.map((run) => new Run(run));
  let current = 0;
  const panes = runs.map(
    (run, i) =>
      new Lanes(main, run, main.clientWidth / runs.length, (step) => {
        current = i;
        show(step);
      }),
  );

  function show(step: number): void {
    const [run, pane] = [runs[current], panes[current]];
    if (run === undefined || pane === undefined) return;
    pane.select(step);
    select(main)
      .selectAll("section")
      .classed("current", (_, i) => i === current);
    showDetails(details, run, pane.selected);
  }

  document.addEventListener("keydown", (event) => {
    const run = runs[current];
    const at = panes[current]?.selected ?? 0;
    if (run === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => show(at + 1),
      j: () => show(at + 1),
      ArrowUp: () => show(at - 1),
      k: () => show(at - 1),
      PageDown: () => show(at + 20),
      PageUp: () => show(at - 20),
      Home: () => show(0),
      End: () => show(run.length - 1),
      d: () => show(run.markedSteps.find((step) => step > at) ?? at),
      D: () => show(run.markedSteps.findLast((step) => step < at) ?? at),
      ArrowLeft: () => change(-1),
      ArrowRight: () => change(1),
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

  for (const pane of panes) pane.select(0);
  show(runs[0]?.markedSteps[0] ?? 0);
  document.documentElement.dataset["ready"] = "true";
}

function switchTheme(): void {
  const { dataset } = document.documentElement;
  const dark = dataset["theme"] ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  dataset["theme"] = dark === "dark" ? "light" : "dark";
}
