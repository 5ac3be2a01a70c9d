import { select } from "d3-selection";
import type { PageNever } from "../report/page/page-never.ts";

/** List what the search never tried: what never came before what. */
export function drawNever(parent: HTMLElement, { seen, untried, rows }: PageNever): void {
  const section = select(parent).append("section").attr("class", "never");
  section.append("h2").text("pairs: which of two conflicting steps came first");
  section
    .append("p")
    .text(`${seen.toLocaleString("en-US")} orders were seen, and ${untried.toLocaleString("en-US")} never`);
  const items = section.append("ul").selectAll("li").data(rows).join("li");
  items.append("span").attr("class", "word").text("never ");
  items.append("span").text(({ first }) => first);
  items.append("span").attr("class", "word").text(" before ");
  items.append("span").text(({ before }) => before);
  if (untried > rows.length) section.append("p").text(`and ${(untried - rows.length).toLocaleString("en-US")} more`);
}
