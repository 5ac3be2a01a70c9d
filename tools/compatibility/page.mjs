import { readFileSync } from "node:fs";

/** The text of docs/compatibility.md. */
export function page(results) {
  const date = new Date().toISOString().slice(0, 10);
  const working = results.filter(({ works }) => works).length;
  const table = results.map(({ row, sockets, verdict }) => {
    return [row.name, versionsOf(row), row.server ?? "Node's own", verdict.replaceAll("|", "\\|"), sockets ?? "–"];
  });
  return [
    "# Compatibility",
    "",
    "Libraries of others, unmodified, on the network of `simulateNetwork()`, in `explore()`. `npm run compatibility` installs the pinned",
    "versions of [its own package](../tools/compatibility/package.json), runs every row, and writes this page.",
    "",
    "Each row runs four exchanges, 10 orders each at level `jitter`, with segments that take 1 or 50 ms: a request and its answer, data",
    "that comes bit by bit, a connection that the other side drops, and an answer that never comes. A run that is not judged comes first,",
    "since some libraries load or cache something once. A row that has not ended after a minute hangs, and says so.",
    "",
    "A row works if all four pass, and if no socket of the system was opened, nor a name looked up. The last column says how many of the",
    "resources that Node announced by `async_hooks` were sockets or look-ups; Node's list of active resources must show none either. Each row",
    "opens three real sockets first, outside of the loop, to see that the count would notice.",
    "",
    "A fixture is a server of the tool that speaks as much of a protocol as the four exchanges need: such a row is about the client.",
    "",
    `Seen on ${date}, with Node ${process.versions.node}: ${working} of ${results.length} work.`,
    "",
    ...aligned([["library", "version", "other side", "what was seen", "real sockets"], ...table]),
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
