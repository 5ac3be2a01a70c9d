import type { Coroutine } from "#index";
import type { Block, Op, ReturnOp, TraceValue } from "../program.ts";
import { Skipped } from "./exceptions.ts";
import { describe } from "./values.ts";
import type { World } from "./world.ts";

/**
 * When a body's first step runs: in a turn of its task, or inside the call that makes the task. That call is made by a
 * body, which can await `task.started` if the first step is native code, or by a callback, which cannot.
 */
export type Start = "in a turn" | "inside a body" | "inside a callback";

/** A body that is about to become a coroutine. */
export interface BodySpec {
  readonly name: string;
  readonly ops: Block;
  readonly start: Start;
  /** Runs in the body's first step, before anything is recorded. */
  prepare?(): void;
}

/** Writes a body as a generator or as an async function. */
export type Writer = (place: Place, body: BodySpec) => Coroutine<TraceValue>;

/** Says how each body of a program is written. */
export type Style = (body: BodySpec) => Writer;

/** A coroutine of a body, which no task runs yet. */
export function writeBody(world: World, style: Style, body: BodySpec): Coroutine<TraceValue> {
  return style(body)(new Place(world, style, body.name, body.start), body);
}

/** That a `return` op ran, and with which value; the blocks around it end without running the rest of their ops. */
export interface Return {
  readonly value: number;
}

/** How a block, or an op in it, ended without an exception. */
export type Completion = Return | undefined;

/** How a suspending op ended without an exception. */
export interface OpEnd {
  readonly shown: TraceValue;
  readonly completion?: Completion;
}

/** The body or callback in which ops run: it names their events, and writes the bodies that they make. */
export class Place {
  readonly world: World;
  readonly name: string;
  readonly #start: Start;
  readonly #style: Style;

  constructor(world: World, style: Style, name: string, start: Start) {
    this.world = world;
    this.#style = style;
    this.name = name;
    this.#start = start;
  }

  /** The place of a callback that this place hands out. */
  callback(label: string): Place {
    return new Place(this.world, this.#style, `cb:${label}`, "inside a callback");
  }

  /** A body that this place awaits, so that its first step may be part of this one's. */
  awaited(name: string, ops: Block): Coroutine<TraceValue> {
    return writeBody(this.world, this.#style, { name, ops, start: this.#start });
  }

  /** The body of a new task. */
  spawned(name: string, ops: Block, eagerStart: boolean): Coroutine<TraceValue> {
    const inside = this.#start === "inside a callback" ? this.#start : "inside a body";
    return writeBody(this.world, this.#style, { name, ops, start: eagerStart ? inside : "in a turn" });
  }

  entered(): void {
    this.world.emit(this.name, "enter", null);
  }

  returned(completion: Completion): TraceValue {
    const value = completion === undefined ? null : completion.value;
    this.world.emit(this.name, "exit", ["return", value]);
    return value;
  }

  /** Records that an exception leaves the body, and gives it back to be thrown. */
  raised(error: unknown): unknown {
    this.world.emit(this.name, "exit", ["raise", describe(error)]);
    return error;
  }

  begin(pc: string, op: Op): void {
    this.world.emit(this.name, "begin", [pc, op[0]]);
  }

  /** Records that a suspending op ended; its result shows only if no `return` ran inside. */
  end(pc: string, op: Op, { shown, completion }: OpEnd): void {
    this.world.emit(this.name, "end", [pc, op[0], completion === undefined ? shown : null]);
  }

  /** Records that a `return` op ran, and ends the blocks around it. */
  leave(pc: string, op: ReturnOp): Return {
    this.did(pc, op, op[1]);
    return { value: op[1] };
  }

  did(pc: string, op: Op, result: TraceValue): void {
    this.world.emit(this.name, "op", [pc, op[0], result]);
  }

  /** Records why an op did not complete; rethrows unless it was only skipped. */
  failed(pc: string, op: Op, error: unknown): void {
    if (error instanceof Skipped) {
      this.world.emit(this.name, "skip", [pc, op[0]]);
      return;
    }
    this.world.emit(this.name, "raise", [pc, op[0], describe(error)]);
    throw error;
  }
}
