import { tellVisible, touchWorld } from "../../../core/context/touch.ts";
import type { Actor, Passage } from "../../../core/contracts/actor.ts";
import type { TimerEntry } from "../../../core/contracts/loop-core.ts";
import type { Engine } from "../../../loop/engine.ts";
import { slowed, slowness } from "./faults/connection-faults.ts";
import { Patience } from "./faults/patience.ts";
import type { Link } from "./link.ts";

/**
 * One direction of a connection, or of the datagrams from a socket to a host: what is under way, in order.
 *
 * Only the first parcel is expected, so nothing overtakes; and a lane on which nothing is under way expects nothing. The lane itself
 * is what arrives, once for each parcel: a schedule names the third arrival on it `main.x0@3`.
 */
export abstract class Lane<P extends object> implements TimerEntry {
  readonly kind = "arrival";
  readonly isMacrotask = true;
  readonly isTold = true;
  protected readonly engine: Engine;
  protected readonly link: Link;
  readonly #way: string;
  #first: UnderWay<P> | undefined = undefined;
  #last: UnderWay<P> | undefined = undefined;
  /** What happens to the first parcel, as chosen. */
  #fault: string | undefined = undefined;
  #isExpected = false;
  /** Ends the wait for a way that is cut. */
  #patience: Patience | undefined = undefined;
  /** Whether the first parcel is only a part: then the rest does not come with it. */
  #isSplit = false;
  /** How many parcels were sent. */
  #sendings = 0;
  /** When the last parcel has left the sender, where the bandwidth is limited. */
  #clearAt = 0;
  deadline = 0;
  scheduled = false;
  skipped = false;

  /** @param way - How reports call it: `web → db:5432`. */
  constructor(engine: Engine, link: Link, way: string) {
    this.engine = engine;
    this.link = link;
    this.#way = way;
    engine.parts.choices?.mayFail();
  }

  /** What arrives next, for reports. */
  get title(): string {
    const first = this.#first;
    return first === undefined ? this.#way : `${this.#way}: ${this.named(first.parcel)}`;
  }

