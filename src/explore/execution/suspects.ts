/**
 * Executions in which something may have died, by the alternatives that they took. They lie in one typed array: to keep a list for each
 * of thousands of short executions takes a tenth of their time, for the collection of garbage.
 */
export class Suspects {
  /** Of each execution: its number, how many alternatives it took, and which. */
  #numbers = new Uint32Array(1_024);
  #length = 0;

  add({ execution, taken }: Suspect): void {
    this.#makeRoom(taken.length + 2);
    this.#push(execution);
    this.#push(taken.length);
    for (const index of taken) this.#push(index);
  }

  #push(number: number): void {
    this.#numbers[this.#length] = number;
    this.#length += 1;
  }

  #makeRoom(more: number): void {
    if (this.#length + more <= this.#numbers.length) return;
    const larger = new Uint32Array(2 * (this.#length + more));
    larger.set(this.#numbers);
    this.#numbers = larger;
  }

  clear(): void {
    this.#length = 0;
  }

  /** All executions, in order. */
  toArray(): Suspect[] {
    const executions: Suspect[] = [];
    const numbers = this.#numbers.subarray(0, this.#length);
    for (let at = 0; at < numbers.length;) {
      const [execution = 0, choices = 0] = numbers.subarray(at, at + 2);
      executions.push({ execution, taken: [...numbers.subarray(at + 2, at + 2 + choices)] });
      at += 2 + choices;
    }
    return executions;
  }
}

/** An execution in which something may have died. */
export interface Suspect {
  /** The number of the execution, from 1. */
  readonly execution: number;
  /** The alternative taken at each choice point. */
  readonly taken: readonly number[];
}
