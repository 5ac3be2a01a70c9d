import { touchWorld } from "../../../core/context/touch.ts";
import type { Actor } from "../../../core/contracts/actor.ts";
import { numbered, titled } from "../../../loop/scheduler/choices.ts";
import type { LinkFault, LinkSettings } from "./network-settings.ts";

/** One way between two hosts, with the alternatives of everything that may vary on it. */
export class Link {
  /** The names of the hosts. */
  readonly from: string;
  readonly to: string;
  /** Seconds; none if a segment arrives at any time. */
  readonly latencies: readonly number[];
  readonly latencyOptions: readonly Actor[];
  /** Bytes per second. */
  readonly bandwidth: number;
  /** Bytes under way in one direction of a connection. */
  readonly window: number;
  readonly sizes: readonly number[];
  readonly sizeOptions: readonly Actor[];
  /** Whether everything is lost. */
  readonly drops: boolean;
  /** What may happen to a request to connect, a segment, a datagram: the first option is nothing. */
  readonly connectFaults: readonly Actor[];
  readonly segmentFaults: readonly Actor[];
  readonly datagramFaults: readonly Actor[];
  /** Whether a datagram may overtake another. */
  readonly reorders: boolean;
  /** What waits until the way is no longer cut, in the order in which it was stopped; undefined while the way is whole. */
  #stopped: Set<Stopped> | undefined = undefined;
  /** Why the way is cut: it is whole once all of the reasons are over. */
  readonly #cuts = new Set<unknown>();

  constructor(settings: LinkSettings, from: string, to: string) {
    const {
      latency = [],
      bandwidth = Infinity,
      window = 65_536,
      sizes = [Infinity],
      faults = [],
      drops = false,
    } = settings;
    this.from = from;
    this.to = to;
    this.latencies = latency;
    this.latencyOptions = numbered(latency.length);
    this.bandwidth = bandwidth;
    this.window = window;
    this.sizes = sizes;
    this.sizeOptions = titled(sizes.map((size, at) => (at === 0 ? "0" : wordOf(size))));
    this.drops = drops;
    const among = (...known: LinkFault[]): readonly Actor[] =>
      titled(["0", ...faults.filter((fault) => known.includes(fault))]);
    this.connectFaults = among("refuse", "timeout");
    this.segmentFaults = among("reset");
    this.datagramFaults = among("lose", "duplicate");
    this.reorders = faults.includes("reorder");
  }

  /** Whether nothing comes through for now. */
  get isCut(): boolean {
    touchWorld(this, "read");
    return this.#stopped !== undefined;
  }

  /** Let nothing through, until `heal()` of the same reason. */
  cut(reason: unknown): void {
    touchWorld(this, "write");
    this.#cuts.add(reason);
    this.#stopped ??= new Set();
  }

  /** A reason is over: if it was the last, what is sent again and again comes through now. */
  heal(reason: unknown): void {
    touchWorld(this, "write");
    this.#cuts.delete(reason);
    if (this.#cuts.size > 0) return;
    const stopped = this.#stopped ?? [];
    this.#stopped = undefined;
    for (const each of stopped) each.goOn();
  }

  /** `what` goes on when the way is healed, unless it has given up. */
  stop(what: Stopped): void {
    touchWorld(this, "write");
    this.#stopped?.add(what);
  }

  gaveUp(what: Stopped): void {
    touchWorld(this, "write");
    this.#stopped?.delete(what);
  }
}

/** Something that waits for a way that is cut. */
interface Stopped {
  goOn(): void;
}

/** How a schedule writes that the first part of a segment comes alone: `first-1`, `first-0.5`. */
function wordOf(size: number): string {
  return size === Infinity ? "whole" : `first-${size}`;
}
