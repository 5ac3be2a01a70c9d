import { spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { run } from "timeloom";
import { explore, onHost, random, simulatedWorld, virtualLoop } from "timeloom/testing";
import type { Library } from "./library.ts";
import { largest, pauseOnLoop, type Place, planOf, serving, timeOut, tryPlan } from "./trial.ts";

/** What has come of the trials of a library on a network. */
interface Outcome {
  readonly passed: number;
  /** The first error, if one has failed. */
  readonly failure: Error | undefined;
  /** Seconds after which an answer that takes 31 s is given up. */
  readonly givenUpAfter: number | undefined;
}

/** Runs so many trials of a library. */
export type Trials = (library: Library, trials: number) => Promise<Outcome>;

/** Node's own sockets over loopback, both ends on one virtual loop: bytes take no time. */
export const realSockets: Trials = async (library, trials) => {
  const place: Place = {
    host: "127.0.0.1",
    longest: 29.999,
    isExact: true,
    secondsOf: (delay) => delay,
    whileServing: async (asked, body) => {
      await serving(await asked.createServer(pauseOnLoop), body, "127.0.0.1");
    },
  };
  return await outcomeOf(trials, {
    trial: (seed) => onVirtualLoop(library, seed, place),
    control: () => run(() => timeOut(library, place), { loopFactory: virtualLoop() }),
  });
};

/** `explore()` on the simulated network, of which a segment takes up to half a second: ten orders of each plan. */
export const simulatedSockets: Trials = async (library, trials) => {
  const place: Place = {
    host: "server",
    longest: 25,
    isExact: false,
    secondsOf: (delay) => delay,
    whileServing: async (asked, body) => {
      await onHost("server", async () => {
        const server = await asked.createServer(pauseOnLoop);
        await once(server.listen(0), "listening");
        return server;
      }).then((server) => body((server.address() as AddressInfo).port).finally(() => server.close()));
    },
  };
  // redis-parser sets an interval when it grows, which ends with the loop, and never another: no execution is to be the first that does.
  await run(() => tryPlan(library, largest, place), { loopFactory: virtualLoop({ world }) });
  const orders = Math.min(trials, 10);
  return await outcomeOf(trials, {
    trial: async (seed) => {
      const settings = { world, level: "jitter", strategy: random(), seed, executions: orders } as const;
      const { executions, inconclusive } = await explore(
        () => tryPlan(library, planOf(seed, place.longest), place),
        settings,
      );
      return executions - inconclusive;
    },
    control: () => run(() => timeOut(library, place), { loopFactory: virtualLoop({ world }) }),
  });
};

const world = simulatedWorld({
  hosts: { client: {}, server: { address: "10.0.0.2" } },
  link: { latency: [0.001, 0.05, 0.5] },
  lookupLatency: [0.001, 0.1],
});

/** Node's own sockets, with the servers in another process: a thousandth of the delays, in real time. */
export const otherProcess: Trials = async (library, trials) => {
  const child = spawn(process.execPath, [fileURLToPath(new URL("serve.js", import.meta.url)), library.name], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const place: Place = {
      host: "127.0.0.1",
      longest: 29.999,
      isExact: true,
      secondsOf: () => 0,
      whileServing: async (_, body) => body(Number(line)),
    };
    return await outcomeOf(trials, {
      trial: (seed) => onVirtualLoop(library, seed, place),
    });
  } finally {
    child.stdin.end();
    await once(child, "exit");
  }
};

/** One trial, on Node's own sockets. */
async function onVirtualLoop(library: Library, seed: number, place: Place): Promise<number> {
  await run(() => tryPlan(library, planOf(seed, place.longest), place), { loopFactory: virtualLoop() });
  return 1;
}

interface Runs {
  /** @returns how many trials of a plan have passed */
  readonly trial: (seed: number) => Promise<number>;
  readonly control?: () => Promise<number>;
}

async function outcomeOf(trials: number, { trial, control }: Runs): Promise<Outcome> {
  let passed = 0;
  let failure: Error | undefined;
  for (let seed = 0; passed < trials && failure === undefined; seed++) {
    try {
      passed += await trial(seed);
    } catch (error) {
      failure = Object.assign(error as Error, { seed });
    }
  }
  return { passed, failure, givenUpAfter: await control?.() };
}
