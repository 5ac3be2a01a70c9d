import { describe } from "../core/arguments/describe.ts";
import { typeError } from "../core/errors/type-error.ts";
import { ValueError } from "../core/errors/value-error.ts";
import { hintedTlsError } from "./hinted-tls-error.ts";
import type { Network } from "./network.ts";

/**
 * How to use TLS: the options of Node's `tls`, as asyncio has an `SSLContext`. Use one object for all connections that are alike: its
 * certificates and keys are read once.
 *
 * @see {@link https://nodejs.org/api/tls.html | tls of Node}
 */
export interface SslContext {
  /** The certificates to trust. Default: those that Node trusts. */
  readonly ca?: SslData | undefined;
  /** The own certificate. */
  readonly cert?: SslData | undefined;
  /** The private key of the certificate. */
  readonly key?: SslData | undefined;
  /** Whether a peer without a valid certificate is refused. Default: true. A server asks for one only with `requestCert`. */
  readonly rejectUnauthorized?: boolean | undefined;
  readonly requestCert?: boolean | undefined;
  /** The protocols to agree on one of, the best first. */
  readonly ALPNProtocols?: readonly string[] | undefined;
  readonly [option: string]: unknown;
}

/** Certificates or keys, in PEM. */
type SslData = string | Uint8Array | readonly (string | Uint8Array)[];

/**
 * Check what a server over TLS needs, before the first connection comes.
 *
 * @throws {TypeError} If `ssl` is no object.
 * @throws {ValueError} If there is no certificate or no key, or one of them is not in PEM.
 * @throws The error of Node's `tls` if a certificate cannot be read.
 */
export function requireSslContext(ssl: unknown, isServer: boolean, net: Network): void {
  if (typeof ssl === "boolean" && isServer) {
    throw typeError("ssl argument must be an SSLContext or None", "pass the options of Node's tls: { cert, key }");
  }
  if (ssl === undefined || ssl === null || typeof ssl === "boolean") return;
  if (typeof ssl !== "object") {
    throw typeError(`ssl must be the options of Node's tls, got ${describe(ssl)}`, "pass { ca }, or { cert, key }");
  }
  if (isServer) requireOwnCertificate(ssl);
  for (const name of ["ca", "cert", "key"] as const) requirePem(name, (ssl as SslContext)[name]);
  try {
    net.readCertificates(ssl);
  } catch (error) {
    throw hintedTlsError(error);
  }
}

/** @throws {ValueError} If a server has nothing to show, or cannot prove that it is its own. */
function requireOwnCertificate(ssl: object): void {
  const hint = "pass ssl: { cert, key }, both in PEM";
  if (["pfx", "secureContext", "SNICallback"].some((option) => option in ssl)) return;
  if (!("cert" in ssl)) throw new ValueError("a server needs a certificate to use ssl", hint);
  if (!("key" in ssl)) throw new ValueError("a server needs the key of its certificate to use ssl", hint);
}

/** Node takes some other texts for no certificates at all. @throws {ValueError} If a text or a part of it is not in PEM. */
function requirePem(name: string, data: unknown): void {
  for (const part of Array.isArray(data) ? (data as readonly unknown[]) : [data]) {
    if (typeof part !== "string" || part.includes("-----BEGIN")) continue;
    throw new ValueError(`${name} is not in PEM`, "pass what the file holds, from -----BEGIN on: readFileSync(path)");
  }
}
