import assert from "node:assert/strict";
import { explore, formatSchedule, RaceError } from "timeloom/testing";
import { races } from "./index.ts";
import type { Race } from "./race.ts";

for (const race of races.filter(({ id }) => process.argv.length === 2 || process.argv.includes(id))) {
  const { finding } = await found(race);
  const { claim, executions } = await explore(race.fixed, { world: race.world });
  console.log(`${race.affected}: ${race.title}`);
  console.log(`  ${race.source.href}`);
  console.log(`  execution ${finding.execution} fails, by ${formatSchedule(finding.schedule)}`);
  console.log(`  ${race.corrected}: ${claim.kind}, ${executions} executions\n`);
}
process.exit(); // the affected p-wait-for polls for ever

async function found({ buggy, world }: Race): Promise<RaceError> {
  try {
    await explore(buggy, { world });
  } catch (error) {
    if (error instanceof RaceError) return error;
    throw error;
  }
  assert.fail("the race was not found");
}
