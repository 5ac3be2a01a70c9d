import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Resource } from "./resource.ts";

/**
 * Hear of each socket that a server of `node:net` has accepted, in the server's async context.
 *
 * @returns a function that stops it
 * @see {@link https://nodejs.org/api/diagnostics_channel.html#net | the channel net.server.socket}
 */
export function followAccepted(accepted: (handle: Resource) => void): () => void {
  const listen = (message: unknown): void => {
    const { socket } = message as { readonly socket: { readonly _handle?: Resource | null } };
    if (socket._handle) accepted(socket._handle);
  };
  subscribe(channel, listen);
  return () => void unsubscribe(channel, listen);
}

/**
 * Let what arrives on `handle` be heard in the caller's async context, as `http.Agent` does with a kept socket: Node makes an accepted
 * socket in nobody's context, so that its listeners would act for nobody.
 */
export function adopt(handle: Resource, type: string): void {
  handle.asyncReset?.({ type, handle });
}

const channel = "net.server.socket";
