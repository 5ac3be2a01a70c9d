import {
  type Awaitable as Waitable,
  Barrier,
  Condition,
  type Coroutine,
  Event,
  type Future,
  Lock,
  Queue,
  Semaphore,
  gather,
  shield,
  sleep,
  wait,
  waitFor,
} from "#index";
import type { Awaitable, ReturnWhen, TraceValue } from "../program.ts";
import { Skipped } from "./exceptions.ts";
import { Variable } from "./objects.ts";
import type { AwaitOp } from "./ops.ts";
import type { Place } from "./place.ts";
import type { World } from "./world.ts";

/** What a {@link AwaitOp} awaits, and how the trace shows what that gives. */
export interface Waiting {
  readonly on: Waitable<unknown>;
  show(value: unknown): TraceValue;
}

/** Makes what the op awaits. */
export function startWait(place: Place, op: AwaitOp, pc: string): Waiting {
  const { world } = place;
  const { objects } = world;
  const showing = (on: Waitable<unknown>): Waiting => ({ on, show: (value) => world.show(value) });
  switch (op[0]) {
    case "sleep":
      return showing(sleep(op[1]));
    case "await":
      checkRefs(world, op[1]);
      return showing(make(place, op[1]));
    case "gather":
      return startWait(place, ["await", op], pc);
    case "wait_for":
      return startWait(place, ["await", op], pc);
    case "wait":
      return waitForSome(world, op[1], op[2], op[3]);
    case "acquire":
      return showing(objects.find(op[1], Lock, Semaphore, Condition).acquire());
    case "cond_wait":
      return showing(objects.find(op[1], Condition).wait());
    case "cond_wait_for": {
      const [, name, variable, atLeast] = op;
      const condition = objects.find(name, Condition);
      const shared = objects.find(variable, Variable);
      const holds = (): boolean => {
        const answer = shared.value >= atLeast;
        world.emit(place.name, "pred", [pc, answer]);
        return answer;
      };
      return showing(condition.waitFor(holds));
    }
    case "event_wait":
      return showing(objects.find(op[1], Event).wait());
    case "barrier_wait":
      return showing(objects.find(op[1], Barrier).wait());
    case "barrier_reset":
      return showing(objects.find(op[1], Barrier).reset());
    case "barrier_abort":
      return showing(objects.find(op[1], Barrier).abort());
    case "put":
      return showing(objects.find(op[1], Queue).put(op[2]));
    case "get":
      return showing(objects.find(op[1], Queue).get());
    case "join":
      return showing(objects.find(op[1], Queue).join());
  }
}

function waitForSome(world: World, names: readonly string[], timeout: number | null, returnWhen: ReturnWhen): Waiting {
  const refs = new Map(names.map((name) => [name, world.refs.get(name)]));
  const on = wait([...refs.values()], { timeout, returnWhen });
  return {
    on,
    show: (value) => {
      const sets = value as readonly [done: ReadonlySet<Future<unknown>>, pending: ReadonlySet<Future<unknown>>];
      return sets.map((set) => [...refs].filter(([, ref]) => set.has(ref)).map(([name]) => name));
    },
  };
}

/** The futures of `as_completed`, once each. @throws {Skipped} If CPython could give them in any order. */
export function refsToComplete(world: World, names: readonly string[]): Future<unknown>[] {
  const refs = [...new Set(names.map((name) => world.refs.get(name)))];
  if (refs.filter((ref) => ref.done()).length > 1) throw new Skipped("more than one is done");
  return refs;
}

/** @throws {Skipped} If a name in the awaitable is unknown. */
function checkRefs(world: World, awaitable: Awaitable): void {
  switch (awaitable[0]) {
    case "ref":
      world.refs.get(awaitable[1]);
      break;
    case "coro":
    case "sleep":
      break;
    case "gather":
      for (const inner of awaitable[1]) checkRefs(world, inner);
      break;
    case "shield":
    case "wait_for":
      checkRefs(world, awaitable[1]);
  }
}

/** Shields and gathers make their tasks here, in order, the innermost first. */
function make(place: Place, awaitable: Awaitable): Future<unknown> | Coroutine<unknown> {
  switch (awaitable[0]) {
    case "ref":
      return place.world.refs.get(awaitable[1]);
    case "coro":
      return place.awaited(awaitable[1], awaitable[2]);
    case "sleep":
      return sleep(awaitable[1], awaitable[2]);
    case "shield":
      return shield(make(place, awaitable[1]));
    case "gather": {
      const inner = awaitable[1].map((each) => make(place, each));
      return gather(...inner, { returnExceptions: awaitable[2] });
    }
    case "wait_for":
      return waitFor(make(place, awaitable[1]), awaitable[2]);
  }
}
