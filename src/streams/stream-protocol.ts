import type { Coroutine } from "../core/coroutine.ts";
import type { BaseProtocol } from "../net/protocol.ts";

/** What a `StreamWriter` asks of the protocol of its transport. */
export interface StreamProtocol extends BaseProtocol {
  /** Wait until the transport takes more. @param writer - What waits */
  drain(writer: object): Coroutine<void>;
  /** Wait until the transport of `writer` is closed. */
  waitClosed(writer: object): Coroutine<void>;
}
