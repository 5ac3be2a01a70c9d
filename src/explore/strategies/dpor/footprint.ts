/**
 * What one step has touched: parts of objects, each read or written. Objects and parts are numbers of `StableNames`.
 *
 * Two steps are dependent if they touch the same part of an object and one of them writes, or if one is opaque.
 */
export class Footprint {
  /** Whether it may have touched anything. */
  opaque = false;
  readonly #objects: number[] = [];
  readonly #parts: number[] = [];
  readonly #writes: boolean[] = [];
  /** One bit per object, of which several may share one: footprints without a common bit share no object. */
  #mask = 0;

  /** A footprint of which nothing is known. */
  static unknown(): Footprint {
    const footprint = new Footprint();
    footprint.opaque = true;
    return footprint;
  }

  /** @param part - 0 stands for the whole of the object. */
  add(object: number, part: number, writes: boolean): void {
    for (let at = this.#objects.length - 1; at >= 0; at--) {
      if (this.#objects[at] === object && this.#parts[at] === part && (this.#writes[at] === true || !writes)) return;
    }
    this.#objects.push(object);
    this.#parts.push(part);
    this.#writes.push(writes);
    this.#mask |= bitOf(object);
  }

  /** Whether two steps of one execution are dependent. */
  conflictsWith(other: Footprint): boolean {
    if (this.opaque || other.opaque) return true;
    return (this.#mask & other.#mask) !== 0 && this.#meets(other, Infinity);
  }

  /**
   * Whether steps of two executions may be dependent. The executions began alike, and had met `common` objects by then.
   * What was met later may be the same object under two numbers.
   */
  mayConflictWith(other: Footprint, common: number): boolean {
    if (this.opaque || other.opaque) return true;
    return (this.#mask & other.#mask) !== 0 && this.#meets(other, 2 * common);
  }

  #meets(other: Footprint, common: number): boolean {
    for (let at = 0; at < this.#objects.length; at++) {
      for (let its = 0; its < other.#objects.length; its++) {
        if (this.#writes[at] !== true && other.#writes[its] !== true) continue;
        if (!mayBeSame(this.#objects[at] as number, other.#objects[its] as number, common)) continue;
        const [part, otherPart] = [this.#parts[at] as number, other.#parts[its] as number];
        if (part === 0 || otherPart === 0 || part === otherPart || (part < 0 && otherPart < 0)) return true;
      }
    }
    return false;
  }
}

/** Even numbers name the same object in every execution, odd ones are the order in which objects were met. */
function mayBeSame(one: number, other: number, common: number): boolean {
  return one === other || (isMet(one) && isMet(other) && one >= common && other >= common);
}

function isMet(object: number): boolean {
  return (object & 1) === 1;
}

function bitOf(object: number): number {
  return isMet(object) ? 1 : 1 << (1 + ((object >> 1) % 31));
}
