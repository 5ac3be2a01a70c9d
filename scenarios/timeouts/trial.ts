import assert from "node:assert/strict";
import { once } from "node:events";
import type { AddressInfo, Server } from "node:net";
import { gather, getRunningLoop, sleep } from "timeloom";
import { seeded } from "#explore/strategies/seeded";
import { type Client, type Library, limit, type Pause } from "./library.ts";

/** Questions of one client, one after the other: pauses and delays in seconds, sizes in bytes. */
type Questions = readonly { readonly pause: number; readonly delay: number; readonly size: number }[];

/** What the clients of a trial ask. */
export type Plan = readonly Questions[];

/** A plan by which a library takes all the memory that it keeps. */
export const largest: Plan = [[{ pause: 0, delay: 0, size: 400_000 }]];

/** A plan of its own for each seed: fresh connections and kept ones, answers at once and at the last moment, small and large. */
export function planOf(seed: number, longest: number): Plan {
  const entropy = seeded(seed, "timeouts");
  const draw = <T>(...values: readonly [T, ...T[]]): T =>
    values[Math.floor(entropy.random() * values.length)] ?? values[0];
  const question = (_: unknown, at: number): Questions[number] => {
    const pause = at === 0 ? 0 : draw(0, 0.5, 60);
    return { pause, delay: draw(0, 0.001, 1, longest), size: draw(1, 1_000, 70_000, 400_000) };
  };
  return Array.from({ length: draw(1, 2, 3) }, () => Array.from({ length: draw(1, 2, 3) }, question));
}

/** Where a trial happens. */
export interface Place {
  readonly host: string;
  /** The longest delay of an answer that comes within the limit, in seconds. */
  readonly longest: number;
  /** Whether an answer takes no longer than its delay: bytes take no time. */
  readonly isExact: boolean;
  /** The seconds of the loop that a delay takes. */
  readonly secondsOf: (delay: number) => number;
  /** Run `body` with a server that serves. */
  whileServing(library: Library, body: (port: number) => Promise<void>): Promise<void>;
}

/** Run `plan`, every question under the time-outs of the library. @throws if an answer is overtaken, or is not the right one */
export async function tryPlan(library: Library, plan: Plan, place: Place): Promise<void> {
  await place.whileServing(library, async (port) => {
    await gather(...plan.map((questions) => () => askAll(library, questions, place, port)));
  });
}

async function askAll(library: Library, questions: Questions, place: Place, port: number): Promise<void> {
  const loop = getRunningLoop();
  const client = await library.open(port, place.host);
  try {
    for (const { pause, delay, size } of questions) {
      await sleep(pause);
      const begin = loop.time();
      assert.equal(await client.ask(delay, size), size);
      if (!place.isExact) continue;
      const late = loop.time() - begin - place.secondsOf(delay);
      assert.ok(Math.abs(late) < 1e-9, `an answer after ${delay} s has come ${late} s late`);
    }
  } finally {
    client.close();
  }
}

/** Ask for an answer that takes longer than the limit. @returns the seconds after which that fails */
export async function timeOut(library: Library, place: Place): Promise<number> {
  const loop = getRunningLoop();
  let took = Infinity;
  await place.whileServing(library, async (port) => {
    let client: Client | undefined;
    try {
      client = await library.open(port, place.host);
      const begin = loop.time();
      await assert.rejects(client.ask(limit + 1, 1));
      took = loop.time() - begin;
    } finally {
      client?.close();
    }
  });
  return took;
}

/** Run `body` while `server` serves on this loop. */
export async function serving(server: Server, body: (port: number) => Promise<void>, ...at: string[]): Promise<void> {
  await once(server.listen(0, ...at), "listening");
  try {
    await body((server.address() as AddressInfo).port);
  } finally {
    server.close();
    if ("closeAllConnections" in server) (server as { closeAllConnections(): void }).closeAllConnections();
  }
}

/** A server on a loop counts its time. */
export const pauseOnLoop: Pause = async (seconds) => {
  if (seconds > 0) await sleep(seconds);
};
