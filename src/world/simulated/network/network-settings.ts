import { anything } from "../../../core/arguments/kind.ts";
import { describe } from "../../../core/arguments/describe.ts";
import { list } from "../../../core/arguments/list.ts";
import { requireOptions, type Options } from "../../../core/arguments/require-options.ts";
import { requireAbove0, requireNumber, requireWholeNumber } from "../../../core/arguments/require-number.ts";
import { typeError } from "../../../core/errors/type-error.ts";
import { ValueError } from "../../../core/errors/value-error.ts";
import { allFaults, type FaultSettings } from "./faults/connection-faults.ts";
import { familyOf, isLoopback, isWildcard } from "./family-of.ts";

/** Options of `simulatedWorld()` for its network. */
export interface NetworkSettings extends FaultSettings {
  /** The hosts, by their names. The program begins on the first one; `onHost()` runs code on another. Default: one, `localhost`. */
  readonly hosts?: Readonly<Record<string, HostSettings>>;
  /** What the way from any host to any host is like, itself included. */
  readonly link?: LinkSettings;
  /** What single ways are like, `"web → db"` (or `"web -> db"`) one way and `"web - db"` both ways: what is set replaces that of `link`. */
  readonly links?: Readonly<Record<string, LinkSettings>>;
  /** Seconds that the answer of a name service takes, as `latency` of a link. */
  readonly lookupLatency?: readonly number[];
}

/** A host of a simulated network. */
export interface HostSettings {
  /** Its address or addresses. Default: `10.0.0.1` for the first host, and so on. Each host also has `127.0.0.1` and `::1`. */
  readonly address?: string | readonly string[];
  /** The names in the certificate that the host shows if a server of it is given none. Default: its own name and `localhost`. */
  readonly certificate?: readonly string[];
  /**
   * Seconds by which its wall clock is ahead of loop time, or behind it if below 0: the first by default, a search tries the others, one
   * for a whole run. It shows where code reads the date: `Date.now()` under `fakeGlobals()`. `loop.time()` and `performance.now()` measure
   * how much time has passed, and are right on every host. Default: `[0]`.
   */
  readonly clock?: readonly number[];
}

/** One way between two hosts. What may vary is a list, whose first entry is the default. */
export interface LinkSettings {
  /**
   * Seconds that a segment takes: the first by default, any of them where the level lets latencies vary. Without latencies, it
   * arrives at any time.
   */
  readonly latency?: readonly number[];
  /** Bytes per second. Default: no limit. */
  readonly bandwidth?: number;
  /** Bytes that may be under way in one direction of a connection; more wait at the writer. Default: 65,536. */
  readonly window?: number;
  /**
   * How much of a write arrives at once: bytes, a fraction below 1, or `Infinity` for all of it. Default: `[Infinity]`. Whatever the
   * list, two writes may arrive as one.
   */
  readonly sizes?: readonly number[];
  /**
   * What may go wrong, as a choice of the search: by default nothing. `refuse` and `timeout` a connection, `reset` it when a
   * segment arrives; `lose`, `duplicate` or `reorder` a datagram.
   */
  readonly faults?: readonly LinkFault[];
  /** Whether everything on this way is lost: nobody answers, and connections time out. Default: false. */
  readonly drops?: boolean;
}

/** What may go wrong on a link. */
export type LinkFault = "refuse" | "timeout" | "reset" | "lose" | "duplicate" | "reorder";

/** The options of a network. */
export const networkOptions: Options<NetworkSettings> = {
  hosts: anything,
  link: anything,
  links: anything,
  lookupLatency: anything,
  faults: anything,
  mostFaults: anything,
};

const hostOptions: Options<HostSettings> = { address: anything, certificate: anything, clock: anything };
const linkOptions: Options<LinkSettings> = {
  latency: anything,
  bandwidth: anything,
  window: anything,
  sizes: anything,
  faults: anything,
  drops: anything,
};
const linkFaults: readonly string[] = [
  "refuse",
  "timeout",
  "reset",
  "lose",
  "duplicate",
  "reorder",
] satisfies LinkFault[];

/**
 * @throws {TypeError} If a setting has the wrong type.
 * @throws {ValueError} If a value is none, or a link names a host that does not exist.
 */
export function requireNetworkSettings(settings: NetworkSettings): void {
  const { hosts, link, links = {}, lookupLatency, faults, mostFaults } = settings;
  requireHosts(hosts);
  if (link !== undefined) requireLink("link", link);
  requireLatency("lookupLatency", lookupLatency);
  if (faults !== undefined) requireFaults("the world", faults, allFaults);
  if (mostFaults !== undefined && mostFaults !== Infinity) requireWholeNumber("mostFaults", mostFaults, 1, "1");
  requireRecord("links", links);
  for (const [way, settings] of Object.entries(links)) {
    requireLink(`links["${way}"]`, settings);
    waysOf(way, hostNames(hosts));
  }
}

/** The names of the hosts, the first one first. */
export function hostNames(hosts: NetworkSettings["hosts"]): readonly string[] {
  return hosts === undefined ? ["localhost"] : Object.keys(hosts);
}

