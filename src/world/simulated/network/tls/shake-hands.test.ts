import { X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createFuture, gather, getRunningLoop, run } from "#index";
import type { Channel } from "#net/channel";
import { onHost, simulatedWorld, virtualLoop, type WorldSettings } from "#testing";
import { readCertificates } from "#world/simulated/network/tls/certificate";
import { bytes, Journal, networkHere } from "../../../../../tests/journal.ts";

const database = { address: "10.0.0.9", family: 4, port: 5432 } as const;

// Made once with openssl; only their names matter here, and who has signed.
const leaf = `-----BEGIN CERTIFICATE-----
MIIBozCCAUigAwIBAgIUH3QtQtIfMzQxfxEq/oiy2qaVEcIwCgYIKoZIzj0EAwIw
EjEQMA4GA1UEAwwHVGVzdCBDQTAgFw0yNjExMjYyMjA1MTNaGA8yMTI2MTEwMjIy
MDUxM1owEjEQMA4GA1UEAwwHZGIudGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEH
A0IABEtYzNrwvv9ewKfSzdcvsCltkB3+3/V1FGPSRhHsY1FvO6rq5wOU1ge8ZQ5T
ao23iZqLxjEq8w7pEHd4noJH5/mjejB4MDYGA1UdEQQvMC2CB2RiLnRlc3SCCiou
c3ZjLnRlc3SHBAoAAAmHEP0AAAAAAAAAAAAAAAAAAAkwHQYDVR0OBBYEFNdyIFSU
Wc8zQ8ZDPEkJBhnOTNfKMB8GA1UdIwQYMBaAFFPdV0S00fhGG399qSS7RStJZCRI
MAoGCCqGSM49BAMCA0kAMEYCIQC6elJbFNKsqhBdUcfMAxhix6E+4KLqV4ej2/0r
rP3npQIhAOVGV1KxFeUeVU3m4JkFgnufnju5CwMQO0W1CabnzB+l
-----END CERTIFICATE-----`;
const authority = `-----BEGIN CERTIFICATE-----
MIIBezCCASGgAwIBAgIUVj7hC5X497JNqO89QgPyLC42I8gwCgYIKoZIzj0EAwIw
EjEQMA4GA1UEAwwHVGVzdCBDQTAgFw0yNjExMjYyMjA1MTNaGA8yMTI2MTEwMjIy
MDUxM1owEjEQMA4GA1UEAwwHVGVzdCBDQTBZMBMGByqGSM49AgEGCCqGSM49AwEH
A0IABC0Im4SXo9FuD5VlyHA/RpgK2TuPaB0/6c1S7T5DamA/Us1QwoqcyMoYgjw0
AuNHJIPp0dAtB8Li2VUN9pq3sCSjUzBRMB0GA1UdDgQWBBRT3VdEtNH4Rht/fakk
u0UrSWQkSDAfBgNVHSMEGDAWgBRT3VdEtNH4Rht/fakku0UrSWQkSDAPBgNVHRMB
Af8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIEQEbuu07Cescx511F8pnOb+uBvs
FdUu8PgAHZVQC7GHAiEAojC83HLLRukeJZQnzChpEItisWNZ6cv5sGGpCFWFbWw=
-----END CERTIFICATE-----`;

/** Run with both ends of a connection between two hosts. */
function withEnds<T>(body: (client: Channel, server: Channel) => Promise<T>, settings: WorldSettings = {}): Promise<T> {
  const world = simulatedWorld({ hosts: { web: {}, db: { address: "10.0.0.9" } }, ...settings });
  return run(
    async () => {
      const accepted = createFuture<Channel>();
      await onHost("db", async () => {
        await networkHere().listen(database, { backlog: 5, accepted: (channel) => accepted.setResult(channel) });
      });
      const client = await networkHere().connect(database);
      return body(client, await accepted);
    },
    { loopFactory: virtualLoop({ io: "forbid", world }) },
  );
}

interface Sides {
  readonly client?: object;
  readonly server?: object;
  readonly name?: string | undefined;
}

/** Shake hands at both ends. @returns what came of it: the channels, or the errors */
async function shake(
  below: Channel,
  peer: Channel,
  { client = {}, server = {}, name = "db" }: Sides = {},
): Promise<[unknown, unknown]> {
  const atServer = onHost("db", () => networkHere().secure(peer, { options: server, isServer: true }));
  const atClient = networkHere().secure(below, { options: client, isServer: false, serverHostname: name });
  const [one, other] = await gather(atClient, atServer, { returnExceptions: true });
  return [one, other];
}

