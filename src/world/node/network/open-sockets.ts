/** The sockets and servers of one loop that are open. */
export class OpenSockets {
  readonly #destroys = new Set<() => void>();

  /** Keep `socket` in mind until it is closed. @returns `socket` */
  add<S extends Closable>(socket: S): S {
    const destroy = (): void => {
      if (socket.destroy === undefined) socket.close?.();
      else socket.destroy();
    };
    this.#destroys.add(destroy);
    socket.once("close", () => void this.#destroys.delete(destroy));
    return socket;
  }

  destroy(): void {
    for (const destroy of this.#destroys) destroy();
    this.#destroys.clear();
  }
}

/** A socket, a server or a socket for datagrams. */
interface Closable {
  once(event: "close", listener: () => void): unknown;
  destroy?(): unknown;
  close?(): unknown;
}
