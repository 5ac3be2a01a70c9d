/**
 * Which steps of an execution happen before which: by one vector for each actor, which says how many steps of each other one come before
 * its own.
 *
 * @see {@link https://doi.org/10.1145/359545.359563 | Lamport: Time, clocks, and the ordering of events, 1978}
 */
export class StepClocks {
  readonly #actors = new Map<string, number>();
  readonly #vectors: number[][] = [];
  /** What happens before the next step of an actor, as it was made possible. */
  readonly #enablers: (number[] | undefined)[] = [];
  /** What happens before every later step. */
  #barrier: number[] = [];
  /** The actor whose step runs, and its vector. */
  actor = 0;
  #running: number[] = [];

  /** A step of the actor with this path begins. */
  begin(path: string): void {
    const actor = this.#numberOf(path);
    const vector = this.#vectors[actor] as number[];
    join(vector, this.#barrier);
    const enabler = this.#enablers[actor];
    if (enabler !== undefined) join(vector, enabler);
    vector[actor] = (vector[actor] ?? 0) + 1;
    this.actor = actor;
    this.#running = vector;
  }

  /** The running step makes a step of the actor possible. */
  enables(path: string): void {
    const actor = this.#numberOf(path);
    join((this.#enablers[actor] ??= []), this.#running);
  }

  /** All steps so far come before all later ones. */
  separate(): void {
    this.#barrier = this.#vectors.map((vector, actor) => vector[actor] ?? 0);
  }

  /** The number of the running step among those of its actor. */
  get step(): number {
    return this.#running[this.actor] ?? 0;
  }

  /** Whether a step of another actor happens before the running one. */
  follows(actor: number, step: number): boolean {
    return (this.#running[actor] ?? 0) >= step;
  }

  /** All that happens before `vector` happens before the running step, too. */
  follow(vector: readonly number[]): void {
    join(this.#running, vector);
  }

  /** All that happens before the running step, and the step itself, happen before what follows `vector`. */
  note(vector: number[]): void {
    join(vector, this.#running);
  }

  #numberOf(path: string): number {
    let actor = this.#actors.get(path);
    if (actor === undefined) {
      actor = this.#vectors.push([]) - 1;
      this.#actors.set(path, actor);
    }
    return actor;
  }
}

function join(vector: number[], other: readonly number[]): void {
  for (let at = 0; at < other.length; at++) {
    const steps = other[at] ?? 0;
    if ((vector[at] ?? 0) < steps) vector[at] = steps;
    else vector[at] ??= 0;
  }
}
