import type { Run } from "./run.ts";

/** How many pixels each lane needs for its texts: no more, so that nothing is empty, and within limits. */
export function laneWidths(run: Run): number[] {
  const labels = run.labels();
  return run.lanes.map(({ name, path }, lane) => {
    const head = Math.max(widthOf(name, "600 13px"), widthOf(path, "11px"));
    const texts = Math.max(0, ...Array.from(labels.get(lane) ?? [], (label) => widthOf(label, "13px") + textStart));
    return Math.min(widest, Math.ceil(Math.max(head, texts)) + gap);
  });
}

/** The width of `text` in pixels. */
export function widthOf(text: string, font: string): number {
  if (context === null) return text.length * 8;
  context.font = `${font} ${fontFamily}`;
  return context.measureText(text).width;
}

/** `text`, cut so that it takes at most `width` pixels. */
export function cutTo(text: string, width: number): string {
  if (widthOf(text, "13px") <= width) return text;
  let [fits, tooLong] = [0, text.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (widthOf(`${text.slice(0, middle)}…`, "13px") <= width) fits = middle;
    else tooLong = middle;
  }
  return `${text.slice(0, fits)}…`;
}

/** A step's text begins so far to the right of its lane's line. */
export const textStart = 12;
/** Between the texts of two lanes. */
const gap = 24;
/** No lane is wider. */
const widest = 300;

const fontFamily = "system-ui, sans-serif";
const context = document.createElement("canvas").getContext("2d");
