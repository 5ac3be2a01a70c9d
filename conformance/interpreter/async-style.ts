import { asCompleted, coroutine } from "#index";
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
import { type Spawn, spawn } from "./spawn.ts";
import { runSyncOp } from "./sync-ops.ts";
import { refsToComplete, startWait } from "./waits.ts";

/** Writes bodies as async functions, which `await` what they wait for. */
export const asAsync: Writer = coroutine(async (place: Place, body: BodySpec): Promise<TraceValue> => {
  body.prepare?.();
  place.entered();
  let completion: Completion;
  try {
    completion = await runBlock(place, body.ops, "");
  } catch (error) {
    throw place.raised(error);
  }
  return place.returned(completion);
});

async function runBlock(place: Place, ops: Block, at: string): Promise<Completion> {
  for (const [index, op] of ops.entries()) {
    const completion = await runOp(place, op, `${at}${index}`);
    if (completion !== undefined) return completion;
  }
  return undefined;
}

async function runOp(place: Place, op: Op, pc: string): Promise<Completion> {
  place.world.countOp();
  if (op[0] === "return") return place.leave(pc, op);
  if (op[0] === "spawn_eager" || op[0] === "tg_spawn_eager") return await runEagerSpawn(place, op, pc);
  if (!suspends(op)) {
    runSyncOp(place, op, pc);
    return undefined;
  }
  place.begin(pc, op);
  let end: OpEnd;
  try {
    end = await perform(place, op, pc);
  } catch (error) {
    place.failed(pc, op, error);
    return undefined;
  }
  place.end(pc, op, end);
  return end.completion;
}

/** Lets the child's first step end before anything else happens here, as if it had run inside the call. */
async function runEagerSpawn(place: Place, op: Spawn, pc: string): Promise<undefined> {
  try {
    const { name, task } = spawn(place, op);
    await task.started;
    place.world.register(name, task);
  } catch (error) {
    place.failed(pc, op, error);
    return;
  }
  place.did(pc, op, null);
}

async function perform(place: Place, op: SuspendingOp, pc: string): Promise<OpEnd> {
  switch (op[0]) {
    case "try":
      return { shown: null, completion: await runTry(place, op, pc) };
    case "timeout":
    case "timeout_at": {
      const opened = openTimeout(place, op);
      const completion = await opened.run(() => runBlock(place, op[3], `${pc}.`));
      return { shown: opened.expired(), completion };
    }
    case "taskgroup":
      return { shown: null, completion: await openGroup(place, op).run(() => runBlock(place, op[2], `${pc}.`)) };
    case "with": {
      const block = async (index?: unknown): Promise<Completion> => {
        recordEntered(place, pc, index);
        return await runBlock(place, op[2], `${pc}.`);
      };
      return { shown: null, completion: await whatToEnter(place, op).run(block) };
    }
    case "repeat":
      return { shown: null, completion: await runRounds(place, op[2], pc, op[1]) };
    case "forever":
      return { shown: null, completion: await runRounds(place, op[1], pc, Infinity) };
    case "as_completed":
      for (const next of asCompleted(refsToComplete(place.world, op[1]), { timeout: op[2] })) {
        try {
          recordItem(place, pc, await next);
        } catch (error) {
          recordFailedItem(place, pc, error);
        }
      }
      return { shown: null };
    default: {
      const waiting = startWait(place, op, pc);
      return { shown: waiting.show(await waiting.on) };
    }
  }
}

async function runTry(
  place: Place,
  op: Extract<SuspendingOp, readonly ["try", ...unknown[]]>,
  pc: string,
): Promise<Completion> {
  try {
    return await runBlock(place, op[1], `${pc}.`);
  } catch (error) {
    const { ops, at, reraise } = handlerFor(place, op, pc, error);
    const completion = await runBlock(place, ops, at);
    if (reraise && completion === undefined) throw error;
    return completion;
  } finally {
    if (entersFinally(place, op, pc)) await runBlock(place, op[3], `${pc}.f.`);
  }
}

async function runRounds(place: Place, ops: Block, pc: string, rounds: number): Promise<Completion> {
  for (let round = 0; round < rounds; round++) {
    const completion = await runBlock(place, ops, `${pc}.${round}.`);
    if (completion !== undefined) return completion;
  }
  return undefined;
}
