import { hinted } from "./net-error.ts";

/** An error of TLS, with a hint if there is something to say. */
export function hintedTlsError<E>(error: E): E {
  return hinted(error, hints);
}

const unknownIssuer =
  "nobody whom this program trusts has signed the certificate: pass ssl: { ca } with somebody who has";
const noTls = "the peer speaks no TLS: leave `ssl` out, or begin with startTls() once the peer is ready";

const hints: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "the certificate of the peer is too old, or the clock of this host is wrong",
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownIssuer,
  ECONNRESET: "the peer speaks no TLS, or does not take the certificate",
  ERR_OSSL_PEM_NO_START_LINE: "pass what the file holds, from -----BEGIN on: readFileSync(path)",
  ERR_OSSL_X509_KEY_VALUES_MISMATCH: "the key belongs to another certificate",
  ERR_SSL_WRONG_VERSION_NUMBER: noTls,
  ERR_TLS_CERT_ALTNAME_INVALID: "connect to a name that the certificate has, or pass it as serverHostname",
  SELF_SIGNED_CERT_IN_CHAIN: unknownIssuer,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownIssuer,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownIssuer,
};
