import { describe } from "../../core/arguments/describe.ts";
import type { LoopCore, Wait } from "../../core/contracts/loop-core.ts";
import { faceOf } from "../../core/event-loop.ts";
import { ValueError } from "../../core/errors/value-error.ts";
import type { Channel } from "../channel.ts";
import { network } from "../network.ts";
import { hintedTlsError } from "../hinted-tls-error.ts";
import { netError } from "../net-error.ts";
import type { SslContext } from "../ssl-context.ts";
import { orDestroy } from "./or-destroy.ts";

/** What to do on a connection before anybody uses it: a handshake of TLS. */
export interface Handshake {
  readonly ssl: SslContext;
  readonly isServer: boolean;
  readonly serverHostname: string | undefined;
  /** Seconds that the handshake may take. */
  readonly timeout: number;
  /** Seconds that the peer has, at the end, to reply to the farewell. */
  readonly shutdownTimeout: number;
}

/** Options of whatever makes connections over TLS. */
export interface SslSettings {
  /** Use TLS: with these options of Node's `tls`, or, for a client, with `true` for the defaults. */
  readonly ssl?: SslContext | boolean | null | undefined;
  /** The name that the certificate of the server must have. Default: the host. */
  readonly serverHostname?: string | null | undefined;
  /** Seconds. Default: 60. */
  readonly sslHandshakeTimeout?: number | null | undefined;
  /** Seconds. Default: 30. */
  readonly sslShutdownTimeout?: number | null | undefined;
}

/** @throws {ValueError} If an option has no meaning, or a bad value. */
export function handshakeOf(settings: SslSettings, isServer: boolean, host?: string | null): Handshake | undefined {
  const { ssl, serverHostname, sslHandshakeTimeout, sslShutdownTimeout } = settings;
  if (ssl === undefined || ssl === null || ssl === false) {
    requireNone("server_hostname", serverHostname);
    requireNone("ssl_handshake_timeout", sslHandshakeTimeout);
    requireNone("ssl_shutdown_timeout", sslShutdownTimeout);
    return undefined;
  }
  return {
    ssl: ssl === true ? {} : ssl,
    isServer,
    serverHostname: isServer ? undefined : (serverHostname ?? host ?? undefined),
    timeout: secondsOf("ssl_handshake_timeout", sslHandshakeTimeout, handshakeTimeout),
    shutdownTimeout: secondsOf("ssl_shutdown_timeout", sslShutdownTimeout, shutdownTimeout),
  };
}

/** Shake hands on `channel`. @param received - Bytes that belong to the handshake and were received before. */
export function* shakeHands(
  loop: LoopCore,
  channel: Channel,
  handshake: Handshake,
  received?: Uint8Array,
): Generator<Wait, Channel, void> {
  const { ssl, isServer, serverHostname, timeout } = handshake;
  const secured = loop.service(network).secure(channel, { options: ssl, isServer, serverHostname, received });
  let isLate = false;
  const timer = faceOf(loop).callLater(timeout, () => {
    isLate = secured.cancel();
  });
  try {
    return yield* orDestroy(secured);
  } catch (error) {
    channel.destroy(false);
    if (isLate) throw tooLate(timeout);
    throw hintedTlsError(error);
  } finally {
    timer.cancel();
  }
}

function tooLate(timeout: number): Error {
  return netError(
    `SSL handshake is taking longer than ${timeout} seconds: aborting the connection`,
    "ECONNABORTED",
    "the peer speaks no TLS, or is slow: see sslHandshakeTimeout",
  );
}

function requireNone(name: string, value: unknown): void {
  if (value === undefined || value === null) return;
  throw new ValueError(`${name} is only meaningful with ssl`, "pass ssl, too: true, or the options of Node's tls");
}

function secondsOf(name: string, value: number | null | undefined, byDefault: number): number {
  if (value === undefined || value === null) return byDefault;
  if (typeof value === "number" && value > 0) return value;
  throw new ValueError(`${name} should be a positive number, got ${describe(value)}`, "pass a number of seconds");
}

/** As nginx. */
const handshakeTimeout = 60;
const shutdownTimeout = 30;
