import { tellVisible } from "../../core/context/touch.ts";
import type { LoopCore } from "../../core/contracts/loop-core.ts";
import { faceOf } from "../../core/event-loop.ts";
import { type Future, ResourceFuture } from "../../core/future.ts";

/**
 * Begin a transport: tell the protocol, then open what delivers, then wake who waits for the future. It is one turn, so that the order
 * holds at every level of a search; the transport opens even if the protocol throws, which the exception handler hears.
 *
 * @param protocol - What is waited for, as a deadlock report names it.
 */
export function begin(loop: LoopCore, protocol: object, tell: () => void, open: () => void): Future<void> {
  const begun = new ResourceFuture<void>(loop, protocol, "connectionMade()");
  faceOf(loop).callSoon(() => {
    tellVisible();
    try {
      tell();
    } finally {
      open();
      if (!begun.done()) begun.setResult();
    }
  });
  return begun;
}
