import { type Wait, asCompleted, coroutine } from "#index";
import type { Block, Op, SuspendingOp, TraceValue } from "../program.ts";
import {
  entersFinally,
  handlerFor,
  openGroup,
  openTimeout,
  recordEntered,
  recordFailedItem,
  recordItem,
  whatToEnter,
} from "./compound.ts";
import { suspends } from "./ops.ts";
import type { BodySpec, Completion, OpEnd, Place, Writer } from "./place.ts";
import { runSyncOp } from "./sync-ops.ts";
import { refsToComplete, startWait } from "./waits.ts";

/** Writes bodies as generators, which `yield*` what they wait for. */
export const asGenerator: Writer = coroutine(function* (place: Place, body: BodySpec): Run<TraceValue> {
  body.prepare?.();
  place.entered();
  let completion: Completion;
  try {
    completion = yield* runBlock(place, body.ops, "");
  } catch (error) {
    throw place.raised(error);
  }
  return place.returned(completion);
});

type Run<T> = Generator<Wait, T, void>;

function* runBlock(place: Place, ops: Block, at: string): Run<Completion> {
  for (const [index, op] of ops.entries()) {
    const completion = yield* runOp(place, op, `${at}${index}`);
    if (completion !== undefined) return completion;
  }
  return undefined;
}

function* runOp(place: Place, op: Op, pc: string): Run<Completion> {
  place.world.countOp();
  if (op[0] === "return") return place.leave(pc, op);
  if (!suspends(op)) {
    runSyncOp(place, op, pc);
    return undefined;
  }
  place.begin(pc, op);
  let end: OpEnd;
  try {
    end = yield* perform(place, op, pc);
  } catch (error) {
    place.failed(pc, op, error);
    return undefined;
  }
  place.end(pc, op, end);
  return end.completion;
}

function* perform(place: Place, op: SuspendingOp, pc: string): Run<OpEnd> {
  switch (op[0]) {
    case "try":
      return { shown: null, completion: yield* runTry(place, op, pc) };
    case "timeout":
    case "timeout_at": {
      const opened = openTimeout(place, op);
      const completion = yield* opened.run(() => runBlock(place, op[3], `${pc}.`));
      return { shown: opened.expired(), completion };
    }
    case "taskgroup":
      return { shown: null, completion: yield* openGroup(place, op).run(() => runBlock(place, op[2], `${pc}.`)) };
    case "with": {
      const block = function* (index?: unknown): Run<Completion> {
        recordEntered(place, pc, index);
        return yield* runBlock(place, op[2], `${pc}.`);
      };
      return { shown: null, completion: yield* whatToEnter(place, op).run(block) };
    }
    case "repeat":
      return { shown: null, completion: yield* runRounds(place, op[2], pc, op[1]) };
    case "forever":
      return { shown: null, completion: yield* runRounds(place, op[1], pc, Infinity) };
    case "as_completed":
      for (const next of asCompleted(refsToComplete(place.world, op[1]), { timeout: op[2] })) {
        try {
          recordItem(place, pc, yield* next);
        } catch (error) {
          recordFailedItem(place, pc, error);
        }
      }
      return { shown: null };
    default: {
      const waiting = startWait(place, op, pc);
      return { shown: waiting.show(yield* waiting.on) };
    }
  }
}

function* runTry(place: Place, op: Extract<SuspendingOp, readonly ["try", ...unknown[]]>, pc: string): Run<Completion> {
  try {
    return yield* runBlock(place, op[1], `${pc}.`);
  } catch (error) {
    const { ops, at, reraise } = handlerFor(place, op, pc, error);
    const completion = yield* runBlock(place, ops, at);
    if (reraise && completion === undefined) throw error;
    return completion;
  } finally {
    if (entersFinally(place, op, pc)) yield* runBlock(place, op[3], `${pc}.f.`);
  }
}

function* runRounds(place: Place, ops: Block, pc: string, rounds: number): Run<Completion> {
  for (let round = 0; round < rounds; round++) {
    const completion = yield* runBlock(place, ops, `${pc}.${round}.`);
    if (completion !== undefined) return completion;
  }
  return undefined;
}
