import type { Coroutine } from "#index";
import type { Block, Op, ReturnOp, TraceValue } from "../program.ts";
import { Skipped } from "./exceptions.ts";
import { describe } from "./values.ts";
import type { World } from "./world.ts";

/** A body that is about to become a coroutine. */
export interface BodySpec {
  readonly name: string;
  readonly ops: Block;
  /** Its first step runs inside the call that makes its task. */
  readonly eager: boolean;
  /** Runs in the body's first step, before anything is recorded. */
  prepare?(): void;
}

/** Writes a body as a generator or as an async function. */
export type Writer = (place: Place, body: BodySpec) => Coroutine<TraceValue>;

/** Says how each body of a program is written. */
export type Style = (body: BodySpec) => Writer;

/** A coroutine of a body, which no task runs yet. */
export function writeBody(world: World, style: Style, body: BodySpec): Coroutine<TraceValue> {
  return style(body)(new Place(world, style, body.name, body.eager), body);
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
  /** Inside an eager body, what it awaits must not suspend where a generator would not. */
  readonly eager: boolean;
  readonly #style: Style;

  constructor(world: World, style: Style, name: string, eager: boolean) {
    this.world = world;
    this.#style = style;
    this.name = name;
    this.eager = eager;
  }

  /** The place of a callback that this place hands out. */
  callback(label: string): Place {
    return new Place(this.world, this.#style, `cb:${label}`, false);
  }

  /** A coroutine of a body, which no task runs yet. */
  coroutine(name: string, ops: Block, eager: boolean): Coroutine<TraceValue> {
    return writeBody(this.world, this.#style, { name, ops, eager });
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
