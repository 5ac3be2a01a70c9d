import type { LoopCore } from "../../../../core/contracts/loop-core.ts";
import type { Channel, ChannelReceiver } from "../../../../net/channel.ts";
import type { SecureSettings } from "../../../../net/network.ts";
import { SimulatedResult } from "../../simulated-call.ts";
import { type Certificate, certificateOfHost, readCertificates } from "./certificate.ts";
import { alert, handshake, Records, recordsOf, type TlsRecord } from "./records.ts";
import { TlsChannel } from "./tls-channel.ts";
import { shownCertificate, tlsError, type VerifyOptions, verifyPeer } from "./verify-peer.ts";

/**
 * A handshake of TLS 1.3 without cryptography: hello, certificate, finished, as records that travel like all bytes of the connection.
 *
 * As in Node, a client looks at the certificate when the handshake is over, and hangs up if it does not like it.
 *
 * @param names - In the certificate of the own host, which a server shows that was given none.
 */
export function shakeHands(
  loop: LoopCore,
  below: Channel,
  settings: SecureSettings,
  names: readonly string[],
): SimulatedResult<Channel> {
  const result = new SimulatedResult<Channel>(loop, "TLS handshake", () => below.destroy(true));
  const shaking = settings.isServer
    ? new ServerSide(loop, below, settings, result, names)
    : new ClientSide(loop, below, settings, result);
  below.open(shaking);
  below.resume(); // whoever used it until now may have paused it
  shaking.begin();
  if (settings.received !== undefined && settings.received.length > 0) shaking.received(settings.received);
  return result;
}

/** One step of a handshake. */
interface Message {
  readonly step: "hello" | "certificate" | "finished";
  readonly serverName?: string | undefined;
  readonly protocols?: readonly string[] | undefined;
  readonly protocol?: string | undefined;
  readonly wantsCertificate?: boolean | undefined;
  readonly certificate?: Certificate | undefined;
}

/** The options of Node's `tls` that a simulated handshake knows. */
interface Options extends VerifyOptions {
  readonly cert?: unknown;
  readonly ALPNProtocols?: readonly string[];
  readonly requestCert?: boolean;
}

abstract class Side implements ChannelReceiver {
  readonly #loop: LoopCore;
  readonly #below: Channel;
  readonly #result: SimulatedResult<Channel>;
  readonly #records = new Records();
  /** The records that came with those that are being read, and follow them. */
  #following: readonly TlsRecord[] = [];
  protected readonly settings: SecureSettings;
  protected readonly options: Options;

  constructor(loop: LoopCore, below: Channel, settings: SecureSettings, result: SimulatedResult<Channel>) {
    this.#loop = loop;
    this.#below = below;
    this.settings = settings;
    this.options = settings.options;
    this.#result = result;
  }

  abstract begin(): void;
  protected abstract take(message: Message): void;
  protected abstract readonly lost: string;

