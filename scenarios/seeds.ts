// Run scenarios in many random orders: `npm run seeds -- W 1000`, for all whose ids begin with W. Exits with 1 if one ends otherwise.
// `npm run seeds -- --queue` runs the bug suite by the workers of a queue, some of which are killed: `--help` lists its options.
import type { Level } from "timeloom/testing";
import { scenarios } from "./index.ts";
import { endingOf, endingsOf } from "./orders.ts";
import { byQueue } from "./seeds/by-queue.ts";

const levels: readonly Level[] = ["env", "jitter"];

const args = process.argv.slice(2);
process.exitCode = await (args.some((arg) => arg.startsWith("-")) ? byQueue(args) : main(args));

async function main([prefix = "", count = "1000"]: readonly string[]): Promise<number> {
  const seeds = Number(count);
  const chosen = scenarios.filter(({ id }) => id.startsWith(prefix.toUpperCase()));
  if (chosen.length === 0 || !Number.isSafeInteger(seeds) || seeds < 1) {
    console.error("Cannot run these scenarios\n  hint: npm run seeds -- W 1000, or W05 200");
    return 2;
  }
  let alarms = 0;
  for (const { id, title, programs } of chosen) {
    for (const level of levels) {
      const start = performance.now();
      for (const program of programs) {
        for (const [ending, seed] of await endingsOf(program, level, seeds)) {
          if (ending === endingOf(program.expect)) continue;
          alarms += 1;
          console.log(`✗ ${id}  ${program.name}: ${ending} at ${level}, seed ${seed}`);
        }
      }
      const took = `${((performance.now() - start) / 1_000).toFixed(1)} s`;
      console.log(
        `  ${id}  ${level.padEnd(6)}  ${programs.length} programs × ${seeds} orders  ${took.padStart(8)}  ${title}`,
      );
    }
  }
  console.log(alarms === 0 ? "\nno alarm" : `\n${alarms} alarms`);
  return alarms === 0 ? 0 : 1;
}
