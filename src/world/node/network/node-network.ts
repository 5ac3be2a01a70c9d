import type { Socket } from "node:net";
import { describe } from "../../../core/arguments/describe.ts";
import type { LoopCore } from "../../../core/contracts/loop-core.ts";
import { typeError } from "../../../core/errors/type-error.ts";
import type { Future } from "../../../core/future.ts";
import type { Channel } from "../../../net/channel.ts";
import type {
  Address,
  DatagramChannel,
  DatagramSettings,
  Endpoint,
  Listener,
  ListenSettings,
  LocalEndpoint,
  LookupSettings,
  Network,
  SecureSettings,
} from "../../../net/network.ts";
import { Attempt } from "../attempt.ts";
import { bindDatagrams } from "./bind-datagrams.ts";
import { lookup, lookupService } from "./lookup.ts";
import { NodeChannel } from "./node-channel.ts";
import { NodeListener } from "./node-listener.ts";
import { OpenSockets } from "./open-sockets.ts";
import { acceptedReadingInto, ReadBuffer, socketReadingInto } from "./read-buffer.ts";
import { Secured } from "./secured.ts";

/**
 * The network of Node, for one loop. Sockets that are open when the loop closes are destroyed, so that a forgotten one does not keep
 * the process alive.
 */
export class NodeNetwork implements Network {
  readonly #loop: LoopCore;
  readonly #net = process.getBuiltinModule("node:net");
  readonly #open = new OpenSockets();
  #readBuffer: Uint8Array | undefined = undefined;
  #secured: Secured | undefined = undefined;

  constructor(loop: LoopCore) {
    this.#loop = loop;
  }

  lookup(host: string, settings: LookupSettings): Future<readonly Address[]> {
    return lookup(this.#loop, host, settings);
  }

  lookupService(address: string, port: number): Future<{ readonly hostname: string; readonly service: string }> {
    return lookupService(this.#loop, address, port);
  }

  connect(to: Endpoint, from: LocalEndpoint = {}): Future<Channel> {
    const attempt = new Attempt<Channel>(this.#loop, `connect(${nameOf(to)})`);
    const reads = new ReadBuffer(this.#shared);
    const socket = this.#open.add(socketReadingInto(reads, this.#net.Socket));
    attempt.onGivenUp(() => socket.destroy());
    const failed = (error: Error): void => attempt.fail(error);
    socket.once("error", failed);
    socket.once("connect", () => {
      socket.off("error", failed);
      attempt.succeed(this.#channel(socket, "path" in to ? { peername: to.path } : {}, reads));
    });
    socket.pause();
    if ("path" in to) socket.connect({ path: to.path });
    else {
      socket.connect({
        host: to.address,
        port: to.port,
        family: to.family,
        localAddress: from.address,
        localPort: from.port,
        noDelay: true,
        autoSelectFamily: false,
      });
    }
    return attempt;
  }

  listen(at: Endpoint, settings: ListenSettings): Future<Listener> {
    const accepted = (socket: Socket): NodeChannel => {
      const reads = new ReadBuffer(this.#shared);
      const own = this.#open.add(acceptedReadingInto(reads, socket, this.#net.Socket));
      return this.#channel(own, "path" in at ? { sockname: at.path } : {}, reads);
    };
    const listener = new NodeListener(this.#loop, at, settings, accepted);
    this.#open.add(listener.server);
    return listener.listen();
  }

  bind(at: DatagramSettings): Future<DatagramChannel> {
    return bindDatagrams(this.#loop, this.#open, at);
  }

  readCertificates(options: object): void {
    this.#tls.contextOf(options);
  }

  secure(channel: Channel, settings: SecureSettings): Future<Channel> {
    if (!(channel instanceof NodeChannel)) throw typeError("TLS needs a socket of Node", "use it on a connection");
    return this.#tls.secure(channel, settings);
  }

  adopt(socket: object): Channel {
    if (!(socket instanceof this.#net.Socket)) {
      throw typeError(`a socket of Node was expected, got ${describe(socket)}`, "pass a connected net.Socket");
    }
    socket.pause();
    socket.allowHalfOpen = true;
    return this.#channel(this.#open.add(socket), {});
  }

  /** Nobody will hear of what is still open. */
  loopClosed(): void {
    this.#open.destroy();
  }

  get #tls(): Secured {
    return (this.#secured ??= new Secured(this.#loop, this.#open));
  }

  get #shared(): Uint8Array {
    return (this.#readBuffer ??= Buffer.allocUnsafeSlow(65_536)); // what Node takes for each read
  }

  #channel(socket: Socket, names: Readonly<Record<string, unknown>>, reads?: ReadBuffer): NodeChannel {
    return new NodeChannel(this.#loop, socket, names, reads);
  }
}

function nameOf(endpoint: Endpoint): string {
  return "path" in endpoint ? endpoint.path : `${endpoint.address}:${endpoint.port}`;
}
