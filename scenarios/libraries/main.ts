import { libraries } from "./index.ts";
import type { Behaviour, Library } from "./behaviour.ts";
import { inRealTime, inVirtualTime } from "./time.ts";

type Runner = (library: Library, behaviour: Behaviour) => Promise<void>;

process.exitCode = await main();

/** Run every behaviour in real and in virtual time, and say what both took. */
async function main(): Promise<number> {
  console.log(row("library", "behaviours", "real", "virtual", "times as fast"));
  const failures: string[] = [];
  const sums = { behaviours: 0, real: 0, virtual: 0 };
  for (const library of libraries) {
    const virtual = await secondsOf(library, inVirtualTime, failures);
    const real = await secondsOf(library, inRealTime, failures);
    sums.behaviours += library.behaviours.length;
    sums.real += real;
    sums.virtual += virtual;
    console.log(row(library.name, library.behaviours.length, ...amounts(real, virtual)));
  }
  console.log(row("all", sums.behaviours, ...amounts(sums.real, sums.virtual)));
  for (const failure of failures) console.error(`\n${failure}`);
  return failures.length === 0 ? 0 : 1;
}

async function secondsOf(library: Library, run: Runner, failures: string[]): Promise<number> {
  const start = performance.now();
  for (const behaviour of library.behaviours) {
    try {
      await run(library, behaviour);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      failures.push(`${library.name} ${behaviour.title} (${run.name}): ${text}`);
    }
  }
  return (performance.now() - start) / 1_000;
}

function amounts(real: number, virtual: number): [string, string, string] {
  return [`${real.toFixed(2)} s`, `${virtual.toFixed(3)} s`, (real / virtual).toFixed()];
}

function row(name: string, ...cells: readonly (string | number)[]): string {
  return `${name.padEnd(18)}${cells.map((cell) => String(cell).padStart(14)).join("")}`;
}
