import { visible } from "../core/visible.ts";
import { pageText } from "../report/page/page-text.ts";
import type { PageData } from "../report/page/page-data.ts";
import { htmlPage, write } from "./write-pictures.ts";
import { Command } from "./command.ts";

/**
 * `timeloom show <trace>`: print a trace that `timeloom explore --trace` wrote, or turn it into a page.
 *
 * @returns the exit code
 * @throws {UsageError} If the file is missing or is not a trace.
 */
export function showTrace(args: readonly string[]): number {
  const { values, positionals } = command.parse(args);
  const file = command.onlyFile(positionals, "trace", "timeloom show <trace.json>");
  const data = read(file);
  if (values.html === undefined) console.log(visible(pageText(data)));
  else write(values.html, htmlPage(data));
  return 0;
}

const command = new Command("show", { allowPositionals: true, options: { html: { type: "string" } } });

const howToWrite = "write one: timeloom explore <file> --trace <trace.json>";

function read(file: string): PageData {
  const data = command.readJson(file, howToWrite);
  if (typeof data === "object" && data !== null && "runs" in data && Array.isArray(data.runs)) return data as PageData;
  throw command.errorAbout(file, "it is not a trace of timeloom", howToWrite);
}
