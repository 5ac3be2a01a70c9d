/**
 * Numbers for actors, and for the objects that steps touch. What a step has made has the same even number in every execution in
 * which its maker did the same so far: it is the maker's number and a count. Other objects have odd numbers, in the order in which
 * an execution meets them.
 *
 * An execution that begins as the last one did asks for the same numbers as long, which are in a journal: so it looks nothing up.
 */
export class StableNames {
  /** The numbers of what was made, by the maker's number and count. */
  readonly #made: number[][] = [];
  /** How many numbers of what was made there are. */
  #known = 0;
  /** The numbers of parts that are no objects. */
  readonly #parts = new Map<unknown, number>();
  /** The numbers that were asked for, in order; of a new one the complement. */
  readonly #journal: number[] = [];
  /** How many of them are those of the last execution. */
  #kept = 0;
  /** How many numbers the execution has asked for. */
  asked = 0;
  #names = new Map<object, number>();
  /** How much each maker has made in this execution. */
  #counts: number[] = [];
  /** How many objects the execution has met that no step has made. */
  met = 0;

  /** An execution begins. @param kept - How many numbers it will ask for as the last one did */
  begin(kept: number): void {
    this.#kept = kept;
    this.#journal.length = kept;
    this.asked = 0;
    this.#names = new Map();
    this.#counts = [];
    this.met = 0;
  }

  /** `object` was made by the step of an actor. @param maker - The actor's number; 0: made before the first step. */
  made(object: object, maker: number): number {
    if (this.asked < this.#kept) return this.#again(object, maker);
    const known = this.#names.get(object);
    if (known !== undefined) return this.#note(known);
    const count = this.#counts[maker] ?? 0;
    this.#counts[maker] = count + 1;
    const made = (this.#made[maker] ??= []);
    return this.#add(object, (made[count] ??= 2 * ++this.#known));
  }

  /** The number of an object that a step touches. */
  of(object: object): number {
    if (this.asked < this.#kept) return this.#again(object, 0);
    const known = this.#names.get(object);
    return known === undefined ? this.#add(object, 2 * this.met++ + 1) : this.#note(known);
  }

  /** The number of an object, if it has one. */
  known(object: object): number | undefined {
    return this.#names.get(object);
  }

  #note(name: number): number {
    this.#journal.push(name);
    this.asked += 1;
    return name;
  }

  #add(object: object, name: number): number {
    this.#names.set(object, name);
    this.#journal.push(~name);
    this.asked += 1;
    return name;
  }

  /** The number that the last execution has asked for at the same moment. */
  #again(object: object, maker: number): number {
    const answer = this.#journal[this.asked] as number;
    this.asked += 1;
    if (answer >= 0) return answer;
    const name = ~answer;
    this.#names.set(object, name);
    if (isMet(name)) this.met += 1;
    else this.#counts[maker] = (this.#counts[maker] ?? 0) + 1;
    return name;
  }

  /** The number of a part of an object: 0 for the whole, a negative one for a part that is an object itself, as the key of a Map. */
  ofPart(part: unknown): number {
    if (part === undefined) return 0;
    if (isObject(part)) return -this.of(part) - 1;
    let number = this.#parts.get(part);
    if (number === undefined) {
      number = this.#parts.size + 1;
      this.#parts.set(part, number);
    }
    return number;
  }
}

/** Whether a number is the place of an object among those that an execution has met. */
export function isMet(name: number): boolean {
  return (name & 1) === 1;
}

export function isObject(part: unknown): part is object {
  return (typeof part === "object" && part !== null) || typeof part === "function";
}
