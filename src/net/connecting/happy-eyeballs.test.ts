import { describe, expect, it } from "vitest";
import { assemble } from "#loop/assemble";
import { JumpingClock } from "#loop/clock/jumping-clock";
import type { LoopCore } from "#core/contracts/loop-core";
import { requireLoop } from "#core/context/current";
import { CancelledError, createFuture, createTask, type Future, getRunningLoop, sleep } from "#index";
import { Attempts } from "#net/connecting/attempts";
import { happyEyeballs } from "#net/connecting/happy-eyeballs";
import type { Channel } from "#net/channel";
import { type Address, type Endpoint, network, type Network } from "#net/network";

/** When an attempt settles, in seconds after it began, and whether it fails; an attempt without an entry never settles. */
type Script = Readonly<Record<string, readonly [after: number, fails?: "fails"]>>;

/** A network whose connections take their time. */
class ScriptedNetwork implements Pick<Network, "connect"> {
  readonly #script: Script;
  /** What happened, with the time in seconds. */
  readonly log: string[] = [];

  constructor(script: Script) {
    this.#script = script;
  }

  connect(to: Endpoint): Future<Channel> {
    const { address } = to as Address;
    const note = (what: string): void => void this.log.push(`${getRunningLoop().time()} s: ${address} ${what}`);
    note("begins");
    const future = createFuture<Channel>();
    future.addDoneCallback(() => {
      if (future.cancelled()) note("is given up");
    });
    const planned = this.#script[address];
    if (planned === undefined) return future;
    getRunningLoop().callLater(planned[0], () => {
      if (future.done()) return;
      if (planned[1] === "fails") future.setException(new Error(`${address} failed`));
      else future.setResult({ address, destroy: () => note("is destroyed") } as unknown as Channel);
    });
    return future;
  }
}

interface Outcome {
  readonly winner: unknown;
  readonly log: readonly string[];
  readonly errors: readonly string[];
}

/** Race for the addresses of `script`, with 0.25 s between attempts. */
async function race(
  script: Script,
  addresses: readonly string[] = Object.keys(script),
  cancelAt = Infinity,
): Promise<Outcome> {
  const net = new ScriptedNetwork(script);
  const loop = assemble({
    clock: new JumpingClock(0),
    services: (key) => (key === network ? net : undefined),
  });
  const attempts = new Attempts(
    addresses.map((address) => ({ address, family: 4 })),
    80,
  );
  const winner = await loop.runUntilComplete(async () => {
    const core: LoopCore = requireLoop();
    const task = createTask(() => happyEyeballs(core, attempts, 0.25));
    if (cancelAt < Infinity) getRunningLoop().callLater(cancelAt, () => task.cancel());
    const channel = await task.then(
      (value) => value,
      (error: unknown) => error,
    );
    await sleep(0);
    return channel;
  });
  loop.close();
  return { winner, log: net.log, errors: attempts.errors.map(({ message }) => message) };
}

describe("happyEyeballs()", () => {
  it("lets a fast address overtake a slow one, and gives the slow one up", async () => {
    const { winner, log } = await race({ slow: [9], fast: [0.1] });

    expect(winner).toMatchObject({ address: "fast" });
    expect(log).toEqual(["0 s: slow begins", "0.25 s: fast begins", "0.35 s: slow is given up"]);
  });

  it("keeps a slow address that is first after all", async () => {
    const { winner, log } = await race({ slow: [0.5], slower: [3] });

    expect(winner).toMatchObject({ address: "slow" });
    expect(log).toEqual(["0 s: slow begins", "0.25 s: slower begins", "0.5 s: slower is given up"]);
  });

  it("goes on at once when an address fails", async () => {
    const { winner, log, errors } = await race({ broken: [0.01, "fails"], good: [0.1] });

    expect(winner).toMatchObject({ address: "good" });
    expect(log).toEqual(["0 s: broken begins", "0.01 s: good begins"]);
    expect(errors).toEqual(["broken failed"]);
  });

  it("waits for those that are under way when the last has failed", async () => {
    const { winner } = await race({ slow: [2], broken: [0.01, "fails"] });

    expect(winner).toMatchObject({ address: "slow" });
  });

  it("does not hurry because an earlier attempt fails than the last", async () => {
    const { log } = await race({ first: [0.3, "fails"], second: [9], third: [0.1] });

    expect(log).toEqual([
      "0 s: first begins",
      "0.25 s: second begins",
      "0.5 s: third begins",
      "0.6 s: second is given up",
    ]);
  });

  it("gives nothing when all have failed, with an error for each in the order of failing", async () => {
    const { winner, errors } = await race({ late: [1, "fails"], soon: [0.1, "fails"] });

    expect(winner).toBe(undefined);
    expect(errors).toEqual(["soon failed", "late failed"]);
  });

  it("destroys a second connection that comes in the same instant", async () => {
    const { winner, log } = await race({ one: [0.5], other: [0.25] });

    expect(winner).toMatchObject({ address: "one" });
    expect(log).toEqual(["0 s: one begins", "0.25 s: other begins", "0.5 s: other is destroyed"]);
  });

  it("gives all up when it is cancelled", async () => {
    const { winner, log } = await race({}, ["one", "other"], 1);

    expect(winner).toBeInstanceOf(CancelledError);
    expect(log.slice(2)).toEqual(["1 s: one is given up", "1 s: other is given up"]);
  });

  it("destroys a connection that comes in the instant in which it is cancelled", async () => {
    const { winner, log } = await race({ one: [1] }, ["one"], 1);

    expect(winner).toBeInstanceOf(CancelledError);
    expect(log).toEqual(["0 s: one begins", "1 s: one is destroyed"]);
  });
});
