import { placeIn } from "../../core/places.ts";
import { withHint } from "../../core/errors/with-hint.ts";
import type { Failure } from "../../explore/checks/failure.ts";
import { blockedLines } from "./blocked-lines.ts";
import { limited, plain } from "../text-width.ts";
import type { Places } from "../places.ts";

/** What failed: the text of the error, where it was thrown, and who waited for whom. */
export function failureLines(failure: Failure, places: Places): string[] {
  const { check, message, hint, error } = failure;
  const [first = "", ...more] = textLines(message);
  // Who waits for whom has lines of its own.
  const rest = check === "deadlock" ? [] : more;
  const name = error !== undefined && check === "body" ? `${error.name}: ` : "";
  const place = check === "deadlock" ? undefined : placeIn(error?.stack ?? "");
  return [
    `${name}${first}`,
    ...limited(rest, mostLines, (missing) => `  … ${missing} more lines`),
    ...(place === undefined ? [] : [`    at ${places.short(place)}`]),
    ...(check === "deadlock" ? blockedLines(failure.blocked, mostBlocked, places).map((line) => `  ${line}`) : []),
    ...(hint === undefined ? [] : textLines(withHint("", hint))),
  ];
}

/** Lines of an error that are shown. */
const mostLines = 10;

/** Tasks of a deadlock that are listed. */
const mostBlocked = 12;

/** Lines without what is empty; a first line that only announces the next one takes it in. */
function textLines(message: string): string[] {
  const [first = "", second, ...rest] = message
    .split("\n")
    .map(plain)
    .filter((line) => line.trim() !== "");
  if (second === undefined) return [first];
  return first.endsWith(":") && rest.length === 0 ? [`${first} ${second.trim()}`] : [first, second, ...rest];
}
