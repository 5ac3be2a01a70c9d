import { netError } from "../net/net-error.ts";

/** The error for a write or a wait on a connection that is gone: as Node reports a connection that its peer has reset. */
export function connectionReset(): Error {
  const hint = "it was closed here, or by the peer: stop when isClosing(), or catch the error where you write";
  return netError("Connection lost", "ECONNRESET", hint);
}
