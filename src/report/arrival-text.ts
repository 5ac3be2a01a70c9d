import type { Crossing } from "../explore/recording/network-notes.ts";
import type { Step } from "../explore/recording/trace.ts";

/** What an arrival is, in a row of its own: `read() arrives`, `GET /orders/7 from web`, `200 OK from db:80 is lost`. */
export function arrivalText({ name, says }: Pick<Step, "name" | "says">, crossing: Crossing | undefined): string {
  if (crossing === undefined) return says ?? `${name} arrives`;
  return `${crossingName(crossing)} from ${crossing.sender}${end(crossing)}`;
}

/** `GET /orders/7`, `segment 3`. */
export function crossingName({ label, what }: Pick<Crossing, "label" | "what">): string {
  return label ?? what;
}

/** Everything that is known of something that crosses a network. */
export function crossingDetails({ from, sender, to, what, bytes }: Crossing): string {
  const size = bytes === 0 ? "" : bytes === 1 ? ", 1 byte" : `, ${bytes.toLocaleString("en-US")} bytes`;
  return `${what}${size}, from ${sender} to ${from === to ? "the same host" : to}`;
}

/** Whether something is wrong with it. */
export function isFaulty({ fault, state }: Crossing): boolean {
  return fault !== undefined || state !== undefined;
}

function end({ fault, state }: Crossing): string {
  if (state !== undefined) return ` is ${state}`;
  return fault === undefined ? "" : ` ${ends[fault] ?? fault}`;
}

const ends: Readonly<Record<string, string>> = {
  refuse: "is refused",
  timeout: "is lost",
  reset: "meets a reset",
  lose: "is lost",
  slowed: "comes a minute late",
  cut: "comes after the cut",
  duplicate: "comes twice",
};
