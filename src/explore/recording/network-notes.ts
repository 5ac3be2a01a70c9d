import type { Actor, Passage } from "../../core/contracts/actor.ts";
import type { LoopCore, TaskCore } from "../../core/contracts/loop-core.ts";
import { contextOf } from "../../core/context/context.ts";
import { network } from "../../net/network.ts";
import { hostNameIn, hostVariable } from "../../world/simulated/network/hosts.ts";
import { SimulatedNetwork } from "../../world/simulated/network/simulated-network.ts";
import { WireLabels } from "./wire/wire-labels.ts";

/** Notes which step sent what on a simulated network, what it was, and on which host each step runs. */
export class NetworkNotes {
  readonly #lanes = new Map<Actor, LaneNotes>();
  /** The hosts of timers, callbacks and calls: those of the code that set them. */
  readonly #hosts = new Map<Actor, string>();
  /** The host of code that is on none by name; undefined while nothing was sent. */
  #home: string | undefined = undefined;
  /** The mark of the step that runs: what arrives at a host sets callbacks there. */
  #here = "";
  /** What is lost, or held up: rows of their own. */
  #stopped: Passage[] = [];

  /** Something leaves in the step `step`. */
  sent(loop: LoopCore | undefined, lane: Actor, bytes: Uint8Array | undefined, isReply: boolean, step: number): void {
    let notes = this.#lanes.get(lane);
    if (notes === undefined) this.#lanes.set(lane, (notes = { sendings: [], labels: new WireLabels() }));
    notes.sendings.push({ step, label: bytes && notes.labels.label(bytes, isReply) });
    this.#home ??= homeOf(loop);
  }

  /** `entry` begins to wait. */
  scheduled(entry: Actor): void {
    if (entry.kind === "task") return;
    if (!this.#hosts.has(entry)) this.#hosts.set(entry, hostVariable.get("") || this.#here);
    const { passage } = entry;
    if (passage === undefined) return;
    const isStopped = passage.state !== undefined && (passage.lane === entry) === (passage.state !== "held up");
    if (isStopped && !this.#stopped.some(({ lane }) => lane === passage.lane)) this.#stopped.push(passage);
  }

  /** What was lost or held up since the last call. */
  takeStopped(): readonly Passage[] {
    if (this.#stopped.length === 0) return none;
    const stopped = this.#stopped;
    this.#stopped = [];
    return stopped;
  }

  /** What reports show of something under way. @param isOver - Whether it has its turn: what was lost is given up. */
  crossing({ lane, sending, state, ...shown }: Passage, isOver: boolean): Crossing {
    const { label, step } = this.#lanes.get(lane)?.sendings[sending] ?? {};
    const end = isOver && state !== "held up" ? (state === "lost" ? "given up" : undefined) : state;
    return { ...shown, state: end, label, sentAt: step === -1 ? undefined : step };
  }

  /** The name of `actor` in reports: `web → db:80: segment 1 (GET /orders/7)`. */
  titleOf({ title, passage }: Actor): string {
    const label = passage && this.#lanes.get(passage.lane)?.sendings[passage.sending]?.label;
    return label === undefined ? title : `${title} (${label})`;
  }

  /** What {@link hostIn} takes, for what has its turn. */
  mark(subject: Actor): string {
    const { kind, task = subject, passage } = subject;
    if (kind === "task") this.#here = contextOf(task as TaskCore).get(hostVariable) ?? "";
    else this.#here = passage?.to ?? this.#hosts.get(subject) ?? "";
    return this.#here;
  }

  /** The name of a host; undefined if the run has sent nothing on a network. */
  hostIn(mark: string): string | undefined {
    return this.#home === undefined || mark === "" ? this.#home : hostNameIn(mark);
  }
}

/** What is known of one direction: what was sent on it, in order. */
interface LaneNotes {
  readonly sendings: { readonly step: number; readonly label: string | undefined }[];
  readonly labels: WireLabels;
}

/** Something that crosses a simulated network, at the step in which it arrives, or is lost or held up. */
export interface Crossing extends Omit<Passage, "lane" | "sending" | "state"> {
  /** Whether it does not arrive, or not yet. */
  readonly state: Passage["state"] | "given up";
  /** What it is, where its bytes are plain: `GET /orders/7`, `UPDATE 1`. */
  readonly label: string | undefined;
  /** The index of the step that has sent it. */
  readonly sentAt: number | undefined;
}

function homeOf(loop: LoopCore | undefined): string | undefined {
  const net = loop?.service(network);
  return net instanceof SimulatedNetwork ? net.hosts.all()[0]?.name : undefined;
}

const none: readonly Passage[] = [];
