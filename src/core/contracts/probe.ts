import type { Actor } from "./actor.ts";
import type { Resource } from "./resource.ts";

/** Watches a run without taking part in it. Every run of the same program makes the same calls. */
export interface Probe {
  /** A task was made, in the turn that was announced last. */
  created?(task: Actor): void;
  /** `actor` begins to wait: for a turn, as a timer for its time, as a completion to arrive. Once per wake-up of a task. */
  scheduled?(actor: Actor): void;
  /** A scheduled actor is about to run. @param time - Loop time in seconds. */
  turn?(actor: Actor, time: number): void;
  /** The next turn belongs to the macrotask of the last one: no microtask has run in between. */
  joins?(): void;
  /** An iteration of the loop begins, with so many turns. At `any-order` other entries may take them. */
  iteration?(turns: number): void;
  /** The virtual clock moved to `time`, in seconds. */
  advanced?(time: number): void;
  /** `task` has taken `resource`. */
  acquired?(resource: Resource, task: Actor): void;
  /** `resource` was given back. */
  released?(resource: Resource): void;
  /** The running step has made `target`: no other step has seen it yet. @param name - What reports call it, if the user has said so. */
  made?(target: object, name?: string): void;
  /** The running step has called a method of the simulated `target`; `call` is what arrives later. */
  called?(call: Actor, target: object): void;
  /**
   * The running step read or wrote `part` of `target`; undefined: the whole of it. Two steps conflict if they touch the same part and
   * one of them writes.
   *
   * @param site - Where, if transformed code tells it: `file:line:column`, a space, and how the code writes `target`, if that is short.
   */
  accessed?(target: object, part: unknown, kind: "read" | "write", site?: string): void;
  /** A function of a task, called by timeloom, has returned `generator`, which runs in its place. */
  delegated?(generator: object): void;
  /** The running step is code whose accesses are all told. A step that never says so conflicts with every other one. */
  visible?(): void;
  /** The running step has called what nobody sees into: it conflicts with every other one, whatever else it tells. */
  opaque?(): void;
  /** The run has met what never tells what it touches, and may be touched by steps that tell all they know of: code of Node on simulated sockets. */
  unseen?(): void;
  /**
   * Something leaves on a direction of a simulated network, behind all that has left on it before.
   *
   * @param bytes - Undefined for what is no bytes, as a request to connect. Only to be looked at.
   * @param isReply - Whether whoever was asked for the connection sends it.
   */
  sent?(lane: Actor, bytes: Uint8Array | undefined, isReply: boolean): void;
  /**
   * Something has happened to a host of a simulated network in the running step, and has no turn of its own: it has crashed, others do not
   * reach it, its clock is wrong.
   *
   * @param text - As reports say it: `db crashes`.
   * @param choice - By which the search let it happen; undefined if the body did it.
   */
  happened?(text: string, host: string, choice?: Actor): void;
  /** The body has ended: later calls belong to the cleaning up. */
  ended?(): void;
}

/** The part of a task, or of something else that takes turns, that stands for how it goes on: whoever cancels it writes this part. */
export const turnPart: unique symbol = Symbol("turn");

/** The part of a fake that stands for all that its calls do: each of them writes it. */
export const callsPart: unique symbol = Symbol("calls");

/** The part that stands for the state of a connection, a stream, or a simulated network. A search goes by it; reports do not name it. */
export const worldPart: unique symbol = Symbol("world");
