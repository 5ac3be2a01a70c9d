import type { BlockedTask } from "../../core/errors/blocked-task.ts";
import type { Places } from "../places.ts";

/** Who waited for whom when the run ended, one line each. */
export function blockedLines(blocked: readonly BlockedTask[], most: number, places: Places): string[] {
  const listed = blocked.slice(0, most);
  const width = Math.max(...listed.map(({ task }) => task.length));
  const texts = listed.map(({ task, waitsFor, owner }) => {
    const holder = owner === undefined ? "" : `, held by ${owner}`;
    return `${task.padEnd(width)}  waits for ${waitsFor}${holder}`;
  });
  const wide = Math.max(...texts.map((text) => text.length));
  const lines = listed.map(({ place }, i) =>
    place === undefined ? (texts[i] ?? "") : `${texts[i]?.padEnd(wide)}  ${places.short(place)}`,
  );
  const more = blocked.length - listed.length;
  return more === 0 ? lines : [...lines, `… and ${more} more`];
}
