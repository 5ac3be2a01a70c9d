import { visibleLine } from "../core/visible.ts";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { certificatePage } from "../report/page/certificate-page.ts";
import { findingPage } from "../report/page/finding-page.ts";
import { mermaidDiagram } from "../report/formats/mermaid-diagram.ts";
import { page } from "../report/page/page.ts";
import type { PageData } from "../report/page/page-data.ts";
import { perfettoTrace } from "../report/formats/perfetto-trace.ts";
import type { Certificate, RaceError } from "../testing.ts";
import { UsageError } from "./usage-error.ts";

/** Write the requested pictures of a race, and print their paths on stderr. */
export function writePictures({ html, trace, perfetto, mermaid }: Files, race: RaceError): void {
  const data = findingPage(race, process.cwd(), sourceOf);
  const { failing } = race.runs;
  if (html !== undefined) write(html, htmlPage(data));
  if (trace !== undefined) write(trace, JSON.stringify(data));
  if (perfetto !== undefined && failing !== undefined) write(perfetto, perfettoTrace(failing));
  if (mermaid !== undefined && failing !== undefined) write(mermaid, mermaidDiagram(failing));
}

/** Options that name files for pictures of a race. */
export const pictureOptions = {
  html: { type: "string" },
  trace: { type: "string" },
  perfetto: { type: "string" },
  mermaid: { type: "string" },
} as const;

type Files = Readonly<Partial<Record<keyof typeof pictureOptions, string | undefined>>>;

/** Write the page of a search that found nothing, if it took note of what it covered; say for each other file that there is nothing to draw. */
export function writePassed(files: Files, certificate: Certificate): void {
  const { html } = files;
  if (html === undefined || certificate.pairs === undefined) return noPictures(files);
  write(html, htmlPage(certificatePage(certificate, process.cwd())));
  noPictures({ ...files, html: undefined });
}

/** Say for each requested file that there is nothing to draw. */
function noPictures(files: Files): void {
  const asked = Object.keys(pictureOptions).map((name) => files[name as keyof Files]);
  for (const file of asked.filter((each) => each !== undefined)) {
    console.error(`no file   ${visibleLine(file)}: nothing failed, so there is nothing to draw`);
  }
}

/** A page in one file, without links to other files. */
export function htmlPage(data: PageData): string {
  return page(data, { script: viewerFile("viewer.js"), style: viewerFile("style.css") });
}

/** The text of a file of the program; a bundle or an evaluated text has none. */
function sourceOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function viewerFile(name: string): string {
  return readFileSync(new URL(`../timeline/${name}`, import.meta.url), "utf8");
}

/**
 * Write `text`, and say so on stderr, apart from what the command prints.
 *
 * @throws {UsageError} If the file cannot be written.
 */
export function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const [problem = ""] = (error as Error).message.split(", ");
    throw new UsageError(`Cannot write ${file}: ${problem}`, "pass the path of a file in a folder that exists", error);
  }
  console.error(`written   ${visibleLine(file)} (${Math.ceil(Buffer.byteLength(text) / 1_000)} kB)`);
}
