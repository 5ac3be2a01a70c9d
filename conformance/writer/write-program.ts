import type { Random } from "fast-check";
import type { Awaitable, Block, Op, Program } from "../program.ts";
import { BLOCK_WRITER } from "./blocks.ts";
import { Choices } from "./choices.ts";
import { Names } from "./names.ts";
import type { Scope } from "./scope.ts";
import { writeTask } from "./targets.ts";

/** How much there is of each thing in a program. */
interface Size {
  readonly tasks: readonly [least: number, greatest: number];
  readonly bodyOps: number;
  readonly mainOps: number;
  readonly depth: number;
}

const SMALL: Size = { tasks: [1, 5], bodyOps: 5, mainOps: 5, depth: 3 };
const MEDIUM: Size = { tasks: [3, 8], bodyOps: 7, mainOps: 8, depth: 4 };
const LARGE: Size = { tasks: [6, 14], bodyOps: 9, mainOps: 12, depth: 5 };

/**
 * Writes a random program in which tasks share few objects and few distinct times. Main spawns tasks, acts on them, and
 * mostly awaits them in the end. Everything in it is comparable: see FORMAT.md.
 */
export function writeProgram(random: Random): Program {
  const choices = new Choices(random);
  const size = choices.pick([SMALL, SMALL, MEDIUM, MEDIUM, LARGE]);
  const names = new Names(choices);
  const scope: Scope = {
    choices,
    names,
    inMain: true,
    mayReturn: true,
    awaitable: Infinity,
    timeouts: [],
    groups: [],
    depth: size.depth,
    room: { ops: Infinity },
    bodyOps: size.bodyOps,
    writer: BLOCK_WRITER,
  };
  const main = [...writeSpawns(scope, size), ...BLOCK_WRITER.block(scope, 1, size.mainOps), ...writeEnd(scope)];
  const program = { id: "fresh", objects: names.objects, main };
  return names.bounded ? { ...program, max_iterations: choices.integer(20, 80) } : program;
}

function writeSpawns(scope: Scope, { tasks }: Size): Block {
  const { choices, writer } = scope;
  const spawns = choices.several(...tasks, (): Block => {
    const spawn: Op = [choices.chance(30) ? "spawn_eager" : "spawn", ...writeTask(scope)];
    return choices.chance(25) ? [spawn, ...writer.block(scope, 1, 1)] : [spawn];
  });
  return spawns.flat();
}

/** Main waits for its tasks, for a while or for ever, or leaves them behind. */
function writeEnd({ choices, names }: Scope): Block {
  const refs = names.tasks;
  const awaitables = refs.map((ref): Awaitable => ["ref", ref]);
  switch (choices.integer(0, 5)) {
    case 0:
      return [];
    case 1:
      return [["wait", refs, null, "ALL_COMPLETED"]];
    case 2:
      return [["wait", refs, choices.pick([2, 5, 20]), "ALL_COMPLETED"]];
    case 3:
      return [["gather", awaitables, true]];
    case 4:
      return [
        [
          "try",
          [["timeout", names.newTimeout(), 10, [["gather", awaitables, true]]]],
          [["TimeoutError", [], false]],
          [],
        ],
      ];
    default:
      return awaitables.map((each): Op => ["try", [["wait_for", ["shield", each], 2]], [["Exception", [], false]], []]);
  }
}
