import {
  type BaseTransport,
  BufferedProtocol,
  createFuture,
  DatagramProtocol,
  type DatagramTransport,
  type Future,
  Protocol,
  type Transport,
} from "timeloom";
import type { Print } from "../scenario.ts";
import { bytes, text } from "../streams/served.ts";

/** Sends back what it gets, and closes the connection. */
export class EchoServer extends Protocol {
  readonly #print: Print;
  #transport: Transport | undefined = undefined;

  constructor(print: Print) {
    super();
    this.#print = print;
  }

  override connectionMade(transport: BaseTransport): void {
    this.#transport = transport as Transport;
  }

  override dataReceived(data: Uint8Array): void {
    const peer = this.#transport?.getExtraInfo("peername") as { readonly address: string } | undefined;
    this.#print(`Data received: '${text(data)}' from ${peer?.address}`);
    this.#print(`Send: '${text(data)}'`);
    this.#transport?.write(data);
    this.#print("Close the client socket");
    this.#transport?.close();
  }
}

/** Sends a message, and reads until the connection is lost. */
export class EchoClient extends Protocol {
  readonly lost: Future<void> = createFuture<void>();
  readonly #message: string;
  readonly #print: Print;

  constructor(message: string, print: Print) {
    super();
    this.#message = message;
    this.#print = print;
  }

  override connectionMade(transport: BaseTransport): void {
    (transport as Transport).write(bytes(this.#message));
  }

  override dataReceived(data: Uint8Array): void {
    this.#print(`Data received: '${text(data)}'`);
  }

  override connectionLost(): void {
    this.#print("The server closed the connection");
    this.lost.setResult();
  }
}

/** Sends the same to everybody who connects. */
export class Source extends Protocol {
  readonly #data: Uint8Array;

  constructor(data: Uint8Array) {
    super();
    this.#data = data;
  }

  override connectionMade(transport: BaseTransport): void {
    (transport as Transport).write(this.#data);
    (transport as Transport).close();
  }
}

/** Receives into one buffer, again and again. */
export class Alphabet extends BufferedProtocol {
  readonly ended: Future<void> = createFuture<void>();
  received = "";
  /** The most bytes that came at once. */
  most = 0;
  readonly #buffer: Uint8Array;

  constructor(size: number) {
    super();
    this.#buffer = new Uint8Array(size);
  }

  override getBuffer(): Uint8Array {
    return this.#buffer;
  }

  override bufferUpdated(count: number): void {
    this.received += text(this.#buffer.subarray(0, count));
    this.most = Math.max(this.most, count);
  }

  override connectionLost(): void {
    this.ended.setResult();
  }
}

/** Keeps what it receives. */
export class Collector extends Protocol {
  readonly ended: Future<void> = createFuture<void>();
  readonly #pieces: Uint8Array[] = [];
  readonly #pauses: boolean;
  #transport: Transport | undefined = undefined;

  /** @param pauses - Whether it receives nothing until {@link resume}. */
  constructor(pauses: boolean) {
    super();
    this.#pauses = pauses;
  }

  get received(): Uint8Array {
    return Buffer.concat(this.#pieces);
  }

  override connectionMade(transport: BaseTransport): void {
    this.#transport = transport as Transport;
    if (this.#pauses) this.#transport.pauseReading();
  }

  resume(): void {
    this.#transport?.resumeReading();
  }

  override dataReceived(data: Uint8Array): void {
    this.#pieces.push(data);
  }

  override connectionLost(): void {
    this.ended.setResult();
  }
}

/** Knows when it may write. */
export class Sender extends Protocol {
  readonly resumed: Future<void> = createFuture<void>();
  readonly #print: Print;

  constructor(print: Print) {
    super();
    this.#print = print;
  }

  override pauseWriting(): void {
    this.#print("pause");
  }

  override resumeWriting(): void {
    this.#print("resume");
    this.resumed.setResult();
  }
}

/** Sends datagrams back. */
export class EchoServerDatagrams extends DatagramProtocol {
  readonly #print: Print;
  #transport: DatagramTransport | undefined = undefined;

  constructor(print: Print) {
    super();
    this.#print = print;
  }

  override connectionMade(transport: DatagramTransport): void {
    this.#transport = transport;
  }

  override datagramReceived(data: Uint8Array, from: { readonly address: string; readonly port: number }): void {
    this.#print(`Received '${text(data)}' from ${from.address}`);
    this.#print(`Send '${text(data)}' back`);
    this.#transport?.sendto(data, from);
  }
}

/** Sends a datagram, and waits for the answer. */
export class EchoClientDatagrams extends DatagramProtocol {
  readonly lost: Future<void> = createFuture<void>();
  readonly #message: string;
  readonly #print: Print;
  #transport: DatagramTransport | undefined = undefined;

  constructor(message: string, print: Print) {
    super();
    this.#message = message;
    this.#print = print;
  }

  override connectionMade(transport: DatagramTransport): void {
    this.#transport = transport;
    this.#print(`Send: '${this.#message}'`);
    transport.sendto(bytes(this.#message));
  }

  override datagramReceived(data: Uint8Array): void {
    this.#print(`Received: '${text(data)}'`);
    this.#print("Close the socket");
    this.#transport?.close();
  }

  override connectionLost(): void {
    this.#print("Connection closed");
    this.lost.setResult();
  }
}