/** The ways that the name of a link means, as pairs of hosts. @throws {ValueError} If it means none. */
export function waysOf(name: string, known: readonly string[]): readonly (readonly [string, string])[] {
  const [, from = "", arrow = "", to = ""] = /^(.+?) (→|->|-) (.+)$/.exec(name) ?? [];
  for (const host of [from, to]) {
    if (known.includes(host)) continue;
    const text = arrow === "" ? `Invalid name of a link: "${name}"` : `Unknown host in the link "${name}": ${host}`;
    throw new ValueError(text, `name two of the hosts ${list(known)}, as "web → db" or "web - db"`);
  }
  const there = [from, to] as const;
  return arrow === "-" ? [there, [to, from]] : [there];
}

function requireHosts(hosts: NetworkSettings["hosts"]): void {
  if (hosts === undefined) return;
  requireRecord("hosts", hosts);
  if (Object.keys(hosts).length === 0) throw new ValueError("Invalid hosts: none", "name one: hosts: { web: {} }");
  const taken = new Map<string, string>();
  for (const [name, settings] of Object.entries(hosts)) {
    requireName(name);
    requireOptions(`the host ${name}`, settings, hostOptions);
    const { address, certificate, clock } = settings;
    if (clock !== undefined) requireClock(`clock of the host ${name}`, clock);
    if (certificate !== undefined) requireList(`certificate of the host ${name}`, certificate, "name");
    if (address !== undefined && typeof address !== "string") {
      requireList(`address of the host ${name}`, address, "address");
    }
    for (const one of addressesOf(address)) requireAddress(name, one, taken);
  }
}

/** The addresses in the settings of a host. */
export function addressesOf(address: HostSettings["address"]): readonly string[] {
  return typeof address === "string" ? [address] : (address ?? []);
}

function requireName(name: string): void {
  if (/^[a-z\d](?:[\w.-]*[a-z\d])?$/i.test(name) && familyOf(name) === 0) return;
  throw new ValueError(`Invalid name of a host: ${describe(name)}`, "use letters, digits, dots and dashes");
}

function requireAddress(name: string, address: unknown, taken: Map<string, string>): void {
  if (typeof address !== "string" || familyOf(address) === 0 || isWildcard(address) || isLoopback(address)) {
    const hint = 'pass an IP address of the network, such as "10.0.0.2"; every host has 127.0.0.1 and ::1';
    throw new ValueError(`Invalid address of the host ${name}: ${describe(address)}`, hint);
  }
  const other = taken.get(address);
  if (other !== undefined) {
    throw new ValueError(`The hosts ${other} and ${name} have one address: ${address}`, "give each its own");
  }
  taken.set(address, name);
}

function requireLink(name: string, settings: LinkSettings): void {
  requireOptions(`a link`, settings, linkOptions);
  const { latency, bandwidth, window, sizes, faults, drops } = settings;
  requireLatency(`latency of ${name}`, latency);
  if (bandwidth !== undefined) requireAbove0(`bandwidth of ${name}`, bandwidth);
  if (window !== undefined) requireAbove0(`window of ${name}`, window);
  if (sizes !== undefined) requireList(`sizes of ${name}`, sizes, "number");
  for (const size of sizes ?? []) requireSize(name, size);
  if (faults !== undefined) requireFaults(name, faults, linkFaults);
  if (drops !== undefined && typeof drops !== "boolean") {
    throw typeError(`drops of ${name} must be true or false, got ${describe(drops)}`, "drops: true");
  }
}

function requireFaults(name: string, faults: unknown, known: readonly string[]): void {
  requireList(`faults of ${name}`, faults, "fault");
  for (const fault of faults) {
    if (typeof fault === "string" && known.includes(fault)) continue;
    throw new ValueError(`Unknown fault of ${name}: ${describe(fault)}`, `the faults are ${list(known)}`);
  }
}

function requireSize(name: string, size: unknown): void {
  const fits = (value: number): boolean => value > 0 && (value < 1 || value === Infinity || Number.isInteger(value));
  requireNumber(`size of ${name}`, size, fits, "pass a whole number of bytes, a fraction below 1, or Infinity");
}

function requireLatency(name: string, latency: unknown): void {
  if (latency === undefined) return;
  requireList(name, latency, "number of seconds");
  for (const seconds of latency) {
    requireNumber(name, seconds, (value) => value >= 0 && value < Infinity, "pass finite numbers of seconds");
  }
}

function requireClock(name: string, clock: unknown): void {
  requireList(name, clock, "number of seconds");
  for (const seconds of clock) {
    requireNumber(name, seconds, Number.isFinite, "pass finite numbers of seconds, such as [0, 0.5, -0.5]");
  }
}

function requireList(name: string, values: unknown, of: string): asserts values is readonly unknown[] {
  const hint = `list one ${of} or more`;
  if (!Array.isArray(values)) throw typeError(`${name} must be a list, got ${describe(values)}`, hint);
  if (values.length === 0) throw new ValueError(`Invalid ${name}: an empty list`, hint);
}

function requireRecord(name: string, value: unknown): void {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return;
  throw typeError(`${name} must be an object, got ${describe(value)}`, `${name}: { name: { … } }`);
}
