import { current } from "../core/context/current.ts";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import { coreOf, type EventLoop } from "../core/event-loop.ts";
import { runningLoop } from "../core/running-loop.ts";
import { realLoop } from "./real-loop.ts";

/**
 * Decides what `getEventLoop()`, `setEventLoop()` and `newEventLoop()` do.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-policy.html | asyncio policies}
 */
export interface EventLoopPolicy {
  getEventLoop(): EventLoop;
  setEventLoop(loop: EventLoop | null): void;
  newEventLoop(): EventLoop;
}

/** One current loop per thread, none until it is set; new loops run on the host's clock. */
export class DefaultEventLoopPolicy implements EventLoopPolicy {
  #loop: EventLoop | null = null;

  getEventLoop(): EventLoop {
    if (this.#loop !== null) return this.#loop;
    throw new RuntimeError(
      "There is no current event loop in thread 'MainThread'.",
      "call it inside run(), or setEventLoop(newEventLoop()) first",
    );
  }

  setEventLoop(loop: EventLoop | null): void {
    this.#loop = loop;
  }

  newEventLoop(): EventLoop {
    return realLoop();
  }
}

let policy: EventLoopPolicy = new DefaultEventLoopPolicy();

current.loopOutside = () => coreOf(policy.getEventLoop());

/** The policy of this thread. */
export function getEventLoopPolicy(): EventLoopPolicy {
  return policy;
}

/** Set the policy of this thread; null brings the default back. */
export function setEventLoopPolicy(next: EventLoopPolicy | null): void {
  policy = next ?? new DefaultEventLoopPolicy();
}

/**
 * The running loop, else the policy's current one.
 *
 * @throws {RuntimeError} If no loop is running and none was set.
 * @see {@link https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.get_event_loop | asyncio.get_event_loop}
 */
export function getEventLoop(): EventLoop {
  return runningLoop() ?? policy.getEventLoop();
}

/** Make `loop` the policy's current one. */
export function setEventLoop(loop: EventLoop | null): void {
  policy.setEventLoop(loop);
}

/** A new loop, made by the policy. */
export function newEventLoop(): EventLoop {
  return policy.newEventLoop();
}
