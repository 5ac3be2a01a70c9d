/** A 64-bit hash of texts in their order: FNV-1a in two lanes. Not for secrets. */
export class RollingHash {
  #high = 0x811c9dc5;
  #low = 0x01000193;

  add(text: string): void {
    let high = this.#high;
    let low = this.#low;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      high = Math.imul(high ^ unit, 0x01000193);
      low = Math.imul(low ^ (unit + i), 0x85ebca6b);
      low ^= low >>> 15;
    }
    this.#high = Math.imul(high ^ 0xff, 0x01000193); // marks the end of a text: ["ab"] and ["a", "b"] differ
    this.#low = Math.imul(low ^ 0xff, 0x85ebca6b);
  }

  /** 16 hexadecimal digits. */
  digest(): string {
    return [this.#high, this.#low].map((lane) => (lane >>> 0).toString(16).padStart(8, "0")).join("");
  }
}
