/// <reference lib="esnext.disposable" preserve="true" />
import { touchWorld } from "../../core/context/touch.ts";
import type { LoopCore, Wait } from "../../core/contracts/loop-core.ts";
import { coroutine, type Coroutine } from "../../core/coroutine.ts";
import { isCancellation } from "../../core/errors/cancelled-error.ts";
import { RuntimeError } from "../../core/errors/runtime-error.ts";
import { type EventLoop, faceOf } from "../../core/event-loop.ts";
import { type Future, ResourceFuture } from "../../core/future.ts";
import { sleep } from "../../tasks/sleep.ts";
import type { Endpoint } from "../network.ts";
import type { Listeners } from "./listeners.ts";

/**
 * Accepts connections. Made by `createServer()`, `createUnixServer()`, `startServer()` and `startUnixServer()`.
 *
 * `close()` stops it at once; connections that were accepted stay open. `waitClosed()` waits for them, too.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.Server | asyncio.Server}
 */
export class Server implements AsyncDisposable {
  readonly #loop: LoopCore;
  readonly #listeners: Listeners;
  /** Undefined once all is over. */
  #waiters: Future<void>[] | undefined = [];
  #forever: Future<never> | undefined = undefined;
  #isClosed = false;

  constructor(loop: LoopCore, listeners: Listeners) {
    this.#loop = loop;
    this.#listeners = listeners;
    listeners.onLastGone(() => this.#wakeIfOver());
  }

  getLoop(): EventLoop {
    return faceOf(this.#loop);
  }

  isServing(): boolean {
    return this.#listeners.areOpen;
  }

  /** What it listens at: nothing before it serves and after `close()`. */
  get sockets(): readonly ListeningSocket[] {
    return this.#listeners.endpoints.map((endpoint) => new ListeningSocket(endpoint));
  }

  /** Accept no more. Connections stay open: see `closeClients()`. Calling it twice does nothing. */
  close(): void {
    touchWorld(this, "write");
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#listeners.close();
    this.#forever?.cancel();
    this.#forever = undefined;
    this.#wakeIfOver();
  }

  /** Close the transports of all connections: each sends what is buffered first. */
  closeClients(): void {
    for (const transport of [...this.#listeners.clients]) transport.close();
  }

  /** Close the transports of all connections now: what is buffered is lost. */
  abortClients(): void {
    for (const transport of [...this.#listeners.clients]) transport.abort();
  }

  /**
   * Begin to accept, if it was made with `startServing: false`. Calling it twice does nothing.
   *
   * @throws {RuntimeError} If it is closed.
   * @throws An error with Node's `code`, such as `EADDRINUSE`. Then it accepts nowhere.
   */
  startServing(): Coroutine<void> {
    return Server.#startServing(this);
  }

  static readonly #startServing = coroutine(function* startServing(server: Server): Generator<Wait, void, void> {
    server.#requireOpen();
    yield* server.#listeners.open();
    yield* sleep(0);
  });

  /**
   * Accept until the caller is cancelled: then close, and wait until the connections have ended.
   *
   * @throws {RuntimeError} If it is closed, or somebody does this already.
   * @throws {CancelledError} If the caller is cancelled, or `close()` is called.
   */
  serveForever(): Coroutine<never> {
    return Server.#serveForever(this);
  }

  static readonly #serveForever = coroutine(function* serveForever(server: Server): Generator<Wait, never, void> {
    touchWorld(server, "write");
    if (server.#forever !== undefined) {
      throw new RuntimeError(
        `server ${server.toString()} is already being awaited on serve_forever()`,
        "await it in one task only",
      );
    }
    server.#requireOpen();
    yield* server.#listeners.open();
    touchWorld(server, "write");
    server.#forever = new ResourceFuture<never>(server.#loop, server, "serveForever()");
    try {
      return yield* server.#forever;
    } catch (error) {
      if (!isCancellation(error)) throw error;
      server.close();
      yield* server.waitClosed();
      throw error;
    } finally {
      touchWorld(server, "write");
      server.#forever = undefined;
    }
  });

  /** Wait until it is closed and all its connections have ended. */
  waitClosed(): Coroutine<void> {
    return Server.#waitClosed(this);
  }

  static readonly #waitClosed = coroutine(function* waitClosed(server: Server): Generator<Wait, void, void> {
    touchWorld(server, "write");
    if (server.#waiters === undefined) return;
    const waiter = new ResourceFuture<void>(server.#loop, server, "waitClosed()");
    server.#waiters.push(waiter);
    yield* waiter;
  });

  /** Close it, and wait until its connections have ended: the end of an `await using` block. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
    await this.waitClosed();
  }

  toString(): string {
    const sockets = this.sockets.map((socket) => socket.toString()).join(", ");
    return `<Server sockets=(${sockets})>`;
  }

  #requireOpen(): void {
    touchWorld(this, "read");
    if (this.#isClosed) throw new RuntimeError(`server ${this.toString()} is closed`, "make a new one");
  }

  #wakeIfOver(): void {
    touchWorld(this, "write");
    if (!this.#isClosed || this.#listeners.clients.size > 0) return;
    const waiters = this.#waiters ?? [];
    this.#waiters = undefined;
    for (const waiter of waiters) if (!waiter.done()) waiter.setResult();
  }
}

/** What a server listens at. */
export class ListeningSocket {
  readonly #endpoint: Endpoint;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  /** Where it listens: a port of 0 has become a real one. */
  getsockname(): SocketName {
    return "path" in this.#endpoint ? this.#endpoint.path : this.#endpoint;
  }

  /** The port; 0 for a Unix socket. */
  get port(): number {
    const name = this.getsockname();
    return typeof name === "string" ? 0 : name.port;
  }

  toString(): string {
    const name = this.getsockname();
    return typeof name === "string" ? name : `${name.address}:${name.port}`;
  }
}

/** The name of one end of a connection: an address and port, or the path of a Unix socket, which is "" if it has none. */
export type SocketName = { readonly address: string; readonly port: number; readonly family: 4 | 6 } | string;
