import { protocolOf } from "../../net/require-factory.ts";
import type { LoopCore, Wait } from "../../core/contracts/loop-core.ts";
import type { Channel } from "../channel.ts";
import type { AnyProtocol } from "../protocol.ts";
import { StreamTransport } from "../transports/stream-transport.ts";
import type { TransportOwner } from "../transports/transport-settings.ts";
import { type Handshake, shakeHands } from "./handshake.ts";

/**
 * Make a transport of `channel` and a protocol for it, and wait until the protocol knows. If that fails, or is cancelled, the channel
 * is destroyed.
 */
export function* makeConnection<P extends AnyProtocol>(
  loop: LoopCore,
  channel: Channel,
  protocolFactory: () => P,
  { handshake, owner }: { readonly handshake: Handshake | undefined; readonly owner?: TransportOwner },
): Generator<Wait, [transport: StreamTransport, protocol: P], void> {
  let transport: StreamTransport | undefined;
  try {
    const protocol = protocolOf(protocolFactory, "Protocol");
    const used = handshake === undefined ? channel : yield* shakeHands(loop, channel, handshake);
    transport = new StreamTransport(loop, used, protocol, { shutdownTimeout: handshake?.shutdownTimeout, owner });
    yield* transport.start();
    return [transport, protocol];
  } catch (error) {
    if (transport === undefined) channel.destroy(false);
    else transport.close();
    throw error;
  }
}
