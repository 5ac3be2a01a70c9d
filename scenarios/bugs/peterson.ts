import assert from "node:assert/strict";
import { sleep, type Wait } from "timeloom";
import { shared } from "timeloom/testing";
import type { Bug } from "./bug.ts";
import { join } from "./threads.ts";

// One gives way, the other gives way, flies its flag and enters; only then the first flies its own: the turn says that
// it may enter, too. Four delays from FIFO order, which passes.

export const bugs: readonly Bug[] = [
  {
    id: "peterson",
    title: "Peterson's algorithm lets both threads in if the flag is stored after the turn",
    source: new URL("https://doi.org/10.1016/0020-0190(81)90106-X"),
    tier: "T2",
    buggy: peterson,
    fixed: petersonFixed,
  },
];

/** A thread that has looked in vain as many times gives up, so that every order comes to an end. */
const looks = 3;

export default function* peterson(): Generator<Wait, void, void> {
  yield* compete(function* (board, me) {
    board.turn = 1 - me;
    yield* sleep(0);
    board.wants[me] = true;
  });
}

export function* petersonFixed(): Generator<Wait, void, void> {
  yield* compete(function* (board, me) {
    board.wants[me] = true;
    yield* sleep(0);
    board.turn = 1 - me;
  });
}

interface Board {
  readonly wants: boolean[];
  turn: number;
  inside: number;
}

function* compete(announce: (board: Board, me: number) => Generator<Wait, void, void>): Generator<Wait, void, void> {
  const board: Board = shared({ wants: shared([false, false]), turn: 0, inside: 0 });
  function* thread(me: number): Generator<Wait, void, void> {
    yield* sleep(0);
    yield* announce(board, me);
    if (yield* admitted(board, 1 - me)) {
      board.inside += 1;
      assert.equal(board.inside, 1, "both threads are in the critical section");
      yield* sleep(0);
      board.inside -= 1;
    }
    board.wants[me] = false;
  }
  yield* join(
    () => thread(0),
    () => thread(1),
  );
}

function* admitted(board: Board, other: number): Generator<Wait, boolean, void> {
  for (let look = 0; look < looks; look++) {
    yield* sleep(0);
    if (!board.wants[other]) return true;
    yield* sleep(0);
    if (board.turn !== other) return true;
  }
  return false;
}
