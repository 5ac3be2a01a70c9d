import {
  createServer,
  createTask,
  openConnection,
  Protocol,
  startTls,
  type BaseTransport,
  type Transport,
} from "timeloom";
import { onHost, simulatedWorld } from "timeloom/testing";
import type { Bug } from "../bugs/bug.ts";
import { line } from "./lines.ts";

// FIFO order passes: the hello of the handshake comes alone. Needed: it comes in one segment with the command before it.

export const world = simulatedWorld({
  hosts: { client: {}, mail: {} },
  link: { latency: [0.01] },
  lookupLatency: [0.01],
});

export const bugs: readonly Bug[] = [
  {
    id: "tls-by-hand",
    title: "A server changes to TLS after a line, and drops what came behind the line in one segment",
    source: new URL("https://github.com/python/cpython/issues/142352"),
    tier: "T1",
    level: "env",
    world,
    buggy: tlsByHand,
    fixed: tlsByHandFixed,
  },
];

export default async function tlsByHand(): Promise<void> {
  await program(() => new BuggyGreeter());
}

export async function tlsByHandFixed(): Promise<void> {
  await program(() => new Greeter());
}

async function program(greeter: () => BuggyGreeter): Promise<void> {
  await onHost("mail", () => createServer(greeter, "mail", 25));
  const [, writer] = await openConnection("mail", 25);
  writer.write(line("STARTTLS"));
  await writer.startTls({}, { serverHostname: "mail", sslHandshakeTimeout: 10 });
  writer.close();
}

/** A simulated host has a certificate, which it shows if its server has none. */
const certificateOfHost = { secureContext: undefined };

/** Reads one line in the clear, and goes on over TLS. */
class BuggyGreeter extends Protocol {
  protected transport: Transport | undefined = undefined;
  readonly #line: Uint8Array[] = [];

  override connectionMade(transport: BaseTransport): void {
    this.transport = transport as Transport;
  }

  override dataReceived(data: Uint8Array): void {
    const end = data.indexOf("\n".charCodeAt(0));
    if (end === -1) return void this.#line.push(data);
    this.transport?.pauseReading();
    createTask(() => this.secure(data.subarray(end + 1)), { name: "greeter" });
  }

  protected async secure(_rest: Uint8Array): Promise<void> {
    await this.startTls();
  }

  protected async startTls(received?: Uint8Array): Promise<void> {
    if (this.transport === undefined) return;
    try {
      await startTls(this.transport, new Protocol(), certificateOfHost, { serverSide: true, received });
    } catch {
      // the client has gone
    }
  }
}

class Greeter extends BuggyGreeter {
  protected override async secure(rest: Uint8Array): Promise<void> {
    await this.startTls(rest);
  }
}
