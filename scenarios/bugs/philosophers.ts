import { Lock, sleep, type Wait } from "timeloom";
import type { Bug } from "./bug.ts";
import { join } from "./threads.ts";

// FIFO order finds it: everybody takes the left fork before anybody takes the right one.

export const bugs: readonly Bug[] = [
  bug(3, "T1", philosophers3, philosophers3Fixed),
  bug(5, "T2", philosophers5, philosophers5Fixed),
  bug(7, "T2", philosophers7, philosophers7Fixed),
];

function bug(seats: number, tier: Bug["tier"], buggy: Bug["buggy"], fixed: Bug["fixed"]): Bug {
  return {
    id: `philosophers-${seats}`,
    title: `${seats} philosophers hold their left fork and wait for the right one`,
    source: new URL("https://www.cs.utexas.edu/~EWD/ewd03xx/EWD310.PDF"),
    tier,
    buggy,
    fixed,
  };
}

export default function* philosophers3(): Generator<Wait, void, void> {
  yield* leftForkFirst(3);
}

export function* philosophers3Fixed(): Generator<Wait, void, void> {
  yield* lowerForkFirst(3);
}

export function* philosophers5(): Generator<Wait, void, void> {
  yield* leftForkFirst(5);
}

export function* philosophers5Fixed(): Generator<Wait, void, void> {
  yield* lowerForkFirst(5);
}

export function* philosophers7(): Generator<Wait, void, void> {
  yield* leftForkFirst(7);
}

export function* philosophers7Fixed(): Generator<Wait, void, void> {
  yield* lowerForkFirst(7);
}

function* leftForkFirst(seats: number): Generator<Wait, void, void> {
  const forks = Array.from({ length: seats }, () => new Lock());
  yield* join(...forks.map((fork, seat) => () => eat(fork, forks[(seat + 1) % seats] ?? fork)));
}

/** Whoever sits last takes the right fork first: no circle of waiters can close. */
function* lowerForkFirst(seats: number): Generator<Wait, void, void> {
  const forks = Array.from({ length: seats }, () => new Lock());
  yield* join(
    ...forks.map((fork, seat) => () => {
      const next = forks[seat + 1];
      return next === undefined ? eat(forks[0] ?? fork, fork) : eat(fork, next);
    }),
  );
}

function* eat(first: Lock, second: Lock): Generator<Wait, void, void> {
  yield* sleep(0);
  yield* first.acquire();
  yield* sleep(0);
  yield* second.acquire();
  yield* sleep(0); // dinner
  second.release();
  first.release();
}
