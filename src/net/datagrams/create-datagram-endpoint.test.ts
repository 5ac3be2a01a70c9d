import { describe, expect, it, vi } from "vitest";
import {
  CancelledError,
  createDatagramEndpoint,
  createFuture,
  createTask,
  type DatagramEndpointSettings,
  DatagramProtocol,
  type DatagramTransport,
  getRunningLoop,
  type HostAndPort,
  sleep,
  ValueError,
} from "#index";
import { noHandleLeft } from "../../../tests/no-handle-left.ts";
import { worlds } from "../../../tests/worlds.ts";

noHandleLeft();

type Name = { readonly address: string; readonly port: number };

/** Keeps what comes. */
class Box extends DatagramProtocol {
  readonly events: string[] = [];
  readonly lost = createFuture<Error | null>();
  readonly #awaited: { readonly count: number; readonly wake: () => void }[] = [];
  from: Name | undefined = undefined;
  transport: DatagramTransport | undefined = undefined;

  override connectionMade(transport: DatagramTransport): void {
    this.transport = transport;
    this.events.push("made");
  }

  override datagramReceived(data: Uint8Array, from: Name): void {
    this.from = from;
    this.#note(Buffer.from(data).toString());
  }

  override errorReceived(error: NodeJS.ErrnoException): void {
    this.#note(`error: ${error.code ?? error.message}`);
  }

  override connectionLost(error: Error | null): void {
    this.events.push("lost");
    this.lost.setResult(error);
  }

  /** Wait until so many events have happened. */
  async happen(count: number): Promise<void> {
    if (this.events.length >= count) return;
    const future = createFuture<void>();
    this.#awaited.push({ count, wake: () => future.setResult() });
    await future;
  }

  #note(event: string): void {
    this.events.push(event);
    for (const { count, wake } of this.#awaited) if (count === this.events.length) wake();
  }
}

interface Endpoint {
  readonly transport: DatagramTransport;
  readonly box: Box;
  readonly name: Name;
}

const anywhere: HostAndPort = ["127.0.0.1", 0];

async function endpoint(settings: DatagramEndpointSettings = { localAddr: anywhere }): Promise<Endpoint> {
  const [transport, box] = await createDatagramEndpoint(() => new Box(), settings);
  return { transport, box, name: transport.getExtraInfo("sockname") as Name };
}

const bytes = (text: string): Uint8Array => Buffer.from(text);

