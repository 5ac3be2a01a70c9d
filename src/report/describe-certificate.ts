import { type Kind, requireKind } from "../core/arguments/kind.ts";
import type { Level } from "../core/contracts/level.ts";
import { type Certificate, noChoices, type Outlived, type Uncontrolled } from "../explore/claims/certificate.ts";
import type { ConflictPairs } from "../explore/pairs/conflict-pairs.ts";
import { Places } from "./places.ts";
import { counted, cut, widest } from "./text-width.ts";

/**
 * What an exploration without a finding has covered, as text for people.
 *
 * @example
 * ```ts
 * const certificate = await explore(async () => assert.equal(await sleep(1, "done"), "done"));
 * assert.match(describeCertificate(certificate), /no choices at `env`/);
 * ```
 */
export function describeCertificate(certificate: Certificate): string {
  requireKind("certificate", certificate, aCertificate);
  const { level, strategy, seed, executions, inconclusive, choices, ended, jitter, sweep, uncontrolled, outlived } =
    certificate;
  const lines = [
    `passed    ${counted(executions, "execution")} of up to ${counted(choices, "choice")}; ${endings[ended]}`,
    `claim     ${claimText(certificate)}`,
    `level     ${level} (${orders[level]})`,
    `strategy  ${strategy}, seed ${seed}`,
  ];
  if (certificate.shard !== undefined) {
    const { index, count } = certificate.shard;
    lines.push(`shard     ${index} of ${count}: about this part only; timeloom merge joins all`);
  }
  if (jitter !== undefined) {
    lines.push(`jitter    the loop wakes ${millis(jitter.lateness)} late; a step takes ${millis(jitter.stepCost)}`);
  }
  if (sweep !== undefined) {
    const left = sweep.left === 0 ? "" : `; ${counted(sweep.left, "execution")} left out`;
    lines.push(
      `swept     ${sweep.modes.join(", ")} at ${counted(sweep.rows.length, sweep.modes.includes("faults") ? "place" : "await")}${left}`,
    );
  }
  if (inconclusive > 0) {
    lines.push(`limits    ${counted(inconclusive, "execution")} met one: inconclusive, and no part of the claim`);
  }
  lines.push(...timeLines(certificate));
  if (certificate.faults !== undefined) lines.push(`faults    ${faultsText(certificate.faults)}`);
  if (uncontrolled !== undefined) lines.push(`awaits    ${awaitsText(uncontrolled)}`);
  if (certificate.pairs !== undefined) lines.push(...pairLines(certificate.pairs));
  if (outlived !== undefined) lines.push(...outlived.map((kind) => `outlived  ${outlivedText(kind)}`));
  return lines.map((line) => cut(line, widest)).join("\n");
}

const aCertificate: Kind = {
  text: "a certificate",
  hint: "pass what explore() resolves with: await it",
  fits: (value) => typeof ((value ?? {}) as Partial<Certificate>).claim === "object",
};

/** What the search let go wrong, and what it has not tried. */
function faultsText(faults: Readonly<Record<string, number>>): string {
  const kinds = Object.entries(faults);
  const tried = kinds.filter(([, count]) => count > 0).map(([name, count]) => `${name} ${counted(count, "time")}`);
  const untried = kinds.filter(([, count]) => count === 0).map(([name]) => name);
  const text = tried.length === 0 ? "no faults were tried" : tried.join(", ");
  return untried.length === 0 ? text : `${text}; not ${untried.join(", ")}`;
}

/** How far time was let pass the calls that are outstanding. */
function timeLines({ passes, within }: Certificate): string[] {
  const lines = passes === undefined ? [] : [`time      passed an outstanding call at most ${passes} times`];
  if (within !== undefined) lines.push(`calls     took at most ${within.join(" s or ")} s, as their \`within\` says`);
  return lines;
}

/** What was seen, and what was never tried. */
function pairLines({ seen, untried, never, shards = [] }: ConflictPairs): string[] {
  const by = shards.length === 0 ? "" : `, by shard ${shards.join(", ")} only`;
  const figures = `pairs     ${counted(seen, "order")} of conflicting steps seen, ${untried} never${by}`;
  const shown = never.slice(0, mostNever).flatMap(({ first, before }) => {
    const [one, other] = [first, before].map((text) =>
      text.replace(/\(([^()]+)\)$/, (_, place) => `(${byName.name(place)})`),
    );
    const line = `never     ${one} before ${other}`;
    return line.length <= widest ? [line] : [`never     ${one}`, `          before ${other}`];
  });
  const more = untried - Math.min(never.length, mostNever);
  return [figures, ...shown, ...(more === 0 ? [] : [`          and ${more} more`])];
}

/** Which orders a level has. */
const orders: Readonly<Record<Level, string>> = {
  fifo: "the default order only",
  env: "orders that a real loop can produce",
  jitter: "orders that a slow machine can produce",
  "any-order": "any order of what is ready, more than a real loop can produce",
};

const endings: Readonly<Record<Certificate["ended"], string>> = {
  exhausted: "nothing was left to try",
  executions: "the executions were used up",
  time: "the time was used up",
  memory: "the memory was used up",
  interrupted: "it was interrupted",
};

function claimText({ claim, level, choices, inconclusive, executions }: Certificate): string {
  if (choices === 0) return noChoices(level);
  switch (claim.kind) {
    case "proof":
      return claim.classes === undefined
        ? "proof: it fails in none of these orders"
        : `proof: ${claim.classes === 1 ? "1 class" : `${claim.classes} classes`} of equivalent orders in ${counted(executions, "execution")}; it fails in none`;
    case "bounded-proof":
      return `bounded proof: it fails in none of these orders with ${claim.bound}`;
    case "pct":
      return `a bug of depth ${claim.depth} would have been missed with a probability of ${percent(claim.missProbability)}`;
    case "sample":
      return `sample: with 95 % confidence a random order fails with a probability below ${percent(claim.failureProbability)}`;
    case "none":
      return inconclusive > 0
        ? "none: executions met a limit; raise maxIterations or maxTime"
        : "none: the orders that were run are too few for a claim";
  }
}

function awaitsText({ awaits, places }: Uncontrolled): string {
  const are = awaits === 1 ? "1 await was no choice" : `${awaits} awaits were no choices`;
  return `${are}: ${firstOf(places)}; put what they wait for behind simulate()`;
}

function outlivedText({ what, count, places }: Outlived): string {
  const advice = /timer|immediate/.test(what) ? "put it on loop time with fakeGlobals()" : "put it behind simulate()";
  return `${counted(count, what)} outlived the body: ${firstOf(places)}; ${count === 1 ? advice : advice.replace("it", "them")}`;
}

function firstOf(places: readonly string[]): string {
  const shown = places.slice(0, mostPlaces).map((place) => byName.name(place));
  return shown.join(", ") + (places.length <= mostPlaces ? "" : ", …");
}

const byName = new Places("");

/** Orders that are shown of those that were never seen. */
const mostNever = 5;
/** Places that are shown of each kind. */
const mostPlaces = 3;

function percent(probability: number): string {
  return `${Number((probability * 100).toPrecision(2))} %`;
}

function millis(values: readonly number[]): string {
  return `${values.map((value) => Number((value * 1_000).toPrecision(12))).join(", ")} ms`;
}
