import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { pageText } from "../report/page/page-text.ts";
import type { PageData } from "../report/page/page-data.ts";
import { htmlPage, write } from "./pictures.ts";
import { UsageError } from "./usage-error.ts";

const config = { allowPositionals: true, options: { html: { type: "string" } } } as const;

/**
 * `timeloom show <trace>`: print a trace that `timeloom explore --trace` has written, or make a page of it.
 *
 * @returns the exit code
 * @throws {UsageError} If the file is missing or no trace.
 */
export function showTrace(args: readonly string[]): number {
  const { values, positionals } = parsed(args);
  const [file] = positionals;
  if (file === undefined) throw new UsageError("Cannot show: a trace is missing", "timeloom show <trace.json>");
  const data = read(file);
  if (values.html === undefined) console.log(pageText(data));
  else write(values.html, htmlPage(data));
  return 0;
}

function parsed(args: readonly string[]): ReturnType<typeof parseArgs<typeof config>> {
  try {
    return parseArgs({ ...config, args: [...args] });
  } catch (error) {
    const problem = (error as Error).message.split(". ")[0];
    throw new UsageError(`Cannot show: ${problem}`, "timeloom --help lists the options");
  }
}

function read(file: string): PageData {
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const missing = (error as { readonly code?: string }).code === "ENOENT";
    throw new UsageError(
      `Cannot show ${file}: ${missing ? "there is no such file" : (error as Error).message}`,
      "write one: timeloom explore <file> --trace <trace.json>",
      error,
    );
  }
  if (typeof data === "object" && data !== null && "runs" in data && Array.isArray(data.runs)) return data as PageData;
  throw new UsageError(
    `Cannot show ${file}: it is no trace of timeloom`,
    "write one: timeloom explore <file> --trace <trace.json>",
  );
}
