import { Barrier, Condition, Lock, Semaphore, TaskGroup, type Timeout, timeout, timeoutAt } from "#index";
import type { ExceptHandler } from "../program.ts";
import { matches } from "./exceptions.ts";
import type { CompoundOp } from "./ops.ts";
import type { Place } from "./place.ts";
import { describe } from "./values.ts";

type Named<Name extends CompoundOp[0]> = Extract<CompoundOp, readonly [Name, ...unknown[]]>;

/** The timeout of the op, which the program knows from before it is entered. */
export function openTimeout(place: Place, op: Named<"timeout" | "timeout_at">): Timeout {
  const made = op[0] === "timeout" ? timeout(op[2]) : timeoutAt(op[2]);
  place.world.timeouts.set(op[1], made);
  return made;
}

export function openGroup(place: Place, [, id]: Named<"taskgroup">): TaskGroup {
  const group = new TaskGroup();
  place.world.groups.set(id, group);
  return group;
}

export function whatToEnter(place: Place, [, name]: Named<"with">): Lock | Semaphore | Condition | Barrier {
  return place.world.objects.find(name, Lock, Semaphore, Condition, Barrier);
}

/** Records that the block of a `with` begins; of what it entered only a barrier gives a value, the index. */
export function recordEntered(place: Place, pc: string, index?: unknown): void {
  place.world.emit(place.name, "entered", [pc, typeof index === "number" ? index : null]);
}

/** Records what one await of `as_completed` gave. */
export function recordItem(place: Place, pc: string, value: unknown): void {
  place.world.emit(place.name, "item", [pc, place.world.show(value)]);
}

/** Records that one await of `as_completed` raised, and rethrows what is no `Exception`. */
export function recordFailedItem(place: Place, pc: string, error: unknown): void {
  if (!matches(error, "Exception")) throw error;
  place.world.emit(place.name, "item", [pc, { exc: describe(error) }]);
}

/** The handler that an exception meets, with the `pc` of its block; rethrows if there is none. */
export function handlerFor(
  place: Place,
  [, , handlers]: Named<"try">,
  pc: string,
  error: unknown,
): { readonly ops: ExceptHandler[1]; readonly at: string; readonly reraise: boolean } {
  const index = handlers.findIndex(([type]) => matches(error, type));
  const handler = handlers[index];
  if (handler === undefined) throw error;
  const [type, ops, reraise] = handler;
  place.world.emit(place.name, "caught", [pc, type, describe(error)]);
  return { ops, at: `${pc}.h${index}.`, reraise };
}

/** Whether the last part of a `try` is to run; records that it begins. */
export function entersFinally(place: Place, [, , , ops]: Named<"try">, pc: string): boolean {
  if (ops.length === 0 || place.world.over) return false;
  place.world.emit(place.name, "finally", [pc]);
  return true;
}
