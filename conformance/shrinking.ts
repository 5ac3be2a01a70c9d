import type { Awaitable, Block, CallbackBlock, ExceptHandler, ObjectSpec, Op, Program } from "./program.ts";

/** From simple to less simple; any other time is less simple than these. */
const SIMPLE_TIMES: readonly (number | null)[] = [null, 0, 1, 2, 0.5];

/**
 * The programs that are one step smaller, those with most taken away first. Ops are removed, what a block holds is put
 * in the place of the block, and what is left is made simpler. A body awaits no more than before, so that no cycle of
 * awaits comes about.
 */
export function* smallerPrograms(program: Program): Generator<Program> {
  for (const main of smallerBlocks(program.main)) yield tidy({ ...program, main });
  for (const [index, op] of program.main.entries()) {
    const isTask = op[0] === "spawn" || op[0] === "spawn_eager";
    if (isTask && mayStandElsewhere(op[2])) yield { ...program, main: program.main.toSpliced(index, 1, ...op[2]) };
  }
  for (const objects of fewerObjects(program.objects)) yield { ...program, objects };
}

/** Only a program that may run for ever needs a limit. */
function tidy({ max_iterations, ...program }: Program): Program {
  const limited = max_iterations !== undefined && JSON.stringify(program.main).includes('["forever",');
  return limited ? { ...program, max_iterations } : program;
}

function* fewerObjects(objects: readonly ObjectSpec[]): Generator<readonly ObjectSpec[]> {
  const shared = new Set(objects.map((object) => object[1] === "condition" && object[2]));
  for (const [index, object] of objects.entries()) {
    if (!shared.has(object[0])) yield objects.toSpliced(index, 1);
    if (object[1] === "condition" && object.length === 3) yield objects.with(index, [object[0], "condition"]);
  }
}

function* smallerBlocks(block: Block): Generator<Block> {
  yield* shorter(block);
  for (const [index, op] of block.entries()) {
    for (const inside of blocksOf(op)) yield block.toSpliced(index, 1, ...inside);
  }
  for (const [index, op] of block.entries()) {
    for (const simpler of simplerOps(op)) yield block.with(index, simpler);
  }
}

/** The lists without some of the items: all, either half, any quarter … any one. */
function* shorter<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let size = items.length; size > 0; size = Math.floor(size / 2)) {
    for (let start = 0; start < items.length; start += size) yield items.toSpliced(start, size);
  }
}

/** The lists with one item made simpler. */
function* each<T>(items: readonly T[], simpler: (item: T) => Iterable<T>): Generator<readonly T[]> {
  for (const [index, item] of items.entries()) {
    for (const value of simpler(item)) yield items.with(index, value);
  }
}

/** What can stand in the place of the op. */
function blocksOf(op: Op): readonly Block[] {
  switch (op[0]) {
    case "timeout":
    case "timeout_at":
      return [op[3]];
    case "taskgroup":
    case "with":
    case "repeat":
      return [op[2]];
    case "forever":
      return [op[1]];
    case "try":
      return [op[1], op[3], ...op[2].map(([, block]) => block)];
    case "await":
    case "wait_for":
      return op[1][0] === "coro" && mayStandElsewhere(op[1][2]) ? [op[1][2]] : [];
    default:
      return [];
  }
}

/** A `return` would leave another body, or stand where none may. */
function mayStandElsewhere(body: Block): boolean {
  return !JSON.stringify(body).includes('["return",');
}

