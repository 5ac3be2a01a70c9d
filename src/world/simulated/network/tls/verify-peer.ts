import { familyOf } from "../family-of.ts";
import { type Certificate, readCertificates, worldAuthority } from "./certificate.ts";

/** What is wrong with the certificate of a peer, as Node says it. @param host - The name to check; none if undefined. */
export function verifyPeer(
  certificate: Certificate | undefined,
  host: string | undefined,
  options: VerifyOptions,
): Error | undefined {
  if (options.rejectUnauthorized === false) return undefined;
  if (certificate === undefined) {
    return tlsError("peer did not return a certificate", "ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE");
  }
  if (!isTrusted(certificate, options.ca)) {
    return certificate.subjectKey === certificate.issuerKey
      ? tlsError("self-signed certificate", "DEPTH_ZERO_SELF_SIGNED_CERT")
      : tlsError("unable to verify the first certificate", "UNABLE_TO_VERIFY_LEAF_SIGNATURE");
  }
  if (host === undefined || host === "") return undefined;
  const { checkServerIdentity } = options;
  if (checkServerIdentity !== undefined) return checkServerIdentity(host, shownCertificate(certificate));
  const reason = mismatch(certificate, host);
  if (reason === undefined) return undefined;
  const text = `Hostname/IP does not match certificate's altnames: ${reason}`;
  return Object.assign(tlsError(text, "ERR_TLS_CERT_ALTNAME_INVALID"), {
    reason,
    host,
    cert: shownCertificate(certificate),
  });
}

/** The options of Node's `tls` that are about the peer. */
export interface VerifyOptions {
  readonly ca?: unknown;
  readonly rejectUnauthorized?: unknown;
  readonly checkServerIdentity?: ((host: string, certificate: object) => Error | undefined) | undefined;
}

/** An error of Node's `tls`. */
export function tlsError(text: string, code: string): Error {
  return Object.assign(new Error(text), { code });
}

/** A certificate, as Node's `getPeerCertificate()` shows it. */
export function shownCertificate({ subject, issuer, names }: Certificate): object {
  return { subject: { CN: subject }, issuer: { CN: issuer }, subjectaltname: names.join(", ") };
}

function isTrusted({ key, issuerKey }: Certificate, ca: unknown): boolean {
  if (key === worldAuthority) return true;
  return ca !== undefined && readCertificates(ca).some((one) => one.key === key || one.subjectKey === issuerKey);
}

/** Why `host` is not the one of the certificate. */
function mismatch({ names, subject }: Certificate, host: string): string | undefined {
  if (familyOf(host) !== 0) {
    const addresses = names.flatMap((name) =>
      name.startsWith("IP Address:") ? [name.slice("IP Address:".length)] : [],
    );
    if (addresses.some((address) => canonical(address) === canonical(host))) return undefined;
    return `IP: ${host} is not in the cert's list: ${addresses.join(", ")}`;
  }
  const known = names.flatMap((name) => (name.startsWith("DNS:") ? [name.slice("DNS:".length)] : []));
  if (known.length === 0) {
    return matches(subject, host) ? undefined : `Host: ${host}. is not cert's CN: ${subject}`;
  }
  if (known.some((name) => matches(name, host))) return undefined;
  return `Host: ${host}. is not in the cert's altnames: ${names.join(", ")}`;
}

/** Whether `pattern` means `host`; a star stands for one label at the left. */
function matches(pattern: string, host: string): boolean {
  const [first = "", ...rest] = host.toLowerCase().split(".");
  const wanted = pattern.toLowerCase();
  if (wanted === host.toLowerCase()) return true;
  return first !== "" && rest.length > 1 && wanted === `*.${rest.join(".")}`;
}

/** An IPv6 address with all of its groups. */
function canonical(address: string): string {
  if (!address.includes(":")) return address;
  const [left = "", right] = address.toLowerCase().split("::");
  const groups = (text: string): string[] => (text === "" ? [] : text.split(":"));
  const after = right === undefined ? [] : groups(right);
  const before = groups(left);
  const zeros = right === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array.from({ length: zeros }, () => "0"), ...after]
    .map((group) => Number.parseInt(group, 16))
    .join(":");
}
