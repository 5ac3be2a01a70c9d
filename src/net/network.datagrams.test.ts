import { describe, expect, it } from "vitest";
import type { Address, DatagramChannel, DatagramReceiver } from "#net/network";
import { bytes, failureOf, Journal, networkHere, quiet } from "../../tests/journal.ts";
import { worlds } from "../../tests/worlds.ts";

const at = (port: number, address = "127.0.0.1"): Address & { port: number } => ({ address, family: 4, port });

/** Writes down datagrams. */
class Datagrams extends Journal implements DatagramReceiver {
  from: { readonly address: string; readonly port: number } | undefined = undefined;

  override received(data: Uint8Array, from?: { readonly address: string; readonly port: number }): void {
    this.from = from;
    super.received(data);
  }

  failed(error: Error): void {
    this.events.push(`failed: ${Reflect.get(error, "code") as string}`);
    this.sent(); // wakes whoever waits
  }
}

async function datagramsAt(settings: object): Promise<[DatagramChannel, Datagrams]> {
  const channel = await networkHere().bind({ family: 4, ...settings });
  const journal = new Datagrams();
  channel.open(journal);
  return [channel, journal];
}

function portOfSocket(channel: DatagramChannel): number {
  return (channel.info("sockname") as { readonly port: number }).port;
}

describe.each(worlds)("bind() of the $name network", (world) => {
  it("makes sockets that send each other datagrams", () =>
    world.run(async () => {
      const [one, atOne] = await datagramsAt({ local: { address: "127.0.0.1", port: 0 } });
      const [other, atOther] = await datagramsAt({ local: { address: "127.0.0.1", port: 0 } });
      one.send(bytes("question"), { address: "127.0.0.1", port: portOfSocket(other) });
      await atOther.untilText("question");
      expect(atOther.from).toMatchObject({ address: "127.0.0.1", port: portOfSocket(one) });
      other.send(bytes("answer"), atOther.from);
      await atOne.untilText("answer");
      expect(atOne.text).toBe("answer");
      for (const channel of [one, other]) channel.destroy();
      await atOne.untilEvent("closed");
      await atOther.untilEvent("closed");
    }));

  it("keeps a datagram whole", () =>
    world.run(async () => {
      const [one, atOne] = await datagramsAt({ local: { address: "127.0.0.1", port: 0 } });
      const [other, atOther] = await datagramsAt({ remote: at(portOfSocket(one)) });
      expect(other.info("peername")).toMatchObject({ address: "127.0.0.1", port: portOfSocket(one) });
      other.send(bytes("one"));
      other.send(bytes("two"));
      await atOne.until(() => atOne.chunks.length === 2);
      expect(atOne.chunks.map((chunk) => Buffer.from(chunk).toString())).toEqual(["one", "two"]);
      for (const channel of [one, other]) channel.destroy();
      await atOther.untilEvent("closed");
    }));

  it("refuses a port that is in use", () =>
    world.run(async () => {
      const [one] = await datagramsAt({ local: { address: "127.0.0.1", port: 0 } });
      const again = networkHere().bind({ family: 4, local: { address: "127.0.0.1", port: portOfSocket(one) } });
      expect(await failureOf(again)).toMatchObject({ code: "EADDRINUSE", syscall: "bind" });
      one.destroy();
      await quiet();
    }));

  it("says if a datagram is too long", () =>
    world.run(async () => {
      const [one, atOne] = await datagramsAt({ local: { address: "127.0.0.1", port: 0 } });
      one.send(new Uint8Array(70_000), { address: "127.0.0.1", port: 9 });
      expect(atOne.events).toEqual([]);
      await atOne.untilEvent("failed");
      expect(atOne.events[0]).toBe("failed: EMSGSIZE");
      one.destroy();
      await atOne.untilEvent("closed");
    }));

  it("tells a connected socket that nobody takes its datagrams, and no other", () =>
    world.run(async () => {
      const [gone, atGone] = await datagramsAt({ local: { address: "127.0.0.1", port: 0 } });
      const port = portOfSocket(gone);
      gone.destroy();
      await atGone.untilEvent("closed");
      const [connected, atConnected] = await datagramsAt({ remote: at(port) });
      const [other, atOther] = await datagramsAt({});
      connected.send(bytes("anyone?"));
      other.send(bytes("anyone?"), { address: "127.0.0.1", port });
      await atConnected.untilEvent("failed");
      const failures = [atConnected, atOther].map(({ events }) => events.filter((event) => event !== "sent"));
      expect(failures).toEqual([["failed: ECONNREFUSED"], []]);
      for (const channel of [connected, other]) channel.destroy();
      await atOther.untilEvent("closed");
    }));
});
