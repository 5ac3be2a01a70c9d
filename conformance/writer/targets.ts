import type { Block, ObjectKind } from "../program.ts";
import type { Scope } from "./scope.ts";

/**
 * A task or future to await, or undefined if there is none. A body awaits only tasks that are numbered lower than its
 * own: in a cycle of awaits, a cancellation of CPython would run in circles until the stack is full.
 */
export function refToAwait({ choices, names, awaitable }: Scope): string | undefined {
  const tasks = names.tasks.slice(0, awaitable);
  if (tasks.length === 0 && names.futures.length === 0) return undefined;
  if (tasks.length === 0 || (names.futures.length > 0 && choices.chance(25))) return choices.pick(names.futures);
  return choices.pick(tasks);
}

/** A task or future to act on: mostly one that is written above, now and then one that comes later or never. */
export function anyRef(scope: Scope): string {
  const { choices, names } = scope;
  if (choices.chance(2)) return "main";
  const known = names.tasks.length + names.futures.length;
  if (known === 0 || choices.chance(8)) return `t${names.tasks.length + choices.integer(1, 3)}`;
  if (names.tasks.length === 0 || (names.futures.length > 0 && choices.chance(25))) return choices.pick(names.futures);
  return choices.pick(names.tasks);
}

function anyTask({ choices, names }: Scope): string {
  return names.tasks.length === 0 || choices.chance(6) ? "main" : choices.pick(names.tasks);
}

/** A task, or null for the current one. */
export function taskOrCurrent(scope: Scope): string | null {
  return scope.choices.chance(50) ? null : anyTask(scope);
}

/** The name and the body of a new task. Now and then the name is taken from an older task. */
export function writeTask(scope: Scope): [name: string, body: Block] {
  const { choices, names, writer } = scope;
  const older = names.tasks.length > 0 && choices.chance(5) ? choices.integer(1, names.tasks.length) : undefined;
  const body = writer.body({ ...scope, inMain: false, awaitable: older === undefined ? Infinity : older - 1 });
  // Only now: what the body spawns, and may await, has lower numbers.
  return [older === undefined ? names.newTask() : `t${older}`, body];
}

// Each of the following makes an op about a name, or none if there is no such name.

export function onObject<O>(
  { choices, names }: Scope,
  kinds: readonly ObjectKind[],
  make: (name: string) => O,
): O | undefined {
  const candidates = names.objectsOf(...kinds);
  return candidates.length === 0 ? undefined : make(choices.pick(candidates));
}

export function onQueue<O>(scope: Scope, make: (queue: string) => O): O | undefined {
  return onObject(scope, ["queue", "lifo", "priority"], make);
}

export function onFuture<O>({ choices, names }: Scope, make: (future: string) => O): O | undefined {
  return names.futures.length === 0 ? undefined : make(choices.pick(names.futures));
}

export function onTimeout<O>(scope: Scope, make: (timeout: string) => O): O | undefined {
  return onNameAround(scope, scope.timeouts, scope.names.timeouts, make);
}

export function onGroup<O>(scope: Scope, make: (group: string) => O): O | undefined {
  return onNameAround(scope, scope.groups, scope.names.groups, make);
}

/** Mostly a name of a block around the op, now and then any of the program. */
function onNameAround<O>(
  { choices }: Scope,
  around: readonly string[],
  all: readonly string[],
  make: (name: string) => O,
): O | undefined {
  if (around.length > 0 && choices.chance(85)) return make(choices.pick(around));
  return all.length > 0 && choices.chance(30) ? make(choices.pick(all)) : undefined;
}

/** Makes an op that holds a block or a body, unless it would be nested too deep. */
export function ifRoom<O>({ depth }: Scope, make: () => O): O | undefined {
  return depth > 0 ? make() : undefined;
}
