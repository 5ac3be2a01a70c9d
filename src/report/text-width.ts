import { seconds as secondsText } from "../core/seconds.ts";
import { visible } from "../core/visible.ts";

/** The columns of the widest of `texts`. */
export function textWidth(texts: Iterable<string>): number {
  let width = 0;
  for (const text of texts) width = Math.max(width, lengthOf(text));
  return width;
}

/** A report has at most this many columns … */
export const widest = 120;
/** … and lines. */
export const longest = 60;

/** `text` in at most `width` columns, cut at the end. */
export function cut(text: string, width: number): string {
  const characters = Array.from(text);
  return characters.length <= width ? text : `${characters.slice(0, Math.max(0, width - 1)).join("")}…`;
}

/** `text` in at most `width` columns, cut at the beginning: the end of a path says more. */
export function cutFront(text: string, width: number): string {
  const characters = Array.from(text);
  return characters.length <= width ? text : `…${characters.slice(characters.length - width + 1).join("")}`;
}

/** `text` in exactly `width` columns. */
export function cell(text: string, width: number): string {
  const fitting = cut(text, width);
  return fitting + " ".repeat(width - lengthOf(fitting));
}

/** The number of columns of `text`, if all characters have the same width. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}

/** At most `most` of `lines`. If some are missing, the last line is `rest`, which gives their number. */
export function limited(
  lines: readonly string[],
  most: number,
  rest: (missing: number) => string = (missing) => `… ${missing} more`,
): string[] {
  if (lines.length <= most) return [...lines];
  const kept = lines.slice(0, Math.max(0, most - 1));
  return [...kept, rest(lines.length - kept.length)];
}

/** Loop time as a person writes it: `0.3 s`. */
export function seconds(time: number): string {
  return `${secondsText(time)} s`;
}

/** `1 task`, `2 tasks`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}

/** `text` as one line of plain characters, each as wide as before. */
export function plain(text: string): string {
  return visible(text, () => " ").replaceAll(/[\n\t]/g, " ");
}
