// Search model systems with faults: `npm run models -- --seeds 10000`, for one of them `npm run models -- chat --seeds 500`. Exits with 1 if a
// mistake is not found, or a correct system fails.
import { parseArgs } from "node:util";
import { closeDatabase } from "../http/database.ts";
import { models } from "./index.ts";
import { findMistake, simulated, survives } from "./search-model.ts";

/** Executions within which each mistake must be found. */
const most = 2_000;

for (const { prepare } of models) await prepare?.();
process.exitCode = await simulated(() => main(process.argv.slice(2)));
await closeDatabase();

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { seeds: { type: "string", default: "1000" } },
  });
  const seeds = Number(values.seeds);
  const chosen = models.filter(({ id }) => positionals.length === 0 || positionals.includes(id));
  if (chosen.length === 0 || !Number.isSafeInteger(seeds) || seeds < 1) {
    console.error(
      `Cannot run these models\n  hint: npm run models -- ${models.map(({ id }) => id).join(" ")} --seeds 1000`,
    );
    return 2;
  }
  let alarms = 0;
  for (const { id, title, world, fixed, planted } of chosen) {
    console.log(`${id}: ${title}`);
    for (const { mistake, program } of planted) {
      const found = await findMistake(program, world, 0, most);
      const isGood = found !== undefined && found.deviations <= 3 && found.reproduced === 10;
      if (!isGood) alarms += 1;
      const how =
        found === undefined ? `not found in ${most}` : `found in execution ${found.execution}, ${found.schedule}`;
      console.log(`  ${isGood ? "✓" : "✗"} ${mistake}: ${how}`);
      if (found !== undefined) console.log(`    ${found.message.split("\n")[0] ?? ""}`);
    }
    const start = performance.now();
    const { failure, differs, inconclusive, faults, seeds: passed } = await survives(fixed, world, seeds);
    const isGood = failure === undefined && !differs && inconclusive === 0;
    if (!isGood) alarms += 1;
    const took = `${((performance.now() - start) / 1_000).toFixed(0)} s`;
    const tried = [...(faults ?? [])].map(([fault, count]) => `${fault} ${count}`).join(", ");
    console.log(
      `  ${isGood ? "✓" : "✗"} correct: ${passed} executions passed, each twice with equal traces, in ${took} (${tried})`,
    );
    if (differs) console.log(`    execution ${passed} differs from its repetition`);
    if (inconclusive > 0) console.log(`    ${inconclusive} executions met a limit`);
    if (failure !== undefined) console.log(`    ${failure}`);
  }
  console.log(alarms === 0 ? "\nno alarm" : `\n${alarms} alarms`);
  return alarms === 0 ? 0 : 1;
}
