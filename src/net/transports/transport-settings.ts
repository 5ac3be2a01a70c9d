import type { Transport } from "../transport.ts";

/** Options of a stream transport. */
export interface TransportSettings {
  /** Of a connection over TLS: seconds that the peer has to reply to a farewell. */
  readonly shutdownTimeout?: number | undefined;
  readonly owner?: TransportOwner | undefined;
}

/** Counts its transports: a server. */
export interface TransportOwner {
  attach(transport: Transport): void;
  detach(transport: Transport): void;
}