describe.each(worlds)("createDatagramEndpoint() in the $name world", (world) => {
  it("sends to any address, and hears who has sent", () =>
    world.run(async () => {
      const one = await endpoint();
      const other = await endpoint();

      one.transport.sendto(bytes("hello"), other.name);
      await other.box.happen(2);
      expect(other.box.from).toEqual({ address: one.name.address, port: one.name.port });
      if (other.box.from !== undefined) other.transport.sendto(bytes("reply"), other.box.from);
      await one.box.happen(2);

      expect(one.box.events).toEqual(["made", "reply"]);
      expect(one.transport.isClosing()).toBe(false);
      one.transport.close();
      one.transport.close();
      other.transport.abort();
      expect(await one.box.lost).toBe(null);
      expect(await other.box.lost).toBe(null);
      expect(one.transport.isClosing()).toBe(true);
    }));

  it("sends to an IPv6 address", () =>
    world.run(async () => {
      const one = await endpoint({ localAddr: ["::1", 0] });
      const other = await endpoint({ remoteAddr: [one.name.address, one.name.port] });

      other.transport.sendto(bytes("hello"));
      await one.box.happen(2);

      expect(one.box.from).toMatchObject({ address: "::1", port: other.name.port });
      one.transport.close();
      other.transport.close();
      await one.box.lost;
      await other.box.lost;
    }));

  it("keeps datagrams apart, and delivers empty ones", () =>
    world.run(async () => {
      const one = await endpoint();
      const other = await endpoint();

      for (const text of ["a", "", "bc"]) one.transport.sendto(bytes(text), other.name);
      await other.box.happen(4);

      expect(other.box.events).toEqual(["made", "a", "", "bc"]);
      one.transport.close();
      other.transport.close();
      await one.box.lost;
      await other.box.lost;
    }));

  it("with a peer needs no address, and refuses another", () =>
    world.run(async () => {
      const one = await endpoint();
      const remoteAddr = [one.name.address, one.name.port] as const;
      const other = await endpoint({ remoteAddr });

      other.transport.sendto(bytes("a"));
      other.transport.sendto(bytes("b"), one.name);
      await one.box.happen(3);

      expect(one.box.events).toEqual(["made", "a", "b"]);
      expect(other.transport.getExtraInfo("peername")).toMatchObject({ port: one.name.port });
      expect(() => other.transport.sendto(bytes("c"), { address: "127.0.0.1", port: 1 })).toThrow(
        /^Invalid address: must be None or 127\.0\.0\.1:\d+\n {2}hint: /,
      );
      expect(() => one.transport.sendto(bytes("c"))).toThrow(/^Invalid address: no peer was given\n {2}hint: /);
      one.transport.close();
      other.transport.close();
      await one.box.lost;
      await other.box.lost;
    }));

  it("tells the protocol that nobody receives", () =>
    world.run(async () => {
      const gone = await endpoint();
      gone.transport.close();
      await gone.box.lost;
      const one = await endpoint({ remoteAddr: [gone.name.address, gone.name.port] });

      one.transport.sendto(bytes("anybody there?"));
      await one.box.happen(2);

      expect(one.box.events).toEqual(["made", "error: ECONNREFUSED"]);
      one.transport.close();
      await one.box.lost;
    }));

  it("reports a protocol that throws, and goes on", () =>
    world.run(async () => {
      const reports: unknown[] = [];
      getRunningLoop().setExceptionHandler((_, report) => reports.push(report.message));
      const one = await endpoint();
      const other = await endpoint();
      const receive = other.box.datagramReceived.bind(other.box);
      other.box.datagramReceived = () => {
        other.box.datagramReceived = receive;
        throw new Error("cannot take it");
      };

      one.transport.sendto(bytes("a"), other.name);
      one.transport.sendto(bytes("b"), other.name);
      await other.box.happen(2);

      expect(other.box.events).toEqual(["made", "b"]);
      expect(reports).toEqual(["protocol.datagram_received() failed"]);
      one.transport.close();
      other.transport.close();
      await one.box.lost;
      await other.box.lost;
    }));

  it("takes bytes only, and nothing once it is closed", () =>
    world.run(async () => {
      const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
      const one = await endpoint();
      expect(() => one.transport.sendto("text" as unknown as Uint8Array, one.name)).toThrow(TypeError);
      one.transport.close();
      for (let i = 0; i < 5; i++) one.transport.sendto(bytes("x"), one.name);

      expect(warn).toHaveBeenCalledExactlyOnceWith("socket.send() raised exception.");
      warn.mockRestore();
      await one.box.lost;
      expect(one.box.events).toEqual(["made", "lost"]);
    }));

  it("fails where somebody receives, and says what to do", () =>
    world.run(async () => {
      const one = await endpoint();

      const failing = createTask(() => endpoint({ localAddr: [one.name.address, one.name.port] }));

      await expect(failing).rejects.toMatchObject({ code: "EADDRINUSE" });
      one.transport.close();
      await one.box.lost;
    }));

  it.each([
    ["neither an address nor a family", {}, /^unexpected address family\n/],
    [
      "addresses of different kinds",
      { localAddr: ["127.0.0.1", 0], remoteAddr: ["::1", 9] },
      /^can not get address information\n/,
    ],
    ["a port that is none", { localAddr: ["127.0.0.1", 1.5] }, /^port must be 0-65535, got 1\.5\n/],
  ] as const)("refuses %s", (_, settings, text) =>
    world.run(async () => {
      const failing = createTask(createDatagramEndpoint(() => new Box(), settings));

      await expect(failing).rejects.toBeInstanceOf(ValueError);
      await expect(failing).rejects.toThrow(text);
    }),
  );

  it("leaves nothing open if the caller is cancelled while it is made", () =>
    world.run(async () => {
      for (let turns = 0; turns < 4; turns++) {
        const making = createTask(createDatagramEndpoint(() => new Box(), { localAddr: anywhere }));
        for (let i = 0; i < turns; i++) await sleep(0);
        making.cancel();
        await making.then(
          ([transport]) => transport.abort(),
          (error: unknown) => expect(error).toBeInstanceOf(CancelledError),
        );
      }
      await sleep(0.01);
    }));
});
