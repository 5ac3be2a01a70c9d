import { createFuture, type Future } from "#index";
import { requireLoop } from "#core/context/current";
import { type Address, type Endpoint, type Listener, type Network, network } from "#net/network";
import type { Channel, ChannelReceiver } from "#net/channel";

/** The network of the running loop. */
export function networkHere(): Network {
  return requireLoop().service(network);
}

/** Writes down what a channel delivers, and wakes whoever waits for it. */
export class Journal implements ChannelReceiver {
  readonly events: string[] = [];
  readonly chunks: Uint8Array[] = [];
  error: Error | undefined = undefined;
  readonly #waiting: { readonly until: () => boolean; readonly future: Future<void> }[] = [];

  received(data: Uint8Array): void {
    this.chunks.push(data.slice());
    if (this.events.at(-1) === "received") this.#wake();
    else this.#add("received");
  }

  ended(): void {
    this.#add("ended");
  }

  sent(): void {
    if (this.events.at(-1) === "sent") this.#wake();
    else this.#add("sent");
  }

  closed(error: Error | undefined): void {
    this.error = error;
    this.#add(error === undefined ? "closed" : `closed: ${Reflect.get(error, "code") as string}`);
  }

  /** All bytes so far. */
  get bytes(): Uint8Array {
    return Buffer.concat(this.chunks);
  }

  /** All bytes so far, as text. */
  get text(): string {
    return Buffer.concat(this.chunks).toString("latin1");
  }

  get isClosed(): boolean {
    return this.events.some((event) => event.startsWith("closed"));
  }

  /** Wait until `condition` holds, asked after each event. */
  until(condition: () => boolean): Future<void> {
    const future = createFuture<void>();
    if (condition()) future.setResult(undefined);
    else this.#waiting.push({ until: condition, future });
    return future;
  }

  untilText(text: string): Future<void> {
    return this.until(() => this.text.length >= text.length);
  }

  untilEvent(name: string): Future<void> {
    return this.until(() => this.events.some((event) => event.startsWith(name)));
  }

  #add(event: string): void {
    this.events.push(event);
    this.#wake();
  }

  #wake(): void {
    for (const waiting of this.#waiting) {
      if (!waiting.future.done() && waiting.until()) waiting.future.setResult(undefined);
    }
  }
}

/** Both ends of one connection, with their journals. */
export interface Pair {
  readonly client: Channel;
  readonly server: Channel;
  readonly atClient: Journal;
  readonly atServer: Journal;
  readonly listener: Listener;
}

/** Where a test listens: a port of the own host that is free. */
export const anyPort: Address & { readonly port: number } = { address: "127.0.0.1", family: 4, port: 0 };

/** Connect to a listener of this test. Both ends are open. */
export async function connectedPair(at: Endpoint = anyPort): Promise<Pair> {
  const accepted = createFuture<Channel>();
  const listener = await networkHere().listen(at, { backlog: 5, accepted: (channel) => accepted.setResult(channel) });
  const client = await networkHere().connect(listener.endpoint);
  const server = await accepted;
  const [atClient, atServer] = [new Journal(), new Journal()];
  client.open(atClient);
  server.open(atServer);
  return { client, server, atClient, atServer, listener };
}

/** Close what a pair has open, and wait until it is closed. */
export async function closePair({ client, server, atClient, atServer, listener }: Pair): Promise<void> {
  listener.close();
  client.destroy(false);
  server.destroy(false);
  await atClient.untilEvent("closed");
  await atServer.untilEvent("closed");
}

/** Wait until whatever is under way had time to arrive: as long as three exchanges on another connection take. */
export async function quiet(): Promise<void> {
  for (let times = 0; times < 3; times++) {
    const pair = await connectedPair();
    pair.client.write(bytes("ping"));
    await pair.atServer.untilText("ping");
    pair.server.write(bytes("pong"));
    await pair.atClient.untilText("pong");
    await closePair(pair);
  }
}

/** Text as bytes. */
export function bytes(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

/** What a future fails with, as far as programs look at it. */
export async function failureOf(future: Future<unknown>): Promise<unknown> {
  const error: unknown = await future.then(
    () => "nothing",
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) return error;
  const { code, syscall, address, port, hostname } = error as NodeJS.ErrnoException & {
    port?: number;
    hostname?: string;
    address?: string;
  };
  const [first] = error.message.split("\n");
  return JSON.parse(JSON.stringify({ message: first, code, syscall, address, port, hostname })) as unknown;
}