async function shaken(below: Channel, peer: Channel, sides?: Sides): Promise<[Channel, Channel]> {
  return (await shake(below, peer, sides)) as [Channel, Channel];
}

describe("a simulated handshake", () => {
  it("makes channels that carry bytes both ways, and know of the peer", () =>
    withEnds(async (below, peer) => {
      const [client, server] = await shaken(below, peer);
      const [atClient, atServer] = [new Journal(), new Journal()];
      client.open(atClient);
      server.open(atServer);
      client.write(bytes("question"));
      await atServer.untilText("question");
      server.write(bytes("answer"));
      await atClient.untilText("answer");
      client.destroy(false);
      await atServer.untilEvent("ended");
      server.destroy(false);
      await atClient.untilEvent("closed");

      expect([atServer.text, atClient.text]).toEqual(["question", "answer"]);
      expect([atServer.events, atClient.events]).toEqual([
        ["received", "ended"],
        ["received", "closed"],
      ]);
      expect(client.info("peercert")).toEqual({
        subject: { CN: "db" },
        issuer: { CN: "the simulated world" },
        subjectaltname: "DNS:db, DNS:localhost",
      });
      expect(client.info("cipher")).toMatchObject({ version: "TLSv1.3" });
      expect([server.info("peercert"), client.info("peername"), client.canEnd]).toEqual([{}, database, false]);
    }));

  it("takes the latency of the link: the client a round trip, the server half a one more", () =>
    withEnds(
      async (below, peer) => {
        const start = getRunningLoop().time();
        const atServer = onHost("db", () => networkHere().secure(peer, { options: {}, isServer: true }));
        await networkHere().secure(below, { options: {}, isServer: false, serverHostname: "db" });
        expect(getRunningLoop().time() - start).toBe(0.5);
        await atServer;
        expect(getRunningLoop().time() - start).toBe(0.75);
      },
      { link: { latency: [0.25] } },
    ));

  it("survives whatever pieces its bytes come in", () =>
    withEnds(
      async (below, peer) => {
        const [client, server] = await shaken(below, peer);
        const atServer = new Journal();
        server.open(atServer);
        client.write(bytes("in pieces"));
        await atServer.untilText("in pieces");
        expect(atServer.text).toBe("in pieces");
      },
      { link: { sizes: [1] } },
    ));

  it("keeps what the peer sends with its last message", () =>
    withEnds(async (below, peer) => {
      const atServer = onHost("db", () => networkHere().secure(peer, { options: {}, isServer: true }));
      const client = await networkHere().secure(below, { options: {}, isServer: false, serverHostname: "db" });
      client.write(bytes("early"));
      const server = await atServer;
      const journal = new Journal();
      server.open(journal);
      expect(journal.events).toEqual([]);
      await journal.untilText("early");
      expect(journal.text).toBe("early");
    }));

  it("takes bytes that came before it began", () =>
    withEnds(async (below, peer) => {
      const plain = new Journal();
      peer.open(plain);
      const atClient = networkHere().secure(below, { options: {}, isServer: false, serverHostname: "db" });
      await plain.until(() => plain.bytes.length > 0);
      const server = await onHost("db", async () => {
        const securing = networkHere().secure(peer, { options: {}, isServer: true, received: plain.bytes });
        return [await securing];
      });
      await atClient;
      expect(server.length).toBe(1);
    }));

  it("refuses a server that has another name", () =>
    withEnds(async (below, peer) => {
      const [error] = await shake(below, peer, { name: "cache" });
      expect(error).toMatchObject({
        code: "ERR_TLS_CERT_ALTNAME_INVALID",
        message:
          "Hostname/IP does not match certificate's altnames: Host: cache. is not in the cert's altnames: DNS:db, DNS:localhost",
        host: "cache",
      });
    }));

  it.each([
    ["db.test", undefined],
    ["a.svc.test", undefined],
    ["a.b.svc.test", "ERR_TLS_CERT_ALTNAME_INVALID"],
    ["10.0.0.9", undefined],
    ["fd00:0::9", undefined],
    ["10.0.0.8", "ERR_TLS_CERT_ALTNAME_INVALID"],
  ])("checks the names of a certificate in PEM: %s", (name, code) =>
    withEnds(async (below, peer) => {
      const [outcome] = await shake(below, peer, { client: { ca: authority }, server: { cert: leaf }, name });
      const shown = outcome instanceof Error ? outcome : (outcome as Channel).info("peercert");
      expect(shown).toMatchObject(code === undefined ? { subject: { CN: "db.test" } } : { code });
    }),
  );

  it("trusts nobody who was signed by a stranger, unless told to", () =>
    withEnds(async (below, peer) => {
      const [error] = await shake(below, peer, { server: { cert: leaf }, name: "db.test" });
      expect(error).toMatchObject({
        code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
        message: "unable to verify the first certificate",
      });
    }).then(() =>
      withEnds(async (below, peer) => {
        const sides = { client: { rejectUnauthorized: false }, server: { cert: authority } };
        const [channel] = await shake(below, peer, sides);
        expect((channel as Channel).info("peercert")).toMatchObject({ subject: { CN: "Test CA" } });
      }),
    ));

  it("refuses a certificate that has signed itself", () =>
    withEnds(async (below, peer) => {
      const [error] = await shake(below, peer, { server: { cert: authority }, name: "Test CA" });
      expect(error).toMatchObject({ code: "DEPTH_ZERO_SELF_SIGNED_CERT", message: "self-signed certificate" });
    }));

  it("asks the client for a certificate, if it should", () =>
    withEnds(async (below, peer) => {
      const server = { requestCert: true, ca: authority };
      const [, error] = await shake(below, peer, { server });
      expect(error).toMatchObject({ code: "ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE" });
    }));

  it("agrees on a protocol, or fails", () =>
    withEnds(async (below, peer) => {
      const sides = { client: { ALPNProtocols: ["h2", "http/1.1"] }, server: { ALPNProtocols: ["http/1.1"] } };
      const [client, server] = await shaken(below, peer, sides);
      for (const end of [client, server]) expect(end.info("sslObject")).toMatchObject({ alpnProtocol: "http/1.1" });
    }).then(() =>
      withEnds(async (below, peer) => {
        const sides = { client: { ALPNProtocols: ["h2"] }, server: { ALPNProtocols: ["http/1.1"] } };
        const errors = await shake(below, peer, sides);
        expect(errors).toMatchObject([
          { code: "ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL" },
          { code: "ERR_SSL_NO_APPLICATION_PROTOCOL" },
        ]);
      }),
    ));

  it("fails if the peer does not speak TLS", () =>
    withEnds(async (below, peer) => {
      peer.open(new Journal());
      peer.write(bytes("220 mail ready\r\n"));
      const securing = networkHere().secure(below, { options: {}, isServer: false });
      await expect(securing).rejects.toMatchObject({ code: "ERR_SSL_WRONG_VERSION_NUMBER" });
    }));

  it("fails if the peer sends back what it gets", () =>
    withEnds(async (below, peer) => {
      const echo = new Journal();
      echo.received = (data) => peer.write(data);
      peer.open(echo);
      const securing = networkHere().secure(below, { options: {}, isServer: false });
      await expect(securing).rejects.toMatchObject({ code: "ERR_SSL_UNEXPECTED_MESSAGE" });
    }));

  it("goes on with a channel that was paused", () =>
    withEnds(async (below, peer) => {
      below.pause();
      peer.pause();
      const [client] = await shaken(below, peer);
      expect(client.info("cipher")).toMatchObject({ version: "TLSv1.3" });
    }));

  it("fails if the peer hangs up", () =>
    withEnds(async (below, peer) => {
      peer.open(new Journal());
      peer.destroy(false);
      const securing = networkHere().secure(below, { options: {}, isServer: false });
      await expect(securing).rejects.toMatchObject({
        code: "ECONNRESET",
        message: expect.stringContaining("before secure TLS connection"),
      });
    }));

  it("leaves nothing open when it is cancelled", () =>
    withEnds(async (below, peer) => {
      const journal = new Journal();
      peer.open(journal);
      const securing = networkHere().secure(below, { options: {}, isServer: false });
      securing.cancel();
      await journal.untilEvent("closed");
      expect(journal.events.at(-1)).toBe("closed: ECONNRESET");
    }));
});

describe("readCertificates()", () => {
  it("reads what Node reads", () => {
    const [certificate] = readCertificates(leaf);
    const known = new X509Certificate(leaf);
    expect(certificate?.names.join(", ")).toBe(known.subjectAltName);
    expect([`CN=${certificate?.subject ?? ""}`, `CN=${certificate?.issuer ?? ""}`]).toEqual([
      known.subject,
      known.issuer,
    ]);
    expect(readCertificates(known.raw)).toEqual(readCertificates(leaf));
    expect(readCertificates([authority, Buffer.from(leaf)]).map(({ subject }) => subject)).toEqual([
      "Test CA",
      "db.test",
    ]);
  });

  it.each(["", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"])(
    "refuses %j",
    (text) => {
      expect(() => readCertificates(text)).toThrow("PEM routines::no start line");
    },
  );
});
