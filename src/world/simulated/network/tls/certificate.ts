/** What a simulated handshake looks at in a certificate. */
export interface Certificate {
  /** As Node shows them: `DNS:localhost`, `IP Address:127.0.0.1`. */
  readonly names: readonly string[];
  /** The common names of the owner and of whoever has signed. */
  readonly subject: string;
  readonly issuer: string;
  /** The whole names and the certificate as text, to compare. */
  readonly subjectKey: string;
  readonly issuerKey: string;
  readonly key: string;
}

/** The certificate of a host that needs none in PEM: everybody trusts it. */
export function certificateOfHost(names: readonly string[]): Certificate {
  const [subject = ""] = names;
  const alt = names.map((name) => (/^[\d.]+$|:/.test(name) ? `IP Address:${name}` : `DNS:${name}`));
  return {
    names: alt,
    subject,
    issuer: worldAuthority,
    subjectKey: subject,
    issuerKey: worldAuthority,
    key: worldAuthority,
  };
}

/** Whoever signs the certificates of hosts. */
export const worldAuthority: string = "the simulated world";

/**
 * Read certificates in PEM or DER. Keys beside them are passed over.
 *
 * @throws As Node's `tls`, if there is none.
 */
export function readCertificates(data: unknown): readonly Certificate[] {
  const all: readonly unknown[] = Array.isArray(data) ? data : [data];
  return all.flatMap((one) => {
    const bytes = one instanceof Uint8Array ? one : undefined;
    if (bytes?.[0] === sequence) return [parsed(bytes)];
    const text = bytes === undefined ? String(one) : new TextDecoder("latin1").decode(bytes);
    const found = [...text.matchAll(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----([^-]+)-----END/g)];
    if (found.length === 0) throw unreadable();
    return found.map(([, base64 = ""]) => parsed(decoded(base64)));
  });
}

/** @throws As Node's `tls`, if there is no key in PEM or DER. */
export function requireKey(data: unknown): void {
  const [first]: readonly unknown[] = Array.isArray(data) ? (data as readonly unknown[]) : [data];
  const key = typeof first === "object" && first !== null && "pem" in first ? first.pem : first;
  if (key instanceof Uint8Array && key[0] === sequence) return;
  const text = key instanceof Uint8Array ? new TextDecoder("latin1").decode(key) : String(key);
  if (!/-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/.test(text)) throw unreadable();
}

function decoded(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64.replace(/\s/g, "")), (letter) => letter.charCodeAt(0));
  } catch {
    throw unreadable();
  }
}

function unreadable(): Error {
  return Object.assign(new Error("error:0480006C:PEM routines::no start line"), {
    code: "ERR_OSSL_PEM_NO_START_LINE",
    library: "PEM routines",
    reason: "no start line",
  });
}

/** Take a certificate of X.509 apart: see RFC 5280, section 4.1. */
function parsed(der: Uint8Array): Certificate {
  const [outer] = parts(der);
  const [body] = parts(outer?.content ?? der);
  if (body === undefined) throw unreadable();
  const fields = parts(body.content).filter(({ tag }) => tag !== version);
  const [, , issuer, , subject] = fields;
  if (issuer === undefined || subject === undefined) throw unreadable();
  const extensions = fields.find(({ tag }) => tag === extensionList);
  const cn = commonName(subject.content);
  const names = extensions === undefined ? [] : altNames(extensions.content);
  return {
    names,
    subject: cn,
    issuer: commonName(issuer.content),
    subjectKey: hex(subject.content),
    issuerKey: hex(issuer.content),
    key: hex(der),
  };
}

interface Part {
  readonly tag: number;
  readonly content: Uint8Array;
}

/** The values that follow each other in `der`. */
function parts(der: Uint8Array): readonly Part[] {
  const found: Part[] = [];
  for (let at = 0; at + 1 < der.length;) {
    const tag = der[at] as number;
    let length = der[at + 1] as number;
    at += 2;
    if (length > 0x80) {
      const bytes = length - 0x80;
      length = der.subarray(at, at + bytes).reduce((sum, byte) => sum * 256 + byte, 0);
      at += bytes;
    }
    if (at + length > der.length) throw unreadable();
    found.push({ tag, content: der.subarray(at, at + length) });
    at += length;
  }
  return found;
}

function commonName(name: Uint8Array): string {
  for (const set of parts(name)) {
    const [id, value] = parts(parts(set.content)[0]?.content ?? new Uint8Array());
    if (id !== undefined && value !== undefined && hex(id.content) === "550403") return text(value.content);
  }
  return "";
}

function altNames(extensions: Uint8Array): readonly string[] {
  for (const extension of parts(parts(extensions)[0]?.content ?? new Uint8Array())) {
    const fields = parts(extension.content);
    if (fields[0] === undefined || hex(fields[0].content) !== "551d11") continue;
    const names = parts(parts(fields.at(-1)?.content ?? new Uint8Array())[0]?.content ?? new Uint8Array());
    return names.flatMap(({ tag, content }) => {
      if (tag === dnsName) return [`DNS:${text(content)}`];
      return tag === ipAddress ? [`IP Address:${addressText(content)}`] : [];
    });
  }
  return [];
}

function addressText(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join(".");
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((bytes[2 * at] ?? 0) * 256 + (bytes[2 * at + 1] ?? 0)).toString(16),
  );
  return groups.join(":").toUpperCase();
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const sequence = 0x30;
const version = 0xa0;
const extensionList = 0xa3;
const dnsName = 0x82;
const ipAddress = 0x87;
