import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { SocketName } from "../../../net/serving/server.ts";

/** What is known of `socket`, by asyncio's names. An own name and that of the peer are looked up once, since they go with the socket. */
export class SocketInfo {
  readonly #socket: Socket;
  readonly #names: Readonly<Record<string, unknown>>;

  /** @param names - What else is known. */
  constructor(socket: Socket, names: Readonly<Record<string, unknown>>) {
    this.#socket = socket;
    this.#names = {
      peername: nameOf(socket.remoteAddress, socket.remotePort, socket.remoteFamily),
      sockname: nameOf(socket.localAddress, socket.localPort, socket.localFamily),
      ...names,
    };
  }

  get(name: string): unknown {
    const socket = this.#socket;
    if (name === "socket") return socket;
    const secure = "encrypted" in socket ? (socket as TLSSocket) : undefined;
    if (name === "sslObject") return secure;
    if (name === "cipher") return secure?.getCipher();
    if (name === "peercert") return secure?.getPeerCertificate();
    return this.#names[name];
  }
}

/** A socket of Node without an address is a Unix socket: its path is known to who made it. */
function nameOf(address: string | undefined, port: number | undefined, family: string | undefined): SocketName {
  if (address === undefined || port === undefined) return "";
  return { address, port, family: family === "IPv6" ? 6 : 4 };
}
