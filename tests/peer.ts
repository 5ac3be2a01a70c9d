import { createFuture, type Future, Protocol, type Transport } from "#index";

/** A protocol that remembers what happens to it. */
export class Peer extends Protocol {
  readonly #settings: PeerSettings;
  /** What happened, in order. What is received in several pieces is one event. */
  readonly events: string[] = [];
  /** Has its result when the connection has ended. */
  readonly lost: Future<Error | null> = createFuture();
  readonly ended: Future<void> = createFuture();
  readonly #texts: Awaited[] = [];
  #transport: Transport | undefined = undefined;
  text = "";

  constructor(settings: PeerSettings = {}) {
    super();
    this.#settings = settings;
  }

  get transport(): Transport {
    if (this.#transport === undefined) throw new Error("The connection is not made");
    return this.#transport;
  }

  set transport(transport: Transport) {
    this.#transport = transport;
  }

  /** Wait until so many characters have come. */
  receives(length: number): Future<string> {
    const future = createFuture<string>();
    this.#texts.push({ length, future });
    this.#tell();
    return future;
  }

  write(text: string): void {
    this.transport.write(Buffer.from(text));
  }

  override connectionMade(transport: Transport): void {
    this.#transport = transport;
    this.events.push("made");
  }

  override dataReceived(data: Uint8Array): void {
    if (this.events.at(-1) !== "data") this.events.push("data");
    this.text += Buffer.from(data).toString("latin1");
    this.#tell();
    if (this.#settings.echoes === true) this.transport.write(data);
  }

  override eofReceived(): boolean {
    this.events.push("eof");
    this.ended.setResult();
    return this.#settings.staysOpen === true;
  }

  override connectionLost(error: Error | null): void {
    this.events.push(error === null ? "lost" : `lost: ${(error as NodeJS.ErrnoException).code ?? error.message}`);
    this.lost.setResult(error);
  }

  override pauseWriting(): void {
    this.events.push("pause");
  }

  override resumeWriting(): void {
    this.events.push("resume");
  }

  #tell(): void {
    for (const { length, future } of this.#texts) {
      if (this.text.length >= length && !future.done()) future.setResult(this.text);
    }
  }
}

/** What a peer does by itself. */
export interface PeerSettings {
  readonly echoes?: boolean;
  /** Whether it goes on writing when the other side has ended. */
  readonly staysOpen?: boolean;
}

interface Awaited {
  readonly length: number;
  readonly future: Future<string>;
}