function* simplerOps(op: Op): Generator<Op> {
  switch (op[0]) {
    case "sleep":
      for (const delay of simplerDelays(op[1])) yield [op[0], delay];
      return;
    case "await":
      for (const awaitable of simplerAwaitables(op[1])) yield [op[0], awaitable];
      return;
    case "gather":
      for (const awaitables of simplerLists(op[1])) yield [op[0], awaitables, op[2]];
      if (op[2]) yield [op[0], op[1], false];
      return;
    case "wait":
      for (const refs of shorter(op[1])) yield [op[0], refs, op[2], op[3]];
      for (const timeout of simplerTimes(op[2])) yield [op[0], op[1], timeout, op[3]];
      if (op[3] !== "ALL_COMPLETED") yield [op[0], op[1], op[2], "ALL_COMPLETED"];
      return;
    case "as_completed":
      for (const refs of shorter(op[1])) yield [op[0], refs, op[2]];
      for (const timeout of simplerTimes(op[2])) yield [op[0], op[1], timeout];
      return;
    case "wait_for":
      yield ["await", op[1]];
      for (const awaitable of simplerAwaitables(op[1])) yield [op[0], awaitable, op[2]];
      for (const timeout of simplerTimes(op[2])) yield [op[0], op[1], timeout];
      return;
    case "timeout":
    case "timeout_at":
      for (const block of smallerBlocks(op[3])) yield [op[0], op[1], op[2], block];
      for (const time of simplerTimes(op[2])) yield [op[0], op[1], time, op[3]];
      return;
    case "taskgroup":
    case "with":
      for (const block of smallerBlocks(op[2])) yield [op[0], op[1], block];
      return;
    case "spawn":
    case "spawn_eager":
      for (const block of smallerBlocks(op[2])) yield [op[0], op[1], block];
      if (op[0] === "spawn_eager") yield ["spawn", op[1], op[2]];
      return;
    case "tg_spawn":
    case "tg_spawn_eager":
      for (const block of smallerBlocks(op[3])) yield [op[0], op[1], op[2], block];
      if (op[0] === "tg_spawn_eager") yield ["tg_spawn", op[1], op[2], op[3]];
      return;
    case "try":
      for (const block of smallerBlocks(op[1])) yield [op[0], block, op[2], op[3]];
      for (const handlers of simplerHandlers(op[2])) yield [op[0], op[1], handlers, op[3]];
      for (const block of smallerBlocks(op[3])) yield [op[0], op[1], op[2], block];
      return;
    case "repeat":
      for (const block of smallerBlocks(op[2])) yield [op[0], op[1], block];
      if (op[1] > 1) yield [op[0], op[1] - 1, op[2]];
      return;
    case "forever":
      // Without its first op, the sleep, it might never let go.
      for (const block of smallerBlocks(op[1].slice(1))) yield [op[0], [...op[1].slice(0, 1), ...block]];
      return;
    case "cancel":
      if (op.length === 3) yield [op[0], op[1]];
      return;
    case "reschedule":
      for (const delta of simplerTimes(op[2])) yield [op[0], op[1], delta];
      return;
    case "add_cb":
      for (const block of simplerCallbacks(op[3])) yield [op[0], op[1], op[2], block];
      return;
    case "call_soon":
      for (const block of simplerCallbacks(op[2])) yield [op[0], op[1], block];
      return;
    case "call_later":
    case "call_at":
      for (const block of simplerCallbacks(op[3])) yield [op[0], op[1], op[2], block];
      for (const time of simplerDelays(op[2])) yield [op[0], op[1], time, op[3]];
      return;
    default:
      return;
  }
}

function* simplerAwaitables(awaitable: Awaitable): Generator<Awaitable> {
  switch (awaitable[0]) {
    case "ref":
      return;
    case "coro":
      for (const block of smallerBlocks(awaitable[2])) yield ["coro", awaitable[1], block];
      return;
    case "sleep":
      for (const delay of simplerDelays(awaitable[1])) yield ["sleep", delay, awaitable[2]];
      return;
    case "shield":
      yield awaitable[1];
      for (const inner of simplerAwaitables(awaitable[1])) yield ["shield", inner];
      return;
    case "gather":
      yield* awaitable[1];
      for (const inner of simplerLists(awaitable[1])) yield ["gather", inner, awaitable[2]];
      if (awaitable[2]) yield ["gather", awaitable[1], false];
      return;
    case "wait_for":
      yield awaitable[1];
      for (const inner of simplerAwaitables(awaitable[1])) yield ["wait_for", inner, awaitable[2]];
      for (const timeout of simplerTimes(awaitable[2])) yield ["wait_for", awaitable[1], timeout];
      return;
  }
}

function* simplerLists(awaitables: readonly Awaitable[]): Generator<readonly Awaitable[]> {
  yield* shorter(awaitables);
  yield* each(awaitables, simplerAwaitables);
}

function* simplerHandlers(handlers: readonly ExceptHandler[]): Generator<readonly ExceptHandler[]> {
  yield* shorter(handlers);
  yield* each(handlers, function* ([type, block, reraise]): Generator<ExceptHandler> {
    for (const smaller of smallerBlocks(block)) yield [type, smaller, reraise];
    if (reraise) yield [type, block, false];
  });
}

/** Callbacks are left as they are inside: they are short. */
function simplerCallbacks(block: CallbackBlock): Iterable<CallbackBlock> {
  return shorter(block);
}

function simplerDelays(delay: number): number[] {
  return simplerTimes(delay).filter((time) => time !== null);
}

function simplerTimes(time: number | null): readonly (number | null)[] {
  const place = SIMPLE_TIMES.indexOf(time);
  return place === -1 ? SIMPLE_TIMES : SIMPLE_TIMES.slice(0, place);
}
