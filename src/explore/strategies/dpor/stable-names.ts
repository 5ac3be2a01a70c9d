/**
 * Numbers for actors, and for the objects that steps touch. What a step has made has the same even number in every execution in
 * which its maker did the same so far: it is the maker's number and a count. Other objects have odd numbers, in the order in which
 * an execution meets them.
 */
export class StableNames {
  /** The numbers of what was made, by the maker's number and count. */
  readonly #made: number[][] = [];
  /** How many numbers of what was made there are. */
  #known = 0;
  /** The numbers of parts that are no objects. */
  readonly #parts = new Map<unknown, number>();
  #names = new Map<object, number>();
  /** How much each maker has made in this execution. */
  #counts: number[] = [];
  /** How many objects the execution has met that no step has made. */
  met = 0;

  /** An execution begins. */
  begin(): void {
    this.#names = new Map();
    this.#counts = [];
    this.met = 0;
  }

  /** `object` was made by the step of an actor. @param maker - The actor's number; 0: made before the first step. */
  made(object: object, maker: number): number {
    const known = this.#names.get(object);
    if (known !== undefined) return known;
    const count = this.#counts[maker] ?? 0;
    this.#counts[maker] = count + 1;
    const made = (this.#made[maker] ??= []);
    const name = (made[count] ??= 2 * ++this.#known);
    this.#names.set(object, name);
    return name;
  }

  /** The number of an object that a step touches. */
  of(object: object): number {
    let name = this.#names.get(object);
    if (name === undefined) {
      name = 2 * this.met + 1;
      this.met += 1;
      this.#names.set(object, name);
    }
    return name;
  }

  /** The number of a part of an object: 0 for the whole, a negative one for a part that is an object itself, as the key of a Map. */
  ofPart(part: unknown): number {
    if (part === undefined) return 0;
    if ((typeof part === "object" && part !== null) || typeof part === "function") return -this.of(part) - 1;
    let number = this.#parts.get(part);
    if (number === undefined) {
      number = this.#parts.size + 1;
      this.#parts.set(part, number);
    }
    return number;
  }
}
