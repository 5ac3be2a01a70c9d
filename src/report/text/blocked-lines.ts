import type { BlockedTask } from "../../core/errors/blocked-task.ts";
import { cut, textWidth, widest } from "../text-width.ts";
import type { Places } from "../places.ts";

/** Who waited for whom when the run ended, one line each. */
export function blockedLines(blocked: readonly BlockedTask[], most: number, places: Places): string[] {
  const listed = blocked.slice(0, most);
  const width = Math.max(...listed.map(({ task }) => task.length));
  // One long list of tasks must not push the places of all out of sight.
  const room = widest - indent - textWidth(listed.map(({ place }) => (place === undefined ? "" : places.short(place))));
  const texts = listed.map(({ task, waitsFor, owner }) => {
    const holder = owner === undefined ? "" : `, held by ${owner}`;
    return cut(`${task.padEnd(width)}  waits for ${waitsFor}${holder}`, Math.max(narrowest, room));
  });
  const wide = Math.max(...texts.map((text) => text.length));
  const lines = listed.map(({ place }, i) =>
    place === undefined ? (texts[i] ?? "") : `${texts[i]?.padEnd(wide)}  ${places.short(place)}`,
  );
  const more = blocked.length - listed.length;
  return more === 0 ? lines : [...lines, `… and ${more} more`];
}

/** What stands before a line and between its parts. */
const indent = 14;
/** No text is cut shorter, however long its place is. */
const narrowest = 40;
