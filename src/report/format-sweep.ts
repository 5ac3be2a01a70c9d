import { type Kind, requireKind } from "../core/arguments/kind.ts";
import type { InterventionKind } from "../explore/schedule/interventions.ts";
import type { Sweep } from "../explore/sweeps/sweep.ts";
import type { SweepOutcome, SweepRow, SweptFault } from "../explore/sweeps/sweep-row.ts";

/** The matrix of a sweep, await × intervention, as lines of text. */
export function formatSweep(sweep: Sweep): string {
  requireKind("sweep", sweep, aSweep);
  const { rows, executions, inconclusive, left, failures } = sweep;
  const used = kinds.filter((kind) => rows.some(({ outcomes }) => outcomes[kind] !== undefined));
  const arrivals = rows.filter(({ task }) => task === "").length;
  const table = [
    ["await", "task", "operation", "place", ...used],
    ...rows.map((row) => [
      row.at,
      row.task,
      row.operation,
      placeOf(row),
      ...used.map((kind) => cell(row.outcomes[kind])),
    ]),
  ];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0))) ?? [];
  const lines = table.map((line) =>
    line
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const counts = [
    ...(arrivals < rows.length || arrivals === 0 ? [`${rows.length - arrivals} awaits`] : []),
    ...(arrivals > 0 ? [`${arrivals} arrivals`] : []),
    `${executions} executions`,
    `${failures.length} failed`,
    ...(inconclusive > 0 ? [`${inconclusive} inconclusive`] : []),
    ...(left > 0 ? [`${left} left out`] : []),
  ];
  return [...lines, counts.join(", ")].join("\n");
}

const aSweep: Kind = {
  text: "a sweep",
  hint: "pass the `sweep` of a certificate or a finding",
  fits: (value) => Array.isArray(((value ?? {}) as Partial<Sweep>).rows),
};

const kinds: readonly (InterventionKind | SweptFault)[] = [
  "cancel",
  "cancel-woken",
  "throw",
  "expire",
  "refuse",
  "timeout",
  "reset",
  "loseReply",
  "slowed",
  "cut",
  "lose",
  "duplicate",
  "reorder",
];

/** The file without its folder, which is the same nearly everywhere. */
function placeOf({ place }: SweepRow): string {
  return place?.slice(place.lastIndexOf("/") + 1) ?? "";
}

function cell(outcome: SweepOutcome | undefined): string {
  if (outcome === undefined) return "-";
  if (outcome.kind === "failed") return `FAIL ${outcome.failure?.check ?? ""}`;
  if (outcome.kind === "surfaced") return nameOf(outcome.error);
  return outcome.kind === "passed" ? "ok" : outcome.kind;
}

/** `ECONNRESET`, or the class of the error. */
function nameOf(error: Error | undefined): string {
  const { code, name = "surfaced" } = (error ?? {}) as { readonly code?: unknown; readonly name?: string };
  return typeof code === "string" ? code : name;
}
