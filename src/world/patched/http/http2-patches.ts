import type { Patch } from "../../../globals/patch.ts";
import type { NodeInternals } from "../node-internals.ts";
import { SocketHandle } from "../sockets/socket-handle.ts";
import { timeoutPatch } from "../sockets/timeout-patches.ts";
import { http2Internals } from "./http2-internals.ts";

/**
 * HTTP/2. Node's sessions read from a handle natively, and send from immediates of the host: once a session is on the simulated network,
 * the loop lets the host have its immediates before each iteration, until there are none. What they send is all that the turns before
 * have asked for, so that it is the same in each run.
 */
export function http2Patches(node: NodeInternals): readonly Patch[] {
  const { nativeSession, session, stream } = http2Internals();
  return [
    { on: nativeSession, property: "consume", replace: consumer },
    timeoutPatch(session, node),
    timeoutPatch(stream, node),
  ];
}

/** Takes the bytes of the handle of a socket. */
type Consume = (this: object, handle: object) => void;

function consumer(host: Consume): Consume {
  return function consume(this: object, handle): void {
    SocketHandle.behind(handle)?.scope.engine.hostWaits.add(hasImmediates);
    return Reflect.apply(host, this, [handle]);
  };
}

/** Whether the host has immediates to run, native ones too. */
function hasImmediates(): boolean {
  return process.getActiveResourcesInfo().includes("Immediate");
}
