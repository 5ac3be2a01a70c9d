import type { Coroutine } from "../core/coroutine.ts";
import type { StartTlsSettings } from "../net/connecting/start-tls.ts";
import type { BaseProtocol } from "../net/protocol.ts";
import type { SslContext } from "../net/ssl-context.ts";
import type { Transport, WriteTransport } from "../net/transport.ts";

/** What a `StreamWriter` asks of the protocol of its transport. */
export interface StreamProtocol extends BaseProtocol {
  /** Wait until the transport takes more. @param writer - What waits */
  drain(writer: object): Coroutine<void>;
  /** Wait until the transport of `writer` is closed. */
  waitClosed(writer: object): Coroutine<void>;
  /** Go on over TLS. A protocol that is not of a connection cannot. */
  startTls?(transport: WriteTransport, ssl: SslContext, settings: StreamTlsSettings): Coroutine<Transport>;
}

/** Options of `StreamWriter.startTls()`. */
export type StreamTlsSettings = Omit<StartTlsSettings, "serverSide" | "received">;
