// A time-out of 30 s never overtakes an answer that is on its way: `npm run timeouts`, for 1,000 trials each, `npm run timeouts -- pg --trials 50`.
// Exits with 1 if one is overtaken, or if an answer that takes 31 s is not given up after 30 s.
import { parseArgs } from "node:util";
import { closeDatabase } from "../http/database.ts";
import { simulated } from "../models/search-model.ts";
import { libraries } from "./libraries/index.ts";
import { limit } from "./library.ts";
import { otherProcess, realSockets, simulatedSockets } from "./run-trials.ts";

const networks = { simulated: simulatedSockets, "real, one process": realSockets, "real, two processes": otherProcess };

process.exitCode = await main(process.argv.slice(2));
await closeDatabase();

async function main(args: string[]): Promise<number> {
  const options = { trials: { type: "string", default: "1000" } } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const trials = Number(values.trials);
  const chosen = libraries.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  if (chosen.length === 0 || !Number.isSafeInteger(trials) || trials < 1) {
    const names = libraries.map(({ name }) => name).join(" ");
    console.error(`Cannot run these trials\n  hint: npm run timeouts -- ${names} --trials 1000`);
    return 2;
  }
  for (const { prepare } of chosen) await prepare?.();
  let alarms = 0;
  for (const library of chosen) {
    for (const [network, run] of Object.entries(networks)) {
      const begin = performance.now();
      const { passed, failure, givenUpAfter = limit } = await simulated(() => run(library, trials));
      const isGood = failure === undefined && givenUpAfter >= limit && givenUpAfter < limit + 1;
      if (!isGood) alarms += 1;
      const took = ((performance.now() - begin) / 1_000).toFixed(0);
      const title = `${library.name}, ${network}`.padEnd(30);
      console.log(`${isGood ? "✓" : "✗"} ${title} ${passed} trials without an answer overtaken, in ${took} s`);
      if (givenUpAfter >= limit + 1) console.log(`  an answer that takes 31 s is given up after ${givenUpAfter} s`);
      if (failure !== undefined) console.log(`  ${failure.stack}`);
    }
  }
  console.log(alarms === 0 ? "\nno alarm" : `\n${alarms} alarms`);
  return alarms === 0 ? 0 : 1;
}
