import { RuntimeError, type Task } from "#index";
import type { SyncOp, TraceValue } from "../program.ts";
import type { Place } from "./place.ts";

/** The ops that make a named task. */
export type Spawn = Extract<SyncOp, readonly ["spawn" | "spawn_eager" | "tg_spawn" | "tg_spawn_eager", ...unknown[]]>;

/** A task that has no name in the program yet: an eager one does not know itself in its first step. */
export interface Spawned {
  readonly name: string;
  readonly task: Task<TraceValue>;
}

/** Makes the task. */
export function spawn(place: Place, op: Spawn): Spawned {
  switch (op[0]) {
    case "spawn":
    case "spawn_eager": {
      const [kind, name, ops] = op;
      const eagerStart = kind === "spawn_eager";
      const body = place.spawned(name, ops, eagerStart);
      return { name, task: place.world.loop.createTask(body, { name, eagerStart }) };
    }
    case "tg_spawn":
    case "tg_spawn_eager":
      return spawnInGroup(place, op);
  }
}

function spawnInGroup(
  place: Place,
  [kind, id, name, ops]: Extract<Spawn, readonly ["tg_spawn" | "tg_spawn_eager", ...unknown[]]>,
): Spawned {
  const group = place.world.groups.get(id);
  const eagerStart = kind === "tg_spawn_eager";
  const body = place.spawned(name, ops, eagerStart);
  try {
    return { name, task: group.createTask(body, { name, eagerStart }) };
  } catch (error) {
    if (error instanceof RuntimeError) body.close();
    throw error;
  }
}