  received(data: Uint8Array): void {
    const records = this.#records.read(data);
    if (records === undefined) {
      return this.fail(tlsError("error:0A00010B:SSL routines::wrong version number", "ERR_SSL_WRONG_VERSION_NUMBER"));
    }
    records.forEach(({ type, content }, at) => {
      if (this.#result.done()) return;
      this.#following = records.slice(at + 1);
      if (type === handshake) this.take(JSON.parse(new TextDecoder().decode(content)) as Message);
      else if (type === alert) this.fail(alertError(content[1] ?? 0));
    });
  }

  ended(): void {
    this.fail(tlsError(this.lost, "ECONNRESET"));
  }

  sent(): void {}

  closed(error: Error | undefined): void {
    this.fail(error ?? tlsError(this.lost, "ECONNRESET"));
  }

  protected send(message: Message): void {
    const text = JSON.stringify(message).padEnd(usualBytes); // real ones fill a segment, too
    this.#below.write(recordsOf(handshake, new TextEncoder().encode(text)));
  }

  /** Tell the peer that the handshake has failed, and why. */
  protected refuse(code: number, error: Error): void {
    this.#below.write(recordsOf(alert, Uint8Array.of(2, code)));
    this.fail(error);
  }

  protected fail(error: Error): void {
    if (this.#result.done()) return;
    this.#result.setException(error);
    this.#below.destroy(false);
  }

  protected succeed(peer: Certificate | undefined, protocol: string | undefined): void {
    if (this.#result.done()) return;
    const { options, serverHostname } = this.settings;
    const peercert = peer === undefined ? {} : shownCertificate(peer);
    const sslObject = {
      encrypted: true,
      alpnProtocol: protocol ?? false,
      servername: serverHostname ?? false,
      getPeerCertificate: () => peercert,
      getCipher: () => cipher,
      getProtocol: () => cipher.version,
    };
    const info = { sslcontext: options, sslObject, peercert, cipher };
    const channel = new TlsChannel(this.#loop, this.#below, this.#records, info);
    channel.take(this.#following);
    this.#result.setResult(channel);
  }

  /** The own certificate in PEM, if there is one. */
  protected get ownCertificate(): Certificate | undefined {
    return this.options.cert === undefined ? undefined : readCertificates(this.options.cert)[0];
  }
}

class ClientSide extends Side {
  protected readonly lost = "Client network socket disconnected before secure TLS connection was established";

  begin(): void {
    this.send({ step: "hello", serverName: this.settings.serverHostname, protocols: this.options.ALPNProtocols });
  }

  protected override take({ step, certificate, protocol, wantsCertificate }: Message): void {
    if (step !== "certificate") return this.fail(unexpected());
    this.send({ step: "finished", certificate: wantsCertificate === true ? this.ownCertificate : undefined });
    const wrong = verifyPeer(certificate, this.settings.serverHostname, this.options);
    if (wrong === undefined) this.succeed(certificate, protocol);
    else this.fail(wrong);
    return undefined;
  }
}

class ServerSide extends Side {
  protected readonly lost = "read ECONNRESET";
  readonly #hostNames: readonly string[];
  #protocol: string | undefined = undefined;

  constructor(
    loop: LoopCore,
    below: Channel,
    settings: SecureSettings,
    result: SimulatedResult<Channel>,
    names: readonly string[],
  ) {
    super(loop, below, settings, result);
    this.#hostNames = names;
  }

  begin(): void {}

  protected override take({ step, protocols, certificate }: Message): void {
    const { ALPNProtocols: known, requestCert = false, rejectUnauthorized } = this.options;
    if (step === "hello") {
      this.#protocol = known?.find((one) => protocols?.includes(one));
      if (known !== undefined && protocols !== undefined && this.#protocol === undefined) {
        const text = "error:0A0000EB:SSL routines::no application protocol";
        return this.refuse(noApplicationProtocol, tlsError(text, "ERR_SSL_NO_APPLICATION_PROTOCOL"));
      }
      const own = this.ownCertificate ?? certificateOfHost(this.#hostNames);
      return this.send({
        step: "certificate",
        certificate: own,
        protocol: this.#protocol,
        wantsCertificate: requestCert,
      });
    }
    if (step !== "finished") return this.fail(unexpected());
    const wrong = requestCert ? verifyPeer(certificate, undefined, { ...this.options, rejectUnauthorized }) : undefined;
    if (wrong === undefined) this.succeed(certificate, this.#protocol);
    else this.refuse(certificateRequired, wrong);
    return undefined;
  }
}

function unexpected(): Error {
  return tlsError("error:0A0000F4:SSL routines::unexpected message", "ERR_SSL_UNEXPECTED_MESSAGE");
}

function alertError(code: number): Error {
  if (code === noApplicationProtocol) {
    const text = "error:0A000460:SSL routines::tlsv1 alert no application protocol";
    return tlsError(text, "ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL");
  }
  return tlsError(
    `error:0A000410:SSL routines::sslv3 alert handshake failure`,
    "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE",
  );
}

/** About as much as the first message of a real client. */
const usualBytes = 512;

const cipher = {
  name: "TLS_AES_256_GCM_SHA384",
  standardName: "TLS_AES_256_GCM_SHA384",
  version: "TLSv1.3",
} as const;

/** Alerts: RFC 8446, section 6. */
const certificateRequired = 116;
const noApplicationProtocol = 120;
