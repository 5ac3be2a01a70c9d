import { fileAndLine } from "../../core/places.ts";
import type { Operation } from "../../host/host.ts";
import { isRunnerFrame } from "../../host/is-runner-frame.ts";
import type { Outlived } from "../claims/certificate.ts";

/** What the program left running among `operations`, by kind. Work of the test runner is left out. */
export function outlived(operations: Iterable<Operation<unknown>>): Outlived[] {
  const begun = [...operations].flatMap(({ type, place }) => {
    const isOurs = place !== undefined && !isRunnerFrame(place);
    return isOurs ? [{ what: words[type] ?? type, place: fileAndLine(place) ?? place }] : [];
  });
  // A worker has ports of its own.
  const workers = new Set(begun.flatMap(({ what, place }) => (what === "worker" ? [place] : [])));
  const kinds = new Map<string, string[]>();
  for (const { what, place } of begun) {
    if (what === "message port" && workers.has(place)) continue;
    kinds.set(what, [...(kinds.get(what) ?? []), place]);
  }
  return Array.from(kinds, ([what, places]) => ({ what, count: places.length, places: [...new Set(places)] }));
}

/** What people call the types of `async_hooks`. */
const words: Readonly<Partial<Record<string, string>>> = {
  Timeout: "real timer",
  Immediate: "real immediate",
  MESSAGEPORT: "message port",
  WORKER: "worker",
};
