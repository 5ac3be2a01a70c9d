import * as fc from "fast-check";
import { gather, Lock, sleep } from "#index";
import { exhaustive, explore, pct, RaceError, random, type SearchStrategy, simulate } from "#testing";

/** Wraps a call of a fake store by whatever makes calls complete in any order. */
type Wrap = <T>(call: (...args: number[]) => Promise<T>) => (...args: number[]) => Promise<T>;

/** Runs bodies at the same time. */
type All = (...bodies: (() => Promise<void>)[]) => Promise<unknown>;

/** A program, whatever orders it. */
type Program = (wrap: Wrap, all: All) => Promise<unknown>;

/** A read is overtaken by a write, and what it has read is kept. */
async function staleRead(wrap: Wrap, all: All): Promise<void> {
  let stored = 1;
  let cached: number | undefined;
  const read = wrap(async () => stored);
  const write = wrap(async (value) => void (stored = value ?? 0));
  const ping = wrap(async () => undefined);
  await all(
    async () => void (cached = await read()),
    async () => {
      await write(2);
      cached = undefined;
    },
    async () => {
      for (let count = 0; count < 5; count++) await ping();
    },
  );
  if (cached === 1) throw new Error("stale");
}

/** The only step of one comes after the twenty of the other, or it does not. */
async function heldUp(wrap: Wrap, all: All): Promise<void> {
  const step = wrap(async () => undefined);
  let steps = 0;
  let seen = 0;
  await all(
    async () => {
      await step();
      seen = steps;
    },
    async () => {
      for (; steps < 20; steps++) await step();
    },
  );
  if (seen === 20) throw new Error("held up");
}

async function byScheduler(program: Program, numRuns: number): Promise<fc.RunDetails<[fc.Scheduler]>> {
  const property = fc.asyncProperty(fc.scheduler(), async (s) => {
    const wrap: Wrap = (call) => s.scheduleFunction(call);
    await s.waitFor(program(wrap, (...bodies) => Promise.all(bodies.map((body) => body()))));
  });
  return await fc.check(property, { numRuns, seed: 1 });
}

const simulated: Wrap = (call) => simulate(call);
const together: All = async (...bodies) => await gather(...bodies);

async function heldUpBy(strategy: SearchStrategy): Promise<string> {
  const found: unknown = await explore(() => heldUp(simulated, together), { strategy }).catch(
    (error: unknown) => error,
  );
  return found instanceof RaceError ? `found in run ${found.finding.execution}` : "not in 1000 runs";
}

async function three(wrap: Wrap, all: All): Promise<void> {
  const ping = wrap(async () => undefined);
  await all(ping, ping, ping);
}

async function deadlock(): Promise<void> {
  const [one, other] = [new Lock(), new Lock()];
  const both = (first: Lock, second: Lock) => () =>
    first.run(async () => {
      await sleep(1);
      await second.run(async () => undefined);
    });
  await gather(both(one, other), both(other, one));
}

async function waitForTurns(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** What each does with a program, by tool. */
export const orderTools: Readonly<Record<string, Readonly<Record<string, () => Promise<string>>>>> = {
  timeloom: {
    "a stale read": async () => {
      const error: unknown = await explore(() => staleRead(simulated, together)).catch((caught: unknown) => caught);
      if (!(error instanceof RaceError)) return "not found";
      const { execution, schedule } = error.finding;
      return `found in run ${execution}; shrunk to ${schedule.length} departure`;
    },
    "twenty steps before one": () => heldUpBy(pct({ depth: 1 })),
    "the same, by a random walk": () => heldUpBy(random()),
    "nothing to find": async () => {
      const { claim, executions } = await explore(() => three(simulated, together), { strategy: exhaustive() });
      return `${claim.kind} after ${executions} runs`;
    },
    "a deadlock": async () => {
      const error: unknown = await explore(deadlock).catch((caught: unknown) => caught);
      return error instanceof RaceError ? "reported" : "not reported";
    },
  },

  "fc.scheduler": {
    "a stale read": async () => {
      const { failed, numRuns, numShrinks } = await byScheduler(staleRead, 1_000);
      return failed ? `found in run ${numRuns}; shrunk ${numShrinks} times` : "not found";
    },
    "twenty steps before one": () => Promise.resolve("no such strategy"),
    "the same, by a random walk": async () => {
      const { failed, numRuns } = await byScheduler(heldUp, 1_000);
      return failed ? `found in run ${numRuns}` : "not in 1000 runs";
    },
    "nothing to find": async () => {
      const { failed, numRuns } = await byScheduler(three, 100);
      return `${failed ? "fails" : "passes"} after ${numRuns} runs`;
    },
    "a deadlock": async () => {
      const checked = byScheduler(() => new Promise(() => undefined), 1).then(() => "reported");
      return await Promise.race([checked, waitForTurns(1_000).then(() => "waits for ever")]);
    },
  },
};
