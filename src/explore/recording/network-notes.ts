import type { Actor, ActorKind, Passage } from "../../core/contracts/actor.ts";
import type { LoopCore, TaskCore } from "../../core/contracts/loop-core.ts";
import { contextOf } from "../../core/context/context.ts";
import { network } from "../../net/network.ts";
import { hostNameIn, hostVariable } from "../../world/simulated/network/hosts.ts";
import { SimulatedNetwork } from "../../world/simulated/network/simulated-network.ts";
import type { Names } from "../schedule/names.ts";
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
  /** What is lost, or held up, and what happens to hosts: rows of their own. */
  #events: (Passage | HostEvent)[] = [];

  /** Something leaves in the step `step`. */
  sent(loop: LoopCore | undefined, lane: Actor, bytes: Uint8Array | undefined, isReply: boolean, step: number): void {
    let notes = this.#lanes.get(lane);
    if (notes === undefined) this.#lanes.set(lane, (notes = { sendings: [], labels: new WireLabels() }));
    notes.sendings.push({ step, label: bytes && notes.labels.label(bytes, isReply) });
    this.#home ??= homeOf(loop);
  }

  /** Something happens to a host in the step `step`. */
  happened(loop: LoopCore | undefined, event: HostEvent): void {
    this.#home ??= homeOf(loop);
    this.#events.push(event);
  }

  /** `entry` begins to wait. */
  scheduled(entry: Actor): void {
    if (entry.kind === "task") return;
    if (!this.#hosts.has(entry)) this.#hosts.set(entry, hostVariable.get("") || this.#here);
    const { passage } = entry;
    if (passage === undefined) return;
    const isStopped = passage.state !== undefined && (passage.lane === entry) === (passage.state !== "held up");
    const isKnown = this.#events.some((event) => "lane" in event && event.lane === passage.lane);
    if (isStopped && !isKnown) this.#events.push(passage);
  }

  /** The rows of what was lost or held up, or has happened to hosts, since the last call. @param last - The step before them. */
  takeRows(paths: Names, last: LastStep = { path: "", kind: "task", time: 0 }): readonly NetworkRow[] {
    if (this.#events.length === 0) return none;
    const events = this.#events;
    this.#events = [];
    return events.flatMap((event) => {
      if ("text" in event) return rowOf(event, paths, last.time);
      const { lane, to: host } = event;
      const path = paths.path(lane);
      // A way that is found to be cut in the lane's own turn was told in that turn.
      if (last.path === path && last.kind === "arrival") return [];
      const crossing = this.crossing(event, false);
      const wakeUp = paths.turns(lane) + 1;
      const name = this.titleOf(lane);
      return { path, name, wakeUp, time: last.time, wokenBy: crossing.sentAt, host, says: undefined, crossing };
    });
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

/** What happens to a host, and has no turn. */
interface HostEvent {
  /** `db crashes`. */
  readonly text: string;
  readonly host: string;
  /** By which the search let it happen, if the body did not. */
  readonly choice: Actor | undefined;
  /** The index of the step in which it happens. */
  readonly step: number;
}

/** The step after which something happens that has no turn. */
interface LastStep {
  readonly path: string;
  readonly kind: ActorKind;
  readonly time: number;
}

/** A step without a turn: what is lost or held up may have no other, and what happens to a host has none. */
interface NetworkRow {
  readonly path: string;
  readonly name: string;
  readonly wakeUp: number;
  readonly time: number;
  readonly wokenBy: number | undefined;
  readonly host: string;
  readonly says: string | undefined;
  readonly crossing: Crossing | undefined;
}

/** In the lane of the host; what the search has chosen is at its choice. */
function rowOf({ text, host, choice, step }: HostEvent, paths: Names, time: number): NetworkRow {
  const path = choice === undefined ? `host ${host}` : paths.path(choice);
  const wakeUp = choice === undefined ? 0 : paths.turns(choice) + 1;
  const wokenBy = step === -1 ? undefined : step;
  return { path, name: text, wakeUp, time, wokenBy, host, says: text, crossing: undefined };
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

const none: readonly never[] = [];
