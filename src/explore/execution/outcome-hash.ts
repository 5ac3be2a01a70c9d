import type { Verdict } from "./executions.ts";

/**
 * A 64-bit hash of what executions chose and how they ended, in whatever order they are added: two sums of 32 bits. Hashes of parts of a
 * search add up to that of the whole. An execution that is lost, or that counts twice, changes it. Not for secrets.
 */
export class OutcomeHash {
  #high = 0;
  #low = 0;

  /** @param seed - What the execution was drawn with. */
  add(seed: number, { kind, failure, taken, time }: Verdict): void {
    const lanes: Lanes = [0x811c9dc5, 0x01000193];
    mix(lanes, seed);
    for (const choice of taken) mix(lanes, choice);
    mix(lanes, taken.length);
    mix(lanes, Math.floor(time));
    mix(lanes, (time % 1) * 2 ** 32);
    const text = kind === "passed" ? "" : `${kind} ${failure?.check} ${failure?.error?.name}`; // no words of the engine
    for (let i = 0; i < text.length; i++) mix(lanes, text.charCodeAt(i));
    this.#high = (this.#high + lanes[0]) | 0;
    this.#low = (this.#low + lanes[1]) | 0;
  }

  /** Add what another hash is of. @param digest - 16 hexadecimal digits */
  join(digest: string): void {
    this.#high = (this.#high + Number.parseInt(digest.slice(0, 8), 16)) | 0;
    this.#low = (this.#low + Number.parseInt(digest.slice(8), 16)) | 0;
  }

  /** 16 hexadecimal digits. */
  digest(): string {
    return [this.#high, this.#low].map((lane) => (lane >>> 0).toString(16).padStart(8, "0")).join("");
  }
}

type Lanes = [high: number, low: number];

function mix(lanes: Lanes, value: number): void {
  const [high, low] = lanes;
  lanes[0] = Math.imul(high ^ value, 0x01000193) ^ (high >>> 13);
  const mixed = Math.imul(low ^ (value + high), 0x85ebca6b);
  lanes[1] = mixed ^ (mixed >>> 15);
}
