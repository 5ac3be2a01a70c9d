import type { Failure } from "../explore/failure.ts";
import { limited } from "./fit.ts";
import type { Places } from "./places.ts";

/** Who waits for whom when the run ended: more of it if that is the failure. */
export function blockedLines({ check, blocked }: Failure, places: Places): string[] {
  if (blocked.length === 0) return [];
  const most = check === "deadlock" ? 12 : 4;
  const width = Math.max(...blocked.slice(0, most).map(({ task }) => task.length));
  const texts = blocked.map(({ task, waitsFor, owner, place }) => ({
    text: `  ${task.padEnd(width)}  waits for ${waitsFor}${owner === undefined ? "" : `, held by ${owner}`}`,
    place: place === undefined ? "" : places.short(place),
  }));
  const wide = Math.max(...texts.slice(0, most).map(({ text }) => text.length));
  const lines = texts.map(({ text, place }) => (place === "" ? text : `${text.padEnd(wide)}  ${place}`));
  return limited(lines, most, (missing) => `  … and ${missing} more`);
}
