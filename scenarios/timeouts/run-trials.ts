import { spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { type LoopFactory, run } from "timeloom";
import { onHost, random, simulatedWorld, virtualLoop } from "timeloom/testing";
import type { Library } from "./library.ts";
import { pauseOnLoop, type Place, planOf, serving, timeOut, tryPlan } from "./trial.ts";

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
    trial: (seed) => run(() => tryPlan(library, planOf(seed, place.longest), place), { loopFactory: virtualLoop() }),
    control: () => run(() => timeOut(library, place), { loopFactory: virtualLoop() }),
  });
};

/** The simulated network, of which a segment takes up to half a second. */
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
  return await outcomeOf(trials, {
    trial: (seed) =>
      run(() => tryPlan(library, planOf(seed, place.longest), place), { loopFactory: inRandomOrder(seed) }),
    control: () => run(() => timeOut(library, place), { loopFactory: virtualLoop({ world }) }),
  });
};

/** A loop on which the seed decides how long segments take and what comes first, as in an execution of `explore()`. */
function inRandomOrder(seed: number): LoopFactory {
  const level = "jitter";
  const strategy = random()({ seed, level }).next();
  return virtualLoop({ world, io: "forbid", level, ...(strategy && { strategy }) });
}

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
      trial: (seed) => run(() => tryPlan(library, planOf(seed, place.longest), place), { loopFactory: virtualLoop() }),
    });
  } finally {
    child.stdin.end();
    await once(child, "exit");
  }
};

interface Runs {
  readonly trial: (seed: number) => Promise<unknown>;
  readonly control?: () => Promise<number>;
}

async function outcomeOf(trials: number, { trial, control }: Runs): Promise<Outcome> {
  let passed = 0;
  let failure: Error | undefined;
  for (let seed = 0; seed < trials; seed++) {
    try {
      await trial(seed);
      passed += 1;
    } catch (error) {
      failure ??= Object.assign(error as Error, { seed });
    }
  }
  return { passed, failure, givenUpAfter: await control?.() };
}
