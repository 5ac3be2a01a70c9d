import { gather, sleep } from "timeloom";
import { always, network, simulatedWorld } from "timeloom/testing";
import type { Model } from "./model.ts";
import { once, persist, ask, serve } from "./wire.ts";

// Whoever holds a lease believes that he alone may write until it ends; his clock, or the network, may be slow. So the store takes no
// write with an older token. See Kleppmann: How to do distributed locking, 2016. Needs fakeGlobals(): the hosts read the date.

export const model: Model = {
  id: "lease-lock",
  title: "A lock is leased for 5 s; no write of an earlier holder comes after one of a later holder",
  world: simulatedWorld({
    hosts: { control: {}, lock: {}, store: {}, anna: { clock: [0, 3, -3] }, ben: { clock: [0, 3, -3] } },
    link: { latency: [0.01] },
    lookupLatency: [0.001],
    faults: ["reset", "loseReply", "slow", "cut"],
    mostFaults: 3,
  }),
  fixed: () => leases(true),
  planted: [{ mistake: "the store takes any write of a holder", program: () => leases(false) }],
};

async function leases(checksTokens: boolean): Promise<void> {
  const written: number[] = [];
  always(() => written.every((token, at) => at === 0 || token >= (written[at - 1] ?? 0)));

  const lease = { token: 0, until: 0 }; // on disk
  void network.host("lock").run(() => lock(lease));
  void network.host("store").run(() => store(written, checksTokens));
  await sleep(0.1);
  const workers = ["anna", "ben"].map((name) => network.host(name).run(() => work(3)));
  await gather(...workers);
}

async function lock(lease: Lease): Promise<void> {
  await serve(() => {
    const now = Date.now();
    if (lease.until > now) return { token: 0, until: 0 };
    lease.token += 1;
    lease.until = now + 5_000;
    return lease;
  });
}

/** Write `times` times under a lock, at the end of some work that takes a while. */
async function work(times: number): Promise<void> {
  for (let left = times; left > 0; left--) {
    const { token, until } = await persist(async () => {
      const lease = await ask<Lease>("lock", {});
      return lease.token === 0 ? undefined : lease;
    }, 0.5);
    while (Date.now() < until) {
      await once(() => ask("store", { token }));
      await sleep(1.5);
    }
  }
}

async function store(written: number[], checksTokens: boolean): Promise<void> {
  let newest = 0; // of one life: the store of this model does not crash
  await serve(({ token }: Lease) => {
    if (checksTokens && token < newest) return { refused: true };
    newest = Math.max(newest, token);
    written.push(token);
    return { refused: false };
  });
}

interface Lease {
  token: number;
  /** Milliseconds since 1970. */
  until: number;
}
