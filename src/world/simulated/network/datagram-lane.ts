import type { Actor } from "../../../core/contracts/actor.ts";
import { titled } from "../../../loop/scheduler/choices.ts";
import { Lane, type UnderWay } from "./lane.ts";

/** The datagrams from one socket to one host. They keep their order unless the link reorders them. */
export class DatagramLane extends Lane<Datagram> {
  protected override named({ data, number }: Datagram): string {
    return data === undefined ? "refusal" : `datagram ${number}`;
  }

  protected override bytesOf({ data }: Datagram): Uint8Array | undefined {
    return data;
  }

  protected override faultsOf({ isCopy }: Datagram): readonly Actor[] {
    return isCopy === true ? [] : this.link.datagramFaults;
  }

  /** Nobody waits for an answer: what a link drops is gone at once. */
  protected override patienceFor(): number {
    return 0;
  }

  protected override arrive(datagram: Datagram, fault: string | undefined): void {
    if (fault === "lose" || fault === "timeout") return;
    if (fault === "duplicate") this.send({ ...datagram, isCopy: true });
    datagram.arrive();
  }

  protected override meets(first: UnderWay<Datagram>, next: UnderWay<Datagram>): UnderWay<Datagram> | undefined {
    if (!this.link.reorders || next.parcel.number < first.parcel.number) return undefined; // each is overtaken once
    if (this.chosen("fault", overtaking) === undefined) return undefined;
    return { ...next, next: { ...first, next: next.next } };
  }
}

const overtaking = titled(["0", "reorder"]);

/** A datagram, or word that nobody takes it. */
export interface Datagram {
  readonly data: Uint8Array | undefined;
  /** Counts the datagrams of one socket, from 1. */
  readonly number: number;
  /** Whether it was duplicated on the way. */
  readonly isCopy?: boolean;
  arrive(): void;
}
