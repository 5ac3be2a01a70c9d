import { readFileSync } from "node:fs";

/** The text of docs/compatibility.md. */
export function page(results) {
  const date = new Date().toISOString().slice(0, 10);
  const versions = results[0].seen.map(({ version }) => version);
  const table = results.map(({ row, seen }) => {
    const verdicts = seen.map(({ verdict }) => verdict.replaceAll("|", "\\|"));
    return [row.name, versionsOf(row), row.server ?? "Node's own", ...verdicts, socketsOf(seen)];
  });
  const working = versions.map((_, at) => results.filter(({ seen }) => seen[at].works).length);
  return [
    "# Compatibility",
    "",
    "Libraries of others, unmodified, on the network of `simulateNetwork()`, in `explore()`. `npm run compatibility` installs the pinned",
    "versions of [its own package](../tools/compatibility/package.json), runs every row on each Node, and writes this page.",
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
    `Seen on ${date}. Of ${results.length} rows ${versions.map((version, at) => `${working[at]} work on Node ${version}`).join(", ")}.`,
    "",
    ...aligned([
      ["library", "version", "other side", ...versions.map((version) => `Node ${version}`), "real sockets"],
      ...table,
    ]),
    "",
  ].join("\n");
}

/** Of all Nodes on which the row ran. */
function socketsOf(seen) {
  const sum = (name) => seen.reduce((total, counts) => total + (counts[name] ?? 0), 0);
  return `${sum("sockets")} of ${sum("resources").toLocaleString("en-US")}`;
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
