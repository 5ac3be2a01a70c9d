/**
 * Where the log of a run departs from that of Node, or undefined if it does not.
 *
 * After an exception that nobody catches Node is gone at once. In the process of a virtual loop what is in Node's own queues already still runs,
 * so that what follows the death is not compared.
 */
export function compare(node: readonly string[], timeloom: readonly string[]): Divergence | undefined {
  if (node.at(-1) === uncaught && timeloom.at(-1) === uncaught) {
    return compare(node.slice(0, -1), timeloom.slice(0, node.length - 1));
  }
  let at = 0;
  while (at < node.length && node[at] === timeloom[at]) at += 1;
  return at === node.length && at === timeloom.length ? undefined : { at, node, timeloom };
}

/** Where two logs of one program first differ. */
export interface Divergence {
  /** How many labels are equal. */
  readonly at: number;
  readonly node: readonly string[];
  readonly timeloom: readonly string[];
}

/** The last equal labels, and what comes next on each side. */
export function render(title: string, { at, node, timeloom }: Divergence): string {
  const equal = node.slice(Math.max(0, at - labelsBefore), at);
  const before = at > labelsBefore ? ["…", ...equal] : equal;
  return [
    `${title} differs after ${at} labels`,
    `  both      ${before.join(" ")}`,
    `  Node      ${next(node, at)}`,
    `  timeloom  ${next(timeloom, at)}`,
  ].join("\n");
}

function next(log: readonly string[], at: number): string {
  const labels = log.slice(at, at + labelsAfter);
  return [...labels, log.length > at + labelsAfter ? "…" : "(the end)"].join(" ");
}

/** How a log ends if the process does: by a rejection that nobody has handled, or by an exception that nobody has caught. */
export function deathLabel(origin: "unhandledRejection" | "uncaughtException"): string {
  return `death:${origin}`;
}

const uncaught = deathLabel("uncaughtException");
const labelsBefore = 6;
const labelsAfter = 5;
