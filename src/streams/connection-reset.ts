/** The error for a write or a wait on a connection that is gone: as Node reports a connection that its peer has reset. */
export function connectionReset(): Error {
  return Object.assign(new Error("Connection lost"), { code: "ECONNRESET" });
}
