import type { Socket } from "node:net";
import type { SecureContext, TLSSocket } from "node:tls";
import type { LoopCore } from "../../../core/contracts/loop-core.ts";
import type { Future } from "../../../core/future.ts";
import type { Channel } from "../../../net/channel.ts";
import type { SecureSettings } from "../../../net/network.ts";
import { Attempt } from "../attempt.ts";
import { NodeChannel } from "./node-channel.ts";
import type { OpenSockets } from "./open-sockets.ts";

/** TLS on the sockets of one loop. */
export class Secured {
  readonly #loop: LoopCore;
  readonly #open: OpenSockets;
  readonly #tls = process.getBuiltinModule("node:tls");
  /** By the options of whom they are made: to read certificates takes its time. */
  readonly #contexts = new WeakMap<object, SecureContext>();

  constructor(loop: LoopCore, open: OpenSockets) {
    this.#loop = loop;
    this.#open = open;
  }

  /** @throws The error of Node if a certificate or key cannot be read. */
  contextOf(options: object): SecureContext {
    const { secureContext } = options as { readonly secureContext?: SecureContext };
    let context = secureContext ?? this.#contexts.get(options);
    if (context === undefined) {
      context = this.#tls.createSecureContext(options);
      this.#contexts.set(options, context);
    }
    return context;
  }

  /** Shake hands on the socket of `channel`. */
  secure(channel: NodeChannel, settings: SecureSettings): Future<Channel> {
    const attempt = new Attempt<Channel>(this.#loop, "the TLS handshake");
    const { socket, received, info } = channel.giveAway();
    const { options, isServer } = settings;
    const early = [settings.received ?? nothing, ...received].filter(({ length }) => length > 0);
    for (const bytes of early.toReversed()) socket.unshift(bytes);
    const secure = isServer ? this.#server(socket, options) : this.#client(socket, settings);
    this.#open.add(secure);
    secure.pause();
    attempt.onGivenUp(() => secure.destroy());
    const failed = (error: Error): void => attempt.fail(error);
    const closed = (): void => {
      attempt.fail(closedEarly());
      secure.destroy();
    };
    secure.on("error", failed).on("end", closed).on("close", closed);
    secure.once(isServer ? "secure" : "secureConnect", () => {
      const refusal = isServer ? refusalOf(secure, options) : undefined;
      if (refusal !== undefined) return void secure.destroy(refusal);
      secure.off("error", failed).off("end", closed).off("close", closed);
      const { peername, sockname } = { peername: info.get("peername"), sockname: info.get("sockname") };
      attempt.succeed(new NodeChannel(this.#loop, secure, { sslcontext: options, peername, sockname }));
    });
    return attempt;
  }

  #client(socket: Socket, { options, serverHostname = "" }: SecureSettings): TLSSocket {
    const isName = serverHostname !== "" && process.getBuiltinModule("node:net").isIP(serverHostname) === 0;
    return this.#tls.connect({
      ...options,
      secureContext: this.contextOf(options),
      socket,
      host: serverHostname,
      ...(isName && { servername: serverHostname }),
      ...(serverHostname === "" && { checkServerIdentity: () => undefined }),
    });
  }

  #server(socket: Socket, options: object): TLSSocket {
    return new this.#tls.TLSSocket(socket, { ...options, secureContext: this.contextOf(options), isServer: true });
  }
}

/** Why a server refuses its peer, as `tls.Server` does: it asked for a certificate and got none that is valid. */
function refusalOf(socket: TLSSocket, options: object): Error | undefined {
  const { requestCert = false, rejectUnauthorized = true } = options as {
    readonly requestCert?: boolean;
    readonly rejectUnauthorized?: boolean;
  };
  if (!requestCert || !rejectUnauthorized) return undefined;
  const { ssl } = socket as TLSSocket & { readonly ssl?: { verifyError?(): Error | undefined } };
  return ssl?.verifyError?.() ?? undefined;
}

function closedEarly(): Error {
  const error = new Error("read ECONNRESET: the peer has closed the connection before the TLS handshake was over");
  return Object.assign(error, { code: "ECONNRESET", syscall: "read" });
}

const nothing = new Uint8Array();
