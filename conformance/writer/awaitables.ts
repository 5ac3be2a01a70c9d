import type { Awaitable, AwaitableKind } from "../program.ts";
import type { Scope } from "./scope.ts";
import { refToAwait } from "./targets.ts";

const WEIGHTS: Readonly<Record<AwaitableKind, number>> = {
  ref: 40,
  coro: 25,
  sleep: 12,
  shield: 12,
  gather: 6,
  wait_for: 6,
};

const KINDS = Object.keys(WEIGHTS) as AwaitableKind[];

/** @param depth Awaitables that may still be nested in this one. */
export function writeAwaitable(scope: Scope, depth = 3): Awaitable {
  const { choices } = scope;
  const kind = choices.weighted(KINDS, (each) => WEIGHTS[each]);
  const inner = { ...scope, inMain: scope.inMain && kind !== "shield" && kind !== "gather" };
  switch (kind) {
    case "ref": {
      const ref = refToAwait(scope);
      return ref === undefined ? writeSleep(scope) : ["ref", ref];
    }
    case "coro":
      return writeCoroutine(scope);
    case "sleep":
      return writeSleep(scope);
    case "shield":
      return depth === 0 ? writeSleep(scope) : ["shield", writeAwaitable(inner, depth - 1)];
    case "gather":
      if (depth === 0) return writeSleep(scope);
      return ["gather", choices.several(0, 3, () => writeAwaitable(inner, depth - 1)), choices.chance(40)];
    case "wait_for":
      if (depth === 0) return writeSleep(scope);
      return ["wait_for", writeAwaitable(inner, depth - 1), choices.timeout()];
  }
}

/** A coroutine, with a body of its own, that awaits what the body around it may await. */
function writeCoroutine(scope: Scope): Awaitable {
  if (scope.depth <= 0) return writeSleep(scope);
  const body = scope.writer.body({ ...scope, inMain: false });
  return ["coro", scope.names.newCoroutine(), body];
}

function writeSleep({ choices }: Scope): Awaitable {
  return ["sleep", choices.delay(), choices.integer(0, 9)];
}
