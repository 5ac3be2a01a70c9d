import { visible } from "../../core/visible.ts";
import { placeIn } from "../../core/places.ts";
import { withHint } from "../../core/errors/with-hint.ts";
import type { Failure } from "../../explore/checks/failure.ts";
import { blockedLines } from "./blocked-lines.ts";
import { causeLines } from "./cause-lines.ts";
import { limited } from "../text-width.ts";
import type { Places } from "../places.ts";

/** What failed: the text of the error, where it was thrown, what caused it, and who waited for whom. */
export function failureLines(failure: Failure, places: Places): string[] {
  const { check, message, hint, error } = failure;
  const [first = "", ...more] = textLines(message);
  // For a deadlock, who waits for whom has its own lines.
  const rest = check === "deadlock" ? [] : more;
  const name = error !== undefined && check === "body" ? `${error.name}: ` : "";
  const place = check === "deadlock" ? undefined : placeIn(error?.stack ?? "");
  return [
    `${name}${first}`,
    ...limited(rest, mostLines, (missing) => `  … ${missing} more lines`),
    ...(place === undefined ? [] : [`    at ${places.short(place)}`]),
    ...(error === undefined ? [] : causeLines(error, message)),
    ...(check === "deadlock" ? blockedLines(failure.blocked, mostBlocked, places).map((line) => `  ${line}`) : []),
    ...(hint === undefined ? [] : textLines(withHint("", hint))),
  ];
}

/** The most lines of an error. */
const mostLines = 10;

/** The most tasks of a deadlock. */
const mostBlocked = 12;

/** The lines that are not empty. A first line that only announces the next one is joined with it. */
function textLines(message: string): string[] {
  const [first = "", second, ...rest] = visible(message)
    .split("\n")
    .filter((line) => line.trim() !== "");
  if (second === undefined) return [first];
  return first.endsWith(":") && rest.length === 0 ? [`${first} ${second.trim()}`] : [first, second, ...rest];
}
