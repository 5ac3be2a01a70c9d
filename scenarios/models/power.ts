import { sleep } from "timeloom";
import { network, simulate } from "timeloom/testing";

/**
 * Whether the power of a host fails is a choice of the search, now and then: then the host crashes and begins again at once.
 *
 * @param moments - How often it may fail.
 * @param pause - Seconds between two moments.
 */
export async function failingPower(hosts: readonly string[], moments: number, pause: number): Promise<void> {
  const power = simulate(
    { of: async (_host: string) => undefined },
    { latency: [0], failures: [new Error("no power")] },
  );
  for (let i = 0; i < moments; i++) {
    for (const host of hosts) {
      const holds = await power.of(host).then(
        () => true,
        () => false,
      );
      if (!holds) void network.host(host).restart();
    }
    await sleep(pause);
  }
}
