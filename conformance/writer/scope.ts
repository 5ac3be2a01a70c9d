import type { Block, CallbackBlock } from "../program.ts";
import type { Choices } from "./choices.ts";
import type { Names } from "./names.ts";

/** What an op may be and name at the place where it is written. */
export interface Scope {
  readonly choices: Choices;
  readonly names: Names;
  /** Main's own task runs the op, and not a task made of a coroutine in main. */
  readonly inMain: boolean;
  /** Not in callbacks and the last part of a `try`. */
  readonly mayReturn: boolean;
  /** The tasks `t1` to `t<awaitable>` that the body may await: see {@link refToAwait}. */
  readonly awaitable: number;
  /** The timeouts and task groups whose blocks are around the op, outermost first. */
  readonly timeouts: readonly string[];
  readonly groups: readonly string[];
  /** Blocks and bodies that may still be nested in this one. */
  readonly depth: number;
  /** Ops that the body may still hold; shared by its blocks. */
  readonly room: { ops: number };
  /** The most ops that a new body may hold. */
  readonly bodyOps: number;
  readonly writer: BlockWriter;
}

/** Ops hold blocks and blocks hold ops: this is how the makers of ops reach the writer of blocks. */
export interface BlockWriter {
  /** A block of at most `greatest` ops in the body of the scope. */
  block(scope: Scope, least: number, greatest: number): Block;
  /** The body of a coroutine, or of a task if `inMain` is false and `awaitable` tells what it may await. */
  body(scope: Scope): Block;
  callback(scope: Scope): CallbackBlock;
}

/** One kind of op. */
export interface Maker<O> {
  /** How often, next to the other kinds. */
  readonly weight: number;
  /** It raises or waits so often that most of its uses stand in a `try` or under a timeout. */
  readonly hazard?: "raises" | "waits";
  /** Undefined where nothing it could name exists. */
  make(scope: Scope): O | undefined;
}
