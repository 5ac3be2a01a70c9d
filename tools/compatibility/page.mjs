import { readFileSync } from "node:fs";

/** The text of docs/compatibility.md. */
export function page(results) {
  const date = new Date().toISOString().slice(0, 10);
  const working = results.filter(({ works }) => works).length;
  const table = results.map(({ row, verdict }) => {
    return [row.name, versionsOf(row), row.server ?? "Node's own", verdict.replaceAll("|", "\\|")];
  });
  return [
    "# Compatibility",
    "",
    "Libraries of others, unmodified, on the network of `simulateNetwork()`, in `explore()`. `npm run compatibility` installs the pinned",
    "versions of [its own package](../tools/compatibility/package.json), runs every row, and writes this page.",
    "",
    "Each row runs four exchanges, 10 orders each at level `jitter`, with segments that take 1 or 50 ms: a request and its answer, data",
    "that comes bit by bit, a connection that the other side drops, and an answer that never comes. A row works if all of them pass, and if",
    "no socket of the system was opened, nor a name looked up: the run counts what `async_hooks` sees. A run that is not judged comes first,",
    "since some libraries load or cache something once.",
    "",
    `Seen on ${date}, with Node ${process.versions.node}: ${working} of ${results.length} work.`,
    "",
    ...aligned([["library", "version", "other side", "what was seen"], ...table]),
    "",
  ].join("\n");
}

function versionsOf({ packages }) {
  const { dependencies } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
  if (packages.length === 0) return "of Node";
  return packages
    .map((name) => (packages.length === 1 ? dependencies[name] : `${name} ${dependencies[name]}`))
    .join(", ");
}

/** @param {readonly (readonly string[])[]} lines - The header first. */
function aligned([header = [], ...lines]) {
  const widths = header.map((_, at) => Math.max(...[header, ...lines].map((cells) => cells[at]?.length ?? 0)));
  const line = (cells) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  return [line(header), line(widths.map((width) => "-".repeat(width))), ...lines.map((cells) => line(cells))];
}
