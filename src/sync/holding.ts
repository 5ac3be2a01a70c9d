import type { Body, Wait } from "../core/contracts/loop-core.ts";
import { callBody } from "../core/call-body.ts";
import { coroutine, type Coroutine } from "../core/coroutine.ts";

/** Run `body` while holding `lock`, as `async with lock: body`. */
export function holding<T>(lock: Holdable, body: Body<[], T>): Coroutine<T> {
  return hold(lock, body);
}

/** A lock or permit that can be held for the length of a block. */
interface Holdable {
  acquire(): Coroutine<true>;
  release(): void;
}

const hold = coroutine(function* <T>(lock: Holdable, body: Body<[], T>): Generator<Wait, T, void> {
  yield* lock.acquire();
  try {
    return yield* callBody(body);
  } finally {
    lock.release();
  }
});
