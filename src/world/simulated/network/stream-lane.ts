import type { Actor } from "../../../core/contracts/actor.ts";
import type { Engine } from "../../../loop/engine.ts";
import { titled } from "../../../loop/scheduler/choices.ts";
import type { ConnectionFaults } from "./faults/connection-faults.ts";
import { Lane, type UnderWay } from "./lane.ts";
import type { Link } from "./link.ts";

/** One direction of a connection. Bytes keep their order; writes may arrive in parts, or several at once. */
export class StreamLane extends Lane<Uint8Array | Signal> {
  readonly #receiver: StreamReceiver;
  readonly #faults: LaneFaults;
  /** How many segments have arrived. */
  #arrived = 0;

  constructor(engine: Engine, link: Link, way: string, receiver: StreamReceiver, faults: LaneFaults) {
    super(engine, link, way);
    this.#receiver = receiver;
    this.#faults = faults;
  }

  /** Bytes that may be under way, or be held back by a receiver that pauses. */
  get window(): number {
    return this.link.window;
  }

  protected override named(parcel: Uint8Array | Signal): string {
    return parcel instanceof Uint8Array ? `segment ${this.#arrived + 1}` : parcel.name;
  }

  protected override bytesOf(parcel: Uint8Array | Signal): Uint8Array | undefined {
    return parcel instanceof Uint8Array ? parcel : undefined;
  }

  protected override get isReply(): boolean {
    return this.#faults.isBack;
  }

  protected override faultsOf(parcel: Uint8Array | Signal): readonly Actor[] {
    const { all, isBack } = this.#faults;
    if (parcel instanceof Uint8Array) return all.ofSegment(this.link.segmentFaults, isBack);
    return parcel.isRequest === true ? all.ofRequest(this.link.connectFaults) : [];
  }

  protected override chosen(kind: "fault" | "size", options: readonly Actor[]): string | undefined {
    const title = super.chosen(kind, options);
    if (kind === "fault" && title !== undefined) this.#faults.all.happened();
    return title;
  }

  protected override cut(): void {
    this.#faults.cut();
  }

  protected override patienceFor(parcel: Uint8Array | Signal): number {
    return parcel instanceof Uint8Array ? patience.segment : (parcel.patience ?? patience.segment);
  }

  protected override arrive(parcel: Uint8Array | Signal, fault: string | undefined): void {
    if (!(parcel instanceof Uint8Array)) return parcel.arrive(fault);
    if (fault !== undefined) return this.#receiver.broke(fault);
    this.#arrived += 1;
    this.#receiver.segment(parcel);
  }

  protected override split(first: UnderWay<Uint8Array | Signal>): UnderWay<Uint8Array | Signal> | undefined {
    const { parcel } = first;
    if (!(parcel instanceof Uint8Array) || parcel.length < 2) return undefined;
    const { sizes, sizeOptions } = this.link;
    const size = sizes[sizes.length > 1 ? this.engine.choose("size", this, sizeOptions) : 0] ?? Infinity;
    const bytes = size < 1 ? Math.max(1, Math.floor(parcel.length * size)) : size;
    if (bytes >= parcel.length) return undefined;
    first.parcel = parcel.subarray(0, bytes);
    return { ...first, parcel: parcel.subarray(bytes), fault: undefined };
  }

  protected override meets(
    { parcel: first }: UnderWay<Uint8Array | Signal>,
    second: UnderWay<Uint8Array | Signal>,
  ): UnderWay<Uint8Array | Signal> | undefined {
    const { parcel } = second;
    if (!(first instanceof Uint8Array && parcel instanceof Uint8Array)) return undefined;
    if (this.chosen("size", together) === undefined) return undefined;
    this.#arrived += 1;
    const both = new Uint8Array(first.length + parcel.length);
    both.set(first);
    both.set(parcel, first.length);
    return { ...second, parcel: both };
  }
}

/** What may go wrong on a lane beside what its link says. */
export interface LaneFaults {
  readonly all: ConnectionFaults;
  /** Whether the lane leads to whoever has asked for the connection. */
  readonly isBack: boolean;
  /** Part the two hosts for a while. */
  cut(): void;
}

const together = titled(["0", "merged"]);

/** Something other than bytes on a connection: a request to connect, its answer, the end, a reset. */
export interface Signal {
  readonly name: string;
  /** Whether it asks for a connection, which may be refused. */
  readonly isRequest?: boolean;
  /** Seconds after which whoever waits for it gives up. */
  readonly patience?: number;
  arrive(fault: string | undefined): void;
}

/** The end of a connection to which a lane leads. */
export interface StreamReceiver {
  segment(data: Uint8Array): void;
  /** The connection has broken on the way: it is reset, or nobody answers. */
  broke(fault: string): void;
}

/** Seconds after which the sender gives up, as Linux does by default: requests to connect are repeated 6 times, segments 15 times. */
export const patience = { connect: 127, segment: 924.6 } as const;
