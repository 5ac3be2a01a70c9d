/** Reads the records of a simulated TLS connection. They have the form of real ones, but nothing is encrypted. */
export class Records {
  #rest: Uint8Array = new Uint8Array();

  /**
   * The records that are complete with `data`.
   *
   * @returns undefined if the peer does not speak TLS
   */
  read(data: Uint8Array): readonly TlsRecord[] | undefined {
    const all = this.#rest.length === 0 ? data : concatenated([this.#rest, data]);
    const found: TlsRecord[] = [];
    let at = 0;
    while (all.length - at >= headerBytes) {
      const type = all[at] as number;
      if (!isType(type) || all[at + 1] !== 3) return undefined;
      const end = at + headerBytes + (all[at + 3] as number) * 256 + (all[at + 4] as number);
      if (end > all.length) break;
      found.push({ type, content: all.subarray(at + headerBytes, end) });
      at = end;
    }
    if (at < all.length && !isType(all[at])) return undefined;
    this.#rest = all.slice(at);
    return found;
  }
}

/** One record: its type and its bytes. */
export interface TlsRecord {
  readonly type: number;
  readonly content: Uint8Array;
}

/** Types of records: RFC 8446, section 5.1. */
export const alert = 21;
export const handshake = 22;
export const application = 23;

function isType(byte: number | undefined): boolean {
  return byte === alert || byte === handshake || byte === application;
}

/** `content` in as many records as it needs. */
export function recordsOf(type: number, content: Uint8Array): Uint8Array {
  const all: Uint8Array[] = [];
  for (let at = 0; at < content.length || at === 0; at += mostBytes) {
    const part = content.subarray(at, at + mostBytes);
    all.push(Uint8Array.of(type, 3, 3, part.length >>> 8, part.length & 0xff), part);
  }
  return concatenated(all);
}

export function concatenated(all: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const one of all) {
    joined.set(one, at);
    at += one.length;
  }
  return joined;
}

const headerBytes = 5;
const mostBytes = 16_384;
