import { list } from "../../../core/arguments/list.ts";
import { touchWorld } from "../../../core/context/touch.ts";
import { ContextVar } from "../../../core/context/context.ts";
import { isLoopback } from "./family-of.ts";
import { type DatagramTarget, Host } from "./host.ts";
import { Link } from "./link.ts";
import type { StreamListener } from "./stream-listener.ts";
import { addressesOf, hostNames, type LinkSettings, type NetworkSettings, waysOf } from "./network-settings.ts";

/** The hosts of one simulated network, and the ways between them. */
export class Hosts {
  readonly #byName = new Map<string, NetworkHost>();
  readonly #byAddress = new Map<string, NetworkHost>();
  readonly #first: NetworkHost;
  /** What the ways are like that differ from all others, and the ways that are used. */
  readonly #own = new Map<string, LinkSettings>();
  readonly #links = new Map<string, Link>();
  readonly #link: LinkSettings;

  constructor({ hosts, link = {}, links = {} }: NetworkSettings) {
    const names = hostNames(hosts);
    const given = new Set(names.flatMap((name) => addressesOf(hosts?.[name]?.address)));
    let next = 1;
    for (const name of names) {
      const settings = hosts?.[name] ?? {};
      let addresses = name === "localhost" ? [] : addressesOf(settings.address);
      if (addresses.length === 0 && name !== "localhost") {
        while (given.has(`10.0.0.${next}`)) next += 1;
        addresses = [`10.0.0.${next++}`];
      }
      const host: NetworkHost = new Host(name, addresses, settings.certificate);
      this.#byName.set(name, host);
      for (const address of addresses) this.#byAddress.set(address, host);
    }
    this.#first = [...this.#byName.values()][0] as NetworkHost;
    this.#link = link;
    for (const [way, settings] of Object.entries(links)) {
      for (const [from, to] of waysOf(way, names)) this.#own.set(`${from} → ${to}`, { ...link, ...settings });
    }
  }

  /** The host of the code that runs now. */
  here(): NetworkHost {
    return this.#byName.get(hostNameIn(hostVariable.get(""))) ?? this.#first;
  }

  /** Whether the code that runs now is of a host that has crashed. */
  get isLost(): boolean {
    const here = this.here();
    const life = hostVariable.get("");
    return !here.isUp || (life !== "" && life !== lifeOf(here));
  }

  named(name: string): NetworkHost | undefined {
    return this.#byName.get(name);
  }

  /** The host that `from` reaches at `address`. */
  at(address: string, from: NetworkHost): NetworkHost | undefined {
    return isLoopback(address) ? from : this.#byAddress.get(address);
  }

  /** The host and name of an address. */
  nameOf(address: string): string | undefined {
    return isLoopback(address) ? "localhost" : this.#byAddress.get(address)?.name;
  }

  link(from: NetworkHost, to: NetworkHost): Link {
    const way = `${from.name} → ${to.name}`;
    let link = this.#links.get(way);
    touchWorld(this, link === undefined ? "write" : "read"); // the order in which they are made is that in which they are healed
    const settings = this.#own.get(way) ?? this.#link;
    if (link === undefined) this.#links.set(way, (link = new Link(settings, from.name, to.name)));
    return link;
  }

  /** The ways that anything has used. */
  used(): readonly Link[] {
    touchWorld(this, "read");
    return [...this.#links.values()];
  }

  all(): readonly NetworkHost[] {
    return [...this.#byName.values()];
  }

  /** The names of the hosts, as a sentence lists them. */
  get names(): string {
    return list([...this.#byName.keys()]);
  }
}

/** What {@link hostVariable} is for code that runs on `host` in its present life. */
export function lifeOf({ name, life }: Pick<NetworkHost, "name" | "life">): string {
  return life === 1 ? name : `${name}#${life}`;
}

/** The name of the host in a value of {@link hostVariable}. */
export function hostNameIn(life: string): string {
  const end = life.indexOf("#");
  return end === -1 ? life : life.slice(0, end);
}

/** A host with what this network binds to it. */
export type NetworkHost = Host<StreamListener, DatagramTarget>;

/** The host of the code that runs now, by its name and, from the second on, its life: `db`, `db#2`. Tasks inherit it from their creators, callbacks from whoever set them. */
export const hostVariable: ContextVar<string> = new ContextVar("timeloom.host", { default: "" });