  get passage(): Passage | undefined {
    const first = this.#first;
    if (first === undefined) return undefined;
    const { parcel, sending, fault } = first;
    const { from, to } = this.link;
    const [sender = from] = this.#way.split(" → ");
    const bytes = this.sizeOf(parcel);
    const what = this.named(parcel);
    return { lane: this, from, to, sender, what, sending, bytes, fault, state: this.#stateOf(fault) };
  }

  #stateOf(fault: string | undefined): Passage["state"] {
    if (isSilence(this.#fault)) return "lost";
    if (this.link.isCut) return "held up";
    return fault === slowed ? "delayed" : undefined;
  }

  /** Put `parcel` on its way. @param delay - Seconds before it leaves. */
  send(parcel: P, delay: number = 0): void {
    touchWorld(this, "write");
    const sentAt = this.engine.time() + delay;
    const last: UnderWay<P> = { parcel, sentAt, next: undefined, sending: this.#sendings++, fault: undefined };
    this.engine.probes.all?.sent?.(this, this.bytesOf(parcel), this.isReply);
    if (this.#last === undefined) this.#first = last;
    else this.#last.next = last;
    this.#last = last;
    if (this.#first === last) this.#expect(last);
  }

  /** Nothing on this lane arrives any more. */
  drop(): void {
    touchWorld(this, "write");
    if (this.skipped || this.#first === undefined) return;
    this.skipped = true;
    this.link.gaveUp(this);
    this.#patience?.end(this.engine);
    this.engine.cancelled(this);
  }

  runTurn(): void {
    tellVisible();
    touchWorld(this, "write");
    const first = this.#first;
    this.#isExpected = false;
    if (first === undefined || this.skipped) return;
    if (this.link.isCut && !isSilence(this.#fault)) return this.#stop(first);
    this.#bring(first);
  }

  /** The way is cut: the first parcel is sent again and again, until the way is healed or the sender gives up. */
  #stop(first: UnderWay<P>): void {
    this.#isExpected = true;
    this.link.stop(this);
    const deadline = this.engine.time() + this.patienceFor(first.parcel);
    const patience = new Patience(this.title, deadline, () => {
      touchWorld(this, "write");
      this.link.gaveUp(this);
      this.#patience = undefined;
      this.#isExpected = false;
      this.#fault = "timeout";
      if (!this.skipped) this.#bring(first);
    });
    this.#patience = patience;
    patience.passage = this.passage;
    this.engine.addTimer(patience);
  }

  /** The way is healed. */
  goOn(): void {
    touchWorld(this, "write");
    this.#patience?.end(this.engine);
    this.#patience = undefined;
    const first = this.#first;
    if (first === undefined || this.skipped) return;
    first.sentAt = Math.max(first.sentAt, this.engine.time()); // once more
    this.#expect(first);
  }

  #bring(first: UnderWay<P>): void {
    const fault = this.#fault;
    const { next } = first;
    if (next !== undefined && fault === undefined && !this.#isSplit && this.#isThere(next)) {
      const changed = this.meets(first, next);
      if (changed !== undefined) return this.#goOnWith(changed);
    }
    this.#first = next;
    if (next === undefined) this.#last = undefined;
    this.arrive(first.parcel, fault);
    if (this.#first !== undefined && !this.#isExpected) this.#expect(this.#first);
  }

  /** The parcel behind the first has a turn of its own, at once: whatever the strategy, no other comes between. */
  #goOnWith(first: UnderWay<P>): void {
    this.#first = first;
    if (first.next === undefined) this.#last = first;
    else if (first.next.next === undefined) this.#last = first.next;
    this.#splitFirst(first);
    this.#isExpected = true;
    this.engine.scheduler.interpose(this);
  }

  /** Whether a later parcel can be there by now, too. */
  #isThere({ sentAt }: UnderWay<P>): boolean {
    const { latencies, bandwidth } = this.link;
    return bandwidth === Infinity && sentAt + (latencies[0] ?? 0) <= this.engine.time();
  }

  /** The first parcel is on its way. */
  #expect(first: UnderWay<P>): void {
    const { engine, link } = this;
    const { latencies, bandwidth, drops } = link;
    this.#isExpected = true;
    this.#fault = drops ? "timeout" : this.chosen("fault", this.faultsOf(first.parcel));
    first.fault ??= this.#fault;
    if (isSilence(this.#fault)) return this.#arriveAt(engine.time() + this.patienceFor(first.parcel));
    const slower = this.#fault === slowed ? slowness : 0;
    if (this.#fault === "cut") this.cut();
    if (this.#fault === slowed || this.#fault === "cut") this.#fault = undefined;
    if (this.link.isCut) return this.#stop(first);
    this.#splitFirst(first);
    const isTimed = slower > 0 || latencies.length > 0 || bandwidth < Infinity || first.sentAt > engine.time();
    if (!isTimed) return engine.expectArrival(this);
    const at = latencies.length > 1 ? engine.choose("latency", this, link.latencyOptions) : 0;
    const leaves = Math.max(first.sentAt, this.#clearAt) + this.sizeOf(first.parcel) / bandwidth;
    this.#clearAt = leaves;
    this.#arriveAt(Math.max(engine.time(), leaves + (latencies[at] ?? 0)) + slower);
  }

  #splitFirst(first: UnderWay<P>): void {
    const rest = this.split(first);
    this.#isSplit = rest !== undefined;
    if (rest === undefined) return;
    if (this.#last === first) this.#last = rest;
    first.next = rest;
  }

  #arriveAt(deadline: number): void {
    this.deadline = deadline;
    this.engine.addTimer(this);
  }

  /** Choose one of `options`. @returns its title; undefined for the first */
  protected chosen(kind: "fault" | "size", options: readonly Actor[]): string | undefined {
    const at = options.length > 1 ? this.engine.choose(kind, this, options) : 0;
    return at === 0 ? undefined : options[at]?.title;
  }

  /** How reports call a parcel: `segment 3`. */
  protected abstract named(parcel: P): string;
  protected abstract bytesOf(parcel: P): Uint8Array | undefined;
  /** What may happen to `parcel`. */
  protected abstract faultsOf(parcel: P): readonly Actor[];
  /** Seconds after which the sender gives up, if nobody answers. */
  protected abstract patienceFor(parcel: P): number;
  protected abstract arrive(parcel: P, fault: string | undefined): void;
  /** Whether what it carries answers whoever has asked for the connection. */
  protected get isReply(): boolean {
    return false;
  }

  protected sizeOf(parcel: P): number {
    return this.bytesOf(parcel)?.length ?? 0;
  }

  /** The two hosts lose each other for a while. */
  protected cut(): void {}

  /** Let only a part of the first parcel arrive. @returns what follows it then */
  protected split(_first: UnderWay<P>): UnderWay<P> | undefined {
    return undefined;
  }

  /** Whether `first` arrives together with `next`, or behind it. @returns what arrives first then, with all that follows */
  protected meets(_first: UnderWay<P>, _next: UnderWay<P>): UnderWay<P> | undefined {
    return undefined;
  }
}

/** Whether a fault shows by silence only. */
function isSilence(fault: string | undefined): boolean {
  return fault === "timeout" || fault === "loseReply";
}

/** A parcel that was sent and has not arrived. */
export interface UnderWay<P> {
  parcel: P;
  sentAt: number;
  next: UnderWay<P> | undefined;
  /** Which of all parcels of the lane it is, or a part of, from 0. */
  readonly sending: number;
  /** What it meets, as chosen. */
  fault: string | undefined;
}
