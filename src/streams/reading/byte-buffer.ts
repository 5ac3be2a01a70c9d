/**
 * Bytes that were received and not yet read, in order.
 *
 * Whoever appends gives the bytes away. What is taken out is never touched again. A piece that is appended to an empty buffer and taken
 * out whole is not copied; small pieces are collected with room to grow, so that a line that comes byte by byte costs linear time.
 */
export class ByteBuffer {
  #bytes: Uint8Array = nothing;
  #start = 0;
  #end = 0;

  /** How many bytes it holds. */
  get size(): number {
    return this.#end - this.#start;
  }

  /** Put `data` behind what is there. The caller does not change `data` any more. */
  append(data: Uint8Array): void {
    const { size } = this;
    if (size === 0) {
      this.#bytes = data;
      this.#start = 0;
      this.#end = data.length;
      return;
    }
    if (this.#bytes.length - this.#end < data.length) {
      const grown = new Uint8Array(Math.max(2 * size, size + data.length));
      grown.set(this.#bytes.subarray(this.#start, this.#end));
      this.#bytes = grown;
      this.#start = 0;
      this.#end = size;
    }
    this.#bytes.set(data, this.#end);
    this.#end += data.length;
  }

  /** Take the first `count` bytes out, or all if there are fewer. */
  take(count: number): Uint8Array {
    if (count >= this.size) return this.#takeAll();
    const taken = Uint8Array.prototype.slice.call(this.#bytes, this.#start, this.#start + count);
    this.#start += count;
    return plain(taken);
  }

  #takeAll(): Uint8Array {
    const all = plain(this.#bytes.subarray(this.#start, this.#end));
    this.clear();
    return all;
  }

  clear(): void {
    this.#bytes = nothing;
    this.#start = 0;
    this.#end = 0;
  }

  /** Where `part` begins for the first time at or behind `from`; -1 if nowhere. Positions count from the first byte that is there. */
  indexOf(part: Uint8Array, from: number): number {
    const bytes = this.#bytes;
    const last = this.#end - part.length;
    const first = part[0] ?? 0;
    for (let at = this.#start + from; at <= last; at++) {
      at = bytes.indexOf(first, at);
      if (at === -1 || at > last) return -1;
      if (isAt(bytes, at, part)) return at - this.#start;
    }
    return -1;
  }
}

const nothing: Uint8Array = new Uint8Array(0);

function isAt(bytes: Uint8Array, at: number, part: Uint8Array): boolean {
  for (let i = 1; i < part.length; i++) {
    if (bytes[at + i] !== part[i]) return false;
  }
  return true;
}

/** `bytes` as a plain `Uint8Array`, in the same memory: Node's Buffer shows itself otherwise, and not in every world. */
function plain(bytes: Uint8Array): Uint8Array {
  return Object.getPrototypeOf(bytes) === Uint8Array.prototype
    ? bytes
    : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
