// node build/node-order/record.js SET FIRST COUNT NODE…: records what each NODE, a program `node`, does with new programs.
import { execFileSync } from "node:child_process";
import { seedsWithoutLuck } from "./fresh-records.ts";
import { setName } from "./options.ts";
import { runOnNode } from "./real/run-on-node.ts";
import { type NodeRecord, writeRecords } from "./records.ts";

const [name = "", first, count, ...nodes] = process.argv.slice(2);
const set = setName(name);
const majors = nodes.map((node) =>
  Number(execFileSync(node, ["-p", "parseInt(process.versions.node)"], { encoding: "utf8" })),
);
const seeds = await seedsWithoutLuck(set, Number(count), Number(first));
const observed = await runOnNode(set, seeds, nodes);
writeRecords(
  set,
  observed.flatMap(({ seed, logs }) => recordsOf(seed, logs)),
);

/** One record for each way in which versions order a program; none if one of them is not sure of it. */
function recordsOf(seed: number, logs: readonly (readonly string[] | undefined)[]): NodeRecord[] {
  const ways = new Map<string, number[]>();
  for (const [number, log] of logs.entries()) {
    if (log === undefined) return [];
    const way = JSON.stringify(log);
    ways.set(way, [...(ways.get(way) ?? []), majors[number] ?? 0]);
  }
  return [...ways].map(([way, versions]) => {
    const log = JSON.parse(way) as string[];
    return ways.size === 1 ? { seed, log } : { seed, nodes: versions, log };
  });
}
