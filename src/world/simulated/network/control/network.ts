import { tellOpaque } from "../../../../core/context/touch.ts";
import { ValueError } from "../../../../core/errors/value-error.ts";
import type { Link } from "../link.ts";
import { hostNamed } from "./host-named.ts";
import { SimulatedHost } from "./simulated-host.ts";
import { simulatedNetworkHere } from "./simulated-network-here.ts";

/**
 * What the body of a run does to the network of its simulated world: a control, not the network itself. What the network is like is said before
 * the run, by `simulatedWorld()`; `simulateNetwork()` puts other people's code on it. Works for sockets of timeloom and, with that, for
 * everybody's.
 *
 * @example
 * ```ts
 * const world = simulatedWorld({ hosts: { web: {}, db: {} } });
 * await run(async () => {
 *   network.partition("web", "db");
 *   await assert.rejects(async () => await openConnection("db", 5432), { code: "ETIMEDOUT" });
 *   network.heal();
 *   await assert.rejects(async () => await openConnection("db", 5432), { code: "ECONNREFUSED" });
 * }, { loopFactory: virtualLoop({ world }) });
 * ```
 */
export const network: NetworkControl = {
  host: (name) => new SimulatedHost(hostNamed(name)),
  partition(from, to, { oneWay = false } = {}) {
    for (const link of waysBetween(from, to, oneWay)) link.cut(partition);
    happened(from, oneWay ? `${from} no longer reaches ${to}` : `${from} and ${to} lose each other`);
  },
  heal(from, to, { oneWay = false } = {}) {
    const links = from === undefined ? simulatedNetworkHere().hosts.used() : waysBetween(from, to ?? "", oneWay);
    for (const link of links) link.heal(partition);
    if (from === undefined) happened(simulatedNetworkHere().hosts.here().name, "all hosts reach each other again");
    else happened(from, oneWay ? `${from} reaches ${to} again` : `${from} and ${to} reach each other again`);
  },
  calm() {
    const { engine, hosts } = simulatedNetworkHere();
    const { choices } = engine.parts;
    tellOpaque(); // every choice of a fault is another one from now on
    if (choices !== undefined) choices.isFaultFree = true;
    happened(hosts.here().name, "no faults from now on");
  },
};

/** Hosts that crash, ways that are cut. */
export interface NetworkControl {
  /**
   * A host of the running loop's simulated world.
   *
   * @throws {RuntimeError} If no loop runs, or the loop has no simulated world.
   * @throws {ValueError} If there is no such host.
   */
  host(name: string): SimulatedHost;
  /**
   * Let nothing through between two hosts, until `heal()`. Nobody is told: what is sent is repeated, and arrives if the way is healed in
   * time. If not, a request to connect fails with `ETIMEDOUT` after 127 s, and bytes break their connection after 924.6 s. Datagrams are lost.
   *
   * @throws {RuntimeError} If no loop runs, or the loop has no simulated world.
   * @throws {ValueError} If there is no such host, or only one.
   */
  partition(from: string, to: string, settings?: PartitionSettings): void;
  /**
   * End the partition of two hosts; without names, all partitions.
   *
   * @throws {RuntimeError} If no loop runs, or the loop has no simulated world.
   * @throws {ValueError} If there is no such host, or only one.
   */
  heal(from?: string, to?: string, settings?: PartitionSettings): void;
  /**
   * From now on no fault of the search happens in this run, also none of `simulate()`. What has begun ends as it would: a `cut` after 30 s.
   * Partitions, and hosts that have crashed, stay as they are.
   *
   * @throws {RuntimeError} If no loop runs, or the loop has no simulated world.
   */
  calm(): void;
}

/** Options of `partition()` and `heal()`. */
export interface PartitionSettings {
  /** Only the way from the first host to the second, not back. Default: false. */
  readonly oneWay?: boolean;
}

/** Let reports know. */
function happened(host: string, text: string): void {
  simulatedNetworkHere().engine.probes.all?.happened?.(text, host);
}

/** The reason of a partition: faults have their own. */
const partition = Symbol("partition");

function waysBetween(from: string, to: string, oneWay: boolean): readonly Link[] {
  const { hosts } = simulatedNetworkHere();
  const [one, other] = [hostNamed(from), hostNamed(to)];
  if (one === other) throw new ValueError(`Invalid partition: ${from} and ${to} are one host`, "name two hosts");
  const there = hosts.link(one, other);
  return oneWay ? [there] : [there, hosts.link(other, one)];
}
